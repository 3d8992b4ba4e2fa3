"""The partner return: one partner's lines in a workbook of their own, to be filled in and sent back.

The Lines sheet is laid out as in the finance workbook, ids in a hidden column, so that both come back the
same way (see `returned`). What the partner may write into is yellow; the rest is protected, without a
password.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jcplanner.domain.budgets import BudgetLine, FundingSource
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.exchange.workbook_file import MARKED_RETURN, may_replace
from jcplanner.exchange.workbook_frame import (
    mark_book,
    scenario_words,
    set_up_print,
    stamp_of,
    titled,
    write_facts,
    write_links,
    write_numbered,
    written_words,
)
from jcplanner.exchange.workbook_labels import Labels, labels_of
from jcplanner.exchange.workbook_lines import LinesSheet, set_up_lines, write_lines
from jcplanner.exchange.workbooks import write_book
from jcplanner.exchange.write import Book, Page, Styles, replacing, sheet_kind
from jcplanner.plan.plan import Plan

CONVENTION = (
    "£ and pence. Expenditure and income are each positive; a credit is negative. "
    "Yellow: to be filled in. The rest is protected."
)
CONVENTIONS = (
    "Only yellow cells can be written into: the amounts of each year, and what describes a line.",
    "A blank amount is not nil: leave it blank where the amount is not known, write 0 where it is nil.",
    "Amounts are in £, with pence where there are any. Expenditure and income are each positive.",
    "Service areas and funding sources are chosen from the list in the cell; sheet Names shows them all.",
    "Lines that are missing here: send them in a file of their own; they are brought in like any budget.",
    "Lines that should go: say so in the note of the line. No line is removed by deleting its row.",
    "Send the workbook back as it is (.xlsx). Every change is looked at and accepted or refused, one by one.",
)
_UNLOCKED = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def export_return(
    plan: Plan,
    partner: str,
    path: Path,
    *,
    replace: bool = False,
    at: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the lines of one partner (its id), to be filled in and sent back.

    Files are replaced as by `export_workbook`: never a foreign one. Raises Refusal, or Cancelled.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal(f"{path.name} does not end in .xlsx; a partner's lines go out in Excel.")
    if partner not in plan.table(Partner):
        raise Refusal("That partner is no longer in the plan.")
    lines = plan.table(BudgetLine)
    owner = lines.index("partner")
    if not any(row[owner] == partner for row in lines.rows.values()):
        raise Refusal(
            f"{plan.table(Partner)[partner].name} has no budget lines in the plan yet, so there is "
            "nothing to send."
        )
    when = (at or datetime.now(UTC)).replace(microsecond=0, tzinfo=None)

    def fill(book: Book) -> tuple[dict[str, Page], LinesSheet]:
        written = _Return(book, plan, partner, when)
        return written.pages, written.fill(progress, cancelled)

    with replacing(path, lambda held: may_replace(held, replace)) as beside:
        write_book(beside, fill)


class _Return:
    """The sheets of one partner return."""

    def __init__(self, book: Book, plan: Plan, partner: str, at: datetime) -> None:
        self.book, self.plan, self.at = book, plan, at
        self.partner = plan.table(Partner)[partner]
        self.stamp = stamp_of(plan)
        self.labels = _labels(plan, partner)
        self.styles = Styles(book)
        self.pages: dict[str, Page] = {}
        kind = sheet_kind()
        for name in ("Contents", "Lines", "Names"):
            book.constant_memory = name == "Lines"
            self.pages[name] = Page(book.add_worksheet(name, kind), self.styles)
            book.constant_memory = False
            self._set_up(self.pages[name])

    def _set_up(self, page: Page) -> None:
        details, sheet, column = self.plan.details, page.sheet, int(page.name == "Lines")
        heading = "to be filled in" if page.name == "Contents" else page.name
        page.text(0, column, f"{titled(self.plan)}: {self.partner.name}: {heading}", "title")
        if page.name == "Lines":
            page.text(1, column, f"The budget lines of {self.partner.name}.", "about")
            page.text(2, column, CONVENTION, "about")
        set_up_print(
            page,
            header=f"{titled(self.plan)[:100]}: {self.partner.name}",
            status=details.publication_status,
            footer=f"jcplanner, plan fingerprint {self.stamp.fingerprint}&C£ and pence",
            wide=page.name == "Lines",
        )
        sheet.protect("", _UNLOCKED)

    def fill(
        self,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> LinesSheet:
        """Write every sheet."""
        mark_book(
            self.book,
            self.plan,
            self.stamp,
            self.at,
            title=f"{titled(self.plan)}: {self.partner.name}",
            mark=MARKED_RETURN,
            partner=self.partner.id,
        )
        set_up_lines(self.book, self.pages["Lines"], self.plan, self.partner.id)
        lines = write_lines(
            self.pages["Lines"], self.plan, self.labels, progress, cancelled, self.partner.id
        )
        self._names()
        self._contents(lines.count)
        self.pages["Contents"].sheet.activate()
        return lines

    def _names(self) -> None:
        """What the lists in the cells offer."""
        page = self.pages["Names"]
        columns: list[tuple[str, str, dict[Any, str]]] = [
            ("Service areas", "Area_labels", {**self.labels.areas}),
            ("Funding sources", "Source_labels", {**self.labels.sources}),
            ("Partner", "Partner_labels", {**self.labels.partners}),
        ]
        page.sheet.set_column(0, len(columns) - 1, 46)
        page.sheet.freeze_panes(3, 0)
        page.sheet.repeat_rows(2)
        page.heads(2, [heading for heading, _, _ in columns], len(columns))
        for column, (_, name, labels) in enumerate(columns):
            for row, label in enumerate(labels.values(), start=3):
                page.text(row, column, label, "text")
            letter = "ABC"[column]
            self.book.define_name(name, f"=Names!${letter}$4:${letter}${3 + len(labels)}")

    def _contents(self, count: int) -> None:
        page, details, years = self.pages["Contents"], self.plan.details, self.plan.years
        facts = [
            ("Partner", self.partner.name),
            ("Place", details.place),
            ("Scenario", scenario_words(self.plan)),
            ("Status", details.publication_status),
            ("Lines", f"{count:,}"),
            ("Years", f"{year_label(years[0])} (base year) to {year_label(years[-1])}"),
            ("To be filled in", "The yellow cells of the sheet Lines"),
            ("Fingerprint", self.stamp.fingerprint),
            ("Fingerprint in full", self.stamp.head),
            ("Written", written_words(self.at)),
        ]
        row = write_facts(page, facts)
        sheets = (
            ("Lines", "The lines, to be filled in"),
            ("Names", "The service areas and funding sources that a line can name"),
        )
        row = write_links(page, row + 1, sheets)
        write_numbered(page, row + 2, "How to fill it in", CONVENTIONS)


def _labels(plan: Plan, partner: str) -> Labels:
    """All service areas; of partners and funding sources only what this partner's lines can name."""
    held, lines = labels_of(plan), plan.table(BudgetLine)
    owner, source = lines.index("partner"), lines.index("funding_source")
    drawn = {row[source] for row in lines.rows.values() if row[owner] == partner}
    sources = plan.table(FundingSource)
    return replace(
        held,
        partners={partner: held.partners[partner]},
        sources={
            key: label
            for key, label in held.sources.items()
            if key is None or key in drawn or sources.value(key, "partner") in (None, partner)
        },
    )
