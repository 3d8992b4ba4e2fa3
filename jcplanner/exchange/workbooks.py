"""The finance workbook: which sheets it has, how it is written, checked and put in its place.

Every total is a live formula over the Lines sheet with its result beside it, so that Excel recalculates
it and a reader that does not calculate sees the same figures. See `write` for how a file is replaced.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.exchange.workbook_checks import ChecksWritten, write_checks
from jcplanner.exchange.workbook_file import MARKED, ArchiveFile, may_replace, verify
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
from jcplanner.exchange.workbook_money import JOINED_SHEETS, Writing
from jcplanner.exchange.workbook_sheets import (
    funding_names,
    pathway_names,
    write_funding,
    write_pathway,
    write_stated,
)
from jcplanner.exchange.workbook_summaries import write_alignment, write_summary
from jcplanner.exchange.workbook_sums import Sums
from jcplanner.exchange.write import Book, Page, Styles, replacing, sheet_kind
from jcplanner.plan.plan import Plan
from jcplanner.reports.versions import say_newest_version

CONVENTION = (
    "£ and pence. Net = expenditure - income; each is positive, a credit or a negative net is in brackets. "
    "Yellow: for input. Grey: from the plan. White: formulas."
)
CONVENTIONS = (
    "Net is expenditure less income. Expenditure and income are each positive; a credit is negative.",
    "Negative figures stand in brackets.",
    "Revenue and capital are not added together. In kind stands beside cash and is never in it.",
    "A blank amount is not nil: it has not been given.",
    "The arrangement of a line in a year is that of its service area, else of the nearest area above.",
    "Coverage is the share of net revenue that is aligned or tighter. Pooled is without lines kept out.",
    "A difference is the derived figure less the stated one; inside a stated range it is 0.",
    "Financial years run from April to March; 2016/17 ends in March 2017.",
)
SHEETS = (
    ("Contents", ""),
    ("Summary by area", "Revenue, income, capital and in kind by service area and year"),
    ("Summary by partner", "The same by partner and year"),
    ("Alignment", "Service areas by partners for each year, by arrangement, and coverage"),
    ("Pathway", "Stage and arrangement of each service area by year: what is set, and what holds"),
    (
        "Lines",
        "Every budget line with its amounts; all totals of this workbook are formulas over it",
    ),
    (
        "Funding",
        "What each funding source gives, and what lines spend from it and receive as income from it",
    ),
    *((sheet.name, sheet.about) for sheet in JOINED_SHEETS),
    ("Stated", "Figures that papers and ledgers state, beside what the lines add up to"),
    ("Checks", "Figures that must agree, each with its difference"),
)

_WIDE = (
    "Pathway",
    "Lines",
    "Funding",
    "Pools",
    "In-year",
    "Savings",
    "Scenarios",
    "Decisions",
    "Registers",
    "People",
    "Stated",
)
"""These print on several pages side by side, with their first columns on each, rather than too small."""


def export_workbook(
    plan: Plan,
    path: Path,
    *,
    replace: bool = False,
    at: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the finance workbook of a plan.

    A workbook that jcplanner wrote itself and nobody changed since is replaced; one that was changed only
    with ``replace``; any other file never. Raises Refusal, or Cancelled; the older file is whole then.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal(
            f"{path.name} does not end in .xlsx; the finance workbook is an Excel workbook."
        )
    when = (at or datetime.now(UTC)).replace(microsecond=0, tzinfo=None)
    with replacing(path, lambda held: may_replace(held, replace)) as beside:
        _write(plan, beside, when, progress, cancelled)


def _write(
    plan: Plan,
    path: Path,
    at: datetime,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    def fill(book: Book) -> tuple[dict[str, Page], LinesSheet]:
        written = _Finance(book, plan, at)
        return written.pages, written.fill(progress, cancelled)

    write_book(path, fill)


def write_book(path: Path, fill: Callable[[Book], tuple[dict[str, Page], LinesSheet]]) -> None:
    """Write a workbook that ``fill`` fills, and check the file. Raises Refusal, OSError, Cancelled."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
    import xlsxwriter.exceptions  # pyright: ignore[reportMissingTypeStubs]

    file = ArchiveFile(path)
    target: Any = file
    book: Book = xlsxwriter.Workbook(
        target, {"strings_to_formulas": False, "strings_to_urls": False, "use_zip64": True}
    )
    try:
        pages, lines = fill(book)
        book.close()
        file.close()
    except xlsxwriter.exceptions.XlsxFileError as fault:
        _abandon(book, file)
        raise _as_os_error(fault) from fault
    except BaseException:
        _abandon(book, file)
        raise
    verify(path, pages, lines)


def _as_os_error(fault: Exception) -> OSError:
    """XlsxWriter wraps what the disk said; this is that."""
    held = fault.args[0] if fault.args else None
    return held if isinstance(held, OSError) else OSError(str(fault))


def _abandon(book: Book, file: ArchiveFile) -> None:
    """Drop the files that a workbook not finished has on the disk."""
    file.abandon()
    book.fileclosed = True
    for sheet in book.worksheets():
        if sheet.constant_memory:
            sheet._opt_close()
            Path(sheet.row_data_filename).unlink(missing_ok=True)


class _Finance:
    """The sheets of one finance workbook."""

    def __init__(self, book: Book, plan: Plan, at: datetime) -> None:
        self.book, self.plan, self.at = book, plan, at
        self.stamp = stamp_of(plan)
        self.labels: Labels = labels_of(plan)
        self.styles = Styles(book)
        self.pages: dict[str, Page] = {}
        kind = sheet_kind()
        for name, about in SHEETS:
            # Lines goes to disk row by row; the other sheets are small and filled in any order.
            book.constant_memory = name == "Lines"
            self.pages[name] = Page(book.add_worksheet(name, kind), self.styles)
            book.constant_memory = False
            self._set_up(self.pages[name], about)

    def _set_up(self, page: Page, about: str) -> None:
        title = titled(self.plan)
        heading = page.name if page.name != "Contents" else "Finance workbook"
        page.text(0, 0 if page.name != "Lines" else 1, f"{title}: {heading}", "title")
        if about:
            page.text(1, 0 if page.name != "Lines" else 1, f"{about}.", "about")
            page.text(2, 0 if page.name != "Lines" else 1, CONVENTION, "about")
        set_up_print(
            page,
            header=f"{title[:100]}: {page.name}",
            status=self.plan.details.publication_status,
            footer=f"jcplanner, plan fingerprint {self.stamp.fingerprint}"
            "&CNet = expenditure - income; £ and pence",
            wide=page.name in _WIDE,
        )

    def fill(
        self,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> LinesSheet:
        """Write every sheet."""
        plan, labels, pages, book = self.plan, self.labels, self.pages, self.book
        mark_book(
            book,
            plan,
            self.stamp,
            self.at,
            title=f"{titled(plan)}: finance workbook",
            mark=MARKED,
        )
        sums = Sums(plan)
        set_up_lines(book, pages["Lines"], plan)
        lines = write_lines(pages["Lines"], plan, labels, progress, cancelled)
        areas = write_summary(pages["Summary by area"], plan, labels.areas, "area", sums)
        partners = write_summary(
            pages["Summary by partner"], plan, labels.partners, "partner", sums
        )
        alignment = write_alignment(pages["Alignment"], plan, labels, sums)
        write_pathway(pages["Pathway"], plan, labels, sums)
        funding = write_funding(pages["Funding"], plan, labels, sums)
        writing = Writing(plan, labels, sums)
        more = [
            check for sheet in JOINED_SHEETS for check in sheet.write(pages[sheet.name], writing)
        ]
        stated = write_stated(pages["Stated"], plan, labels)
        checks = write_checks(
            pages["Checks"], plan, labels, sums, areas, partners, alignment, funding, stated, more
        )
        self._contents(checks)
        names = {
            **pathway_names(plan, labels),
            **funding_names(plan, labels),
            **writing.names,
            # The first section of the Summary begins two rows below its headings.
            "Partner_labels": f"='Summary by partner'!$A$7:$A${6 + len(labels.partners)}",
        }
        for name, place in names.items():
            book.define_name(name, place)
        pages["Contents"].sheet.activate()
        return lines

    def _contents(self, checks: ChecksWritten) -> None:
        page, details, stamp = self.pages["Contents"], self.plan.details, self.stamp
        years = self.plan.years
        facts = [
            ("Place", details.place),
            ("Scenario", scenario_words(self.plan)),
            ("Status", details.publication_status),
            ("Years", f"{year_label(years[0])} (base year) to {year_label(years[-1])}"),
            ("Price base", details.price_base),
            ("Unit", "£ and pence on every sheet"),
            ("Step of the plan", f"{stamp.steps:,}: {stamp.name}" if stamp.steps else "none"),
            ("Newest version", say_newest_version(self.plan)),
            ("Fingerprint", stamp.fingerprint),
            ("Fingerprint in full", stamp.head),
            ("Written", written_words(self.at)),
        ]
        row = write_facts(page, facts)
        page.text(row, 0, "Checks", "bold")
        said = _checks_said(checks.differs, checks.look)
        formula = (
            f'IF({checks.differs_cell}>0,{checks.differs_cell}&" checks differ; see sheet Checks",'
            f'"Every check reads 0"&IF({checks.look_cell}>0,"; "&{checks.look_cell}&" to look at",""))'
        )
        page.words(row, 1, formula, said, "bold")
        row = write_links(page, row + 2, SHEETS[1:])
        row = write_numbered(page, row + 2, "Conventions", CONVENTIONS)
        if details.note:
            row += 2
            page.text(row, 0, "About this plan", "bold")
            page.text(row, 1, details.note, "wrapped")
        if self.labels.altered:
            row += 2
            page.text(row, 0, "Names altered", "bold")
            said = "; ".join(f"{name} is {label}" for name, label in self.labels.altered[:50])
            page.text(row, 1, f"So that formulas can tell them apart: {said}.", "wrapped")


def _checks_said(differs: int, look: int) -> str:
    if differs:
        return f"{differs} checks differ; see sheet Checks"
    return "Every check reads 0" + (f"; {look} to look at" if look else "")
