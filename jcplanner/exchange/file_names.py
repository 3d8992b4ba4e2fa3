"""The names that are suggested for workbooks: what it is, the day, and its status where that matters."""

from datetime import date

from jcplanner.domain.planning import PUBLICATION_STATUSES
from jcplanner.plan.plan import Plan

MOST_TITLE = 80
_SHORT_STATUS = {PUBLICATION_STATUSES[0]: "DRAFT", PUBLICATION_STATUSES[2]: "EXEMPT"}
_NOT_IN_NAMES = '<>:"/\\|?*'


def workbook_name(plan: Plan, day: date, what: str = "") -> str:
    """A file name with plan, scenario, content, date and status: "Better together 2016-07-28 DRAFT.xlsx"."""
    details = plan.details
    parts = (
        plain_name(details.title)[:MOST_TITLE] or "Plan",
        plain_name(plan.scenario_name)[:MOST_TITLE],
        plain_name(what),
        f"{day:%Y-%m-%d}",
        _SHORT_STATUS.get(details.publication_status, ""),
    )
    return f"{' '.join(part for part in parts if part)}.xlsx"


def plain_name(text: str) -> str:
    """Text without what some system does not allow in a file's name."""
    kept = (" " if letter in _NOT_IN_NAMES or ord(letter) < 32 else letter for letter in text)
    return " ".join("".join(kept).split())
