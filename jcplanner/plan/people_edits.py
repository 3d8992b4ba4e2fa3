"""What people do to the stocktake and to posts: add to them, and carry entries to the next year."""

from collections.abc import Collection, Mapping

from jcplanner.domain.column import Value
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, new_id
from jcplanner.domain.stocktake import ESTIMATE, MONTHS_OF_A_YEAR, annual
from jcplanner.plan import edits
from jcplanner.plan.fields import column_named, read_field
from jcplanner.plan.plan import Plan

_ALIKE = ("tier", "category", "partner", "year", "months", "basis", "status")


def add_time(plan: Plan, like: str = "", **fields: Value) -> str:
    """Add an entry of officers' time; returns its id.

    Tier, category, employer, year, months and basis are as of the entry ``like``; without one it is of
    the plan's base year.
    """
    held = plan.table(OfficerTime).get(like)
    start: dict[str, Value] = {"year": plan.years[0]}
    if held is not None:
        start = {name: getattr(held, name) for name in _ALIKE}
    return edits.add(plan, OfficerTime, **{**start, **fields})


def add_post(plan: Plan, beside: str = "", **fields: Value) -> str:
    """Add a post; returns its id. Employer and lead, now and proposed, are those of the post ``beside``."""
    held = plan.table(Post).get(beside)
    start: dict[str, Value] = {}
    if held is not None:
        names = ("partner", "proposed_partner", "reports_to", "proposed_reports_to", "state")
        start = {name: getattr(held, name) for name in names}
    return edits.add(plan, Post, **{**start, **fields})


def estimate_next_year(plan: Plan, keys: Collection[str]) -> list[str]:
    """Carry entries into the year after theirs as estimates of twelve months; returns the new ids.

    The cost is what a year comes to now. The paper's own summary does not have them. Raises Refusal for an
    entry without a year, or that is gone.
    """
    table = plan.table(OfficerTime)
    if not keys:
        raise Refusal("Choose the entries that are to be estimated for the next year first.")
    made: list[str] = []
    held = [entry for entry in table.ordered() if entry.id in set(keys)]
    for entry in held:
        if entry.year is None:
            raise Refusal(f'"{entry.name}" has no year; give it one first.')
    last = max((entry.position for entry in table.values()), default=0)
    what = f'"{held[0].name}"' if len(held) == 1 else f"{len(held):,} entries"
    with plan.step(f"Estimate {what} for the next year") as draft:
        for place, entry in enumerate(held, start=1):
            key = new_id()
            kept = {
                name: getattr(entry, name)
                for name in (
                    *("name", "tier", "category", "team", "partner", "benefits", "service_area"),
                    *("fte", "time_class"),
                )
            }
            year = (entry.year or 0) + 1
            draft.add(
                OfficerTime(
                    key,
                    last + place,
                    **kept,
                    year=year,
                    cost=annual(entry),
                    months=MONTHS_OF_A_YEAR,
                    basis=ESTIMATE,
                    status="estimate",
                    in_summary=0,
                    note="Carried on from the year before",
                )
            )
            made.append(key)
    return made


def put_cells(plan: Plan, kind: type[Record], texts: Mapping[tuple[str, str], str]) -> None:
    """Put typed texts into fields of records, by (id, column), as one step; blank text blanks a field.

    Raises Refusal for the first text that cannot be read; nothing moves then.
    """
    wanted: dict[str, dict[str, Value]] = {}
    for (key, name), text in texts.items():
        value = read_field(plan.records, column_named(kind, name), text)
        wanted.setdefault(key, {})[name] = value
    if not wanted:
        return
    count = len(texts)
    with plan.step("Change 1 cell" if count == 1 else f"Change {count:,} cells") as draft:
        for key, fields in wanted.items():
            if draft.get(kind, key) is None:
                raise Refusal(f"That {kind.ONE} is no longer in the plan.")
            draft.change(kind, key, **fields)
