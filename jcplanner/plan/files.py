"""The files that budget lines came from, with how many lines each gave."""

from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class FileBroughtIn:
    """One file and sheet for one partner; ``at`` is the newest time (UTC, ISO), "" where none is kept."""

    file: str
    sheet: str
    partner: str
    lines: int
    at: str


def files_brought_in(plan: Plan) -> list[FileBroughtIn]:
    """Every file that lines of the plan name as their source, the newest first."""
    lines = plan.table(BudgetLine)
    file, sheet, partner, at = map(
        lines.index, ("source_file", "source_sheet", "partner", "imported_at")
    )
    counts: dict[tuple[str, str, str | None], list[str]] = {}
    for line in lines.rows.values():
        if line[file]:
            counts.setdefault((line[file], line[sheet], line[partner]), []).append(line[at])
    partners = plan.table(Partner)
    found = [
        FileBroughtIn(
            name,
            where,
            partners[owner].short if owner is not None and owner in partners else "",
            len(times),
            max(times),
        )
        for (name, where, owner), times in counts.items()
    ]
    return sorted(found, key=lambda held: (held.at, held.file), reverse=True)
