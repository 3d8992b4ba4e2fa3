"""Scenarios: named sets of overrides of the plan's numbers; elsewhere the plan shows through."""

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

PLAN_AS_AGREED = "Plan as agreed"
"""What people call the plan where no scenario is looked at."""


@record("scenario", "scenario", "scenarios")
class Scenario(Record):
    """A named "what if"; its numbers are the plan's but for its overrides."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New scenario")
    purpose: str = column("Purpose", help="The question that it answers.")
    note: str = column("Note", Kind.NOTE)


@record("scenario_override", "override", "overrides", ordered=False, named_by="id")
class ScenarioOverride(Record):
    """One number that a scenario has otherwise. Its id is `<scenario>|<table>|<record>|<field>`.

    ``plan_value`` is what the plan had when the override was made: whoever promotes the scenario is told
    where the plan has moved on since. Nothing in either stands for a blank.
    """

    id: str
    scenario: str | None = link("Scenario", "scenario", on_remove="cascade")
    of_table: str = column("Table", Kind.CODE)
    of_record: str = column("Record", Kind.CODE)
    of_field: str = column("Field", Kind.CODE)
    value: int | None = column("Value", Kind.COUNT, default=None)
    plan_value: int | None = column("Value in the plan", Kind.COUNT, default=None)
    note: str = column("Note", Kind.NOTE)


def override_id(scenario: str, table: str, record_id: str, field: str) -> str:
    """The id of a scenario's override of one field of one record."""
    return f"{scenario}|{table}|{record_id}|{field}"
