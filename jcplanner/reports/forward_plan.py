"""The forward plan as it is read: each day, who meets or decides what, and what has to be ready when."""

from datetime import date

from jcplanner.domain.deciding import body_name
from jcplanner.domain.forward_plan import DECISION, Coming, forward_plan
from jcplanner.plan.plan import Plan
from jcplanner.reports.decisions import say_distance, say_short
from jcplanner.reports.report import Heading, Report, ReportTable

NO_DAY = "no date"
HEADS = (
    "Date",
    "What",
    "Kind",
    "Body",
    "Papers due",
    "Last day for figures",
    "Key decision",
    "State",
)


def kind_words(held: Coming) -> str:
    """What an entry is: "Decision", "Meeting", "Consultation closes", "Submission"."""
    return held.kind.capitalize()


def state_words(plan: Plan, held: Coming, today: date | None = None) -> str:
    """Whether it is done, and how far off it is from a day that is given."""
    if held.done:
        if held.kind == DECISION:
            outcome = str(plan.records.named(held.table).value(held.key, "outcome"))
            return outcome.capitalize()
        return "Done"
    if held.day is not None and today is not None:
        return say_distance(held.day, today).capitalize()
    return "Awaited" if held.kind == DECISION else ""


def cells(plan: Plan, held: Coming, today: date | None = None) -> tuple[str, ...]:
    """An entry as texts under `HEADS`."""
    return (
        say_short(held.day) or NO_DAY,
        held.name,
        kind_words(held),
        body_name(plan.records, held.body) if held.body else "",
        say_short(held.papers),
        say_short(held.figures),
        "Key decision" if held.key_decision else "",
        state_words(plan, held, today),
    )


def forward_plan_report(plan: Plan) -> Report:
    """All entries in the order of their days, those that are done among them."""
    return Report(
        "Forward plan",
        "Meetings, decisions, consultations and submissions by day",
        (
            ReportTable(
                "Forward plan",
                tuple(Heading(head) for head in HEADS),
                tuple(cells(plan, held) for held in forward_plan(plan.records)),
            ),
        ),
    )
