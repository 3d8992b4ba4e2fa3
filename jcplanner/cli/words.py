"""What the command line prints: the same facts as text for people and as JSON for programs."""

from collections.abc import Sequence
from typing import Any

from jcplanner.domain.money import show_exact
from jcplanner.domain.problems import Problem
from jcplanner.exchange.intake import IntakeResult
from jcplanner.plan.plan import Plan
from jcplanner.reports.report import Cell, Heading, Report
from jcplanner.reports.totals import TotalRow, Totals

MOST_REMARKS = 20

_FIGURES = ("expenditure", "income", "net", "capital", "in_kind")
_HEADINGS = ("Expenditure", "Income", "Net revenue", "Capital", "In kind")


def totals_json(totals: Totals) -> dict[str, Any]:
    """Totals with amounts in whole pence."""
    return {
        "by": list(totals.dimensions),
        "unit": "pence",
        "scope": totals.scope,
        "rows": [
            {**dict(zip(totals.dimensions, row.place, strict=True)), **_figures(row)}
            for row in totals.rows
        ],
        "total": _figures(totals.whole),
    }


def _figures(row: TotalRow) -> dict[str, int]:
    return {name: getattr(row, name) for name in _FIGURES}


def totals_text(totals: Totals) -> str:
    """Totals as a table, in pounds and pence."""
    headings = [*(name.capitalize() for name in totals.dimensions), *_HEADINGS]
    rows = [[*row.place, *_amounts(row)] for row in totals.rows]
    blanks = [""] * (len(totals.dimensions) - 1)
    last = (
        ["Total", *blanks, *_amounts(totals.whole)] if totals.dimensions else _amounts(totals.whole)
    )
    right = [False] * len(totals.dimensions) + [True] * len(_FIGURES)
    return _table(headings, [*rows, last], right) + f"\n{totals.scope}"


def _amounts(row: TotalRow) -> list[str]:
    return [show_exact(getattr(row, name)) for name in _FIGURES]


def _table(headings: list[str], rows: list[list[str]], right: list[bool]) -> str:
    widths = [max(len(row[place]) for row in [headings, *rows]) for place in range(len(headings))]

    def line(row: list[str]) -> str:
        cells = [
            text.rjust(width) if is_right else text.ljust(width)
            for text, width, is_right in zip(row, widths, right, strict=True)
        ]
        return "  ".join(cells).rstrip()

    return "\n".join([line(headings), line(["-" * width for width in widths]), *map(line, rows)])


def report_json(report: Report) -> dict[str, Any]:
    """A report's tables: money in whole pence, percentages in hundredths of one per cent."""
    return {
        "report": report.title,
        "scope": report.scope,
        "tables": [
            {
                "title": table.title,
                "kinds": {head.text: head.kind for head in table.headings},
                "rows": [
                    dict(zip((head.text for head in table.headings), row, strict=True))
                    for row in table.rows
                ],
            }
            for table in report.tables
        ],
    }


def report_text(report: Report) -> str:
    """A report's tables, in pounds and pence."""
    parts = [report.title]
    for table in report.tables:
        rows = [
            [_cell(head, cell) for head, cell in zip(table.headings, row, strict=True)]
            for row in table.rows
        ]
        right = [head.kind != "text" for head in table.headings]
        parts += ["", table.title, _table([head.text for head in table.headings], rows, right)]
    return "\n".join([*parts, "", report.scope])


def _cell(head: Heading, cell: Cell) -> str:
    if isinstance(cell, int) and head.kind in ("money", "exact"):
        return show_exact(cell)
    if isinstance(cell, int) and head.kind == "percent":
        return f"{cell / 100:.2f}%"
    return "" if cell is None else f"{cell:,}" if isinstance(cell, int) else cell


def import_text(result: IntakeResult) -> str:
    """What an import did, or would do: its headline, control totals, what was left out, and notes."""
    lines = [("Dry run: " if result.dry_run else "") + result.headline()]
    for control in result.control_totals:
        stated, derived = show_exact(control.stated), show_exact(control.derived)
        verdict = "agrees" if control.agrees else f"differs by {show_exact(control.difference)}"
        lines.append(
            f"Control total {control.name}: stated {stated}, derived {derived}: {verdict}."
        )
    for word, remarks in (("Rejected", result.rejected), ("Skipped", result.skipped)):
        for remark in remarks[:MOST_REMARKS]:
            place = f"row {remark.row}" if remark.row is not None else "rows"
            column = f", {remark.column}" if remark.column else ""
            value = f' "{remark.value}"' if remark.value else ""
            many = f" ({remark.rows:,} rows)" if remark.rows > 1 else ""
            lines.append(f"{word} {place}{column}{value}: {remark.why}{many}.")
        if len(remarks) > MOST_REMARKS:
            lines.append(f"{word}: {len(remarks) - MOST_REMARKS:,} more; --json lists them all.")
    return "\n".join([*lines, *result.notes])


def problems_json(plan: Plan, problems: Sequence[Problem]) -> dict[str, Any]:
    """Problems with their places, and how many there are of each severity."""
    return {
        "counts": plan.worries.counts(),
        "problems": [
            {
                "kind": problem.kind,
                "severity": problem.severity,
                "text": problem.text,
                "screen": problem.place.screen,
                "record": problem.place.table,
                "id": problem.place.id,
                "year": problem.place.year,
            }
            for problem in problems
        ],
    }


def problems_text(problems: Sequence[Problem]) -> str:
    """Problems one a line, the serious ones first."""
    return "\n".join(f"{held.severity}: {held.text}" for held in problems) or "No problems."


def history_json(plan: Plan) -> list[dict[str, Any]]:
    """Every step, oldest first."""
    return [
        {
            "step": step.id,
            "name": step.name,
            "at": step.at,
            "author": step.author,
            "kind": step.kind,
            "of": step.of,
            "changes": plan.file.change_count(step),
            "hash": step.hash,
        }
        for step in plan.steps
    ]


def history_text(plan: Plan) -> str:
    """Every step one a line, oldest first: when (UTC), what, how many records it changed."""
    lines = [
        f"{step.at[:19].replace('T', ' ')}  {step.name}"
        f" ({plan.file.change_count(step):,} records{', ' + step.author if step.author else ''})"
        for step in plan.steps
    ]
    return "\n".join(lines)
