"""What every workbook of ours has in common: print set-up, marks, and the facts on its Contents sheet."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from jcplanner import __version__
from jcplanner.domain.versions import in_groups
from jcplanner.exchange.workbook_file import MARK
from jcplanner.exchange.write import Book, Page, cell_text
from jcplanner.plan.plan import Plan

A4 = 9
SCALE = 60
"""Per cent at which a wide sheet prints, on several pages side by side, rather than too small."""


class Stamp(NamedTuple):
    """What the workbook was made from: the number, hash and time of the plan's newest step."""

    steps: int
    head: str
    name: str
    at: str

    @property
    def fingerprint(self) -> str:
        """The beginning of the hash, in groups that can be read out: "4F2A-19C0-7B3E-D812"."""
        return in_groups(self.head)


def stamp_of(plan: Plan) -> Stamp:
    """The stamp of a plan as it stands. The journal's head hash covers every step, and so the content."""
    if not plan.steps:
        return Stamp(0, "0" * 64, "", "")
    step = plan.steps[-1]
    return Stamp(len(plan.steps), step.hash, step.name, step.at)


def set_up_print(page: Page, *, header: str, status: str, footer: str, wide: bool) -> None:
    """A4 landscape, titles in the header, page n of m in the footer."""
    sheet = page.sheet
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(0.4, 0.4, 0.7, 0.7)
    if wide:
        sheet.set_print_scale(SCALE)
        sheet.print_across()
    else:
        sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_header(f"&L{_safe(header)}&R{_safe(status)}")
    sheet.set_footer(f"&L{footer}&RPage &P of &N")


def _safe(text: str) -> str:
    """Text in a header: an ampersand would begin a code of Excel's."""
    return text[:120].replace("&", "&&")


def mark_book(
    book: Book, plan: Plan, stamp: Stamp, at: datetime, *, title: str, mark: str, partner: str = ""
) -> None:
    """Say in the properties what the workbook is, and that it is ours."""
    book.set_properties(
        {
            "title": cell_text(title)[:250],
            "subject": plan.details.publication_status,
            "comments": f"Written by jcplanner {__version__}; plan fingerprint {stamp.fingerprint}",
            "created": at,
        }
    )
    marks = {
        MARK: mark,
        f"{MARK} plan": plan.file.plan_id,
        f"{MARK} step": stamp.head,
        f"{MARK} written": f"{at:%Y-%m-%dT%H:%M:%SZ}",
    }
    if partner:
        marks[f"{MARK} partner"] = partner
    if plan.scenario:
        marks[f"{MARK} scenario"] = plan.scenario
    for name, value in marks.items():
        book.set_custom_property(name, value, "text")


def titled(plan: Plan) -> str:
    """The plan's title, with the scenario that the figures are those of."""
    title = plan.details.title
    return f"{title} ({plan.scenario_name})" if plan.scenario else title


def scenario_words(plan: Plan) -> str:
    """Whose figures a workbook holds, for its Contents."""
    return plan.scenario_name if plan.scenario else "none: the plan as agreed"


def written_words(at: datetime) -> str:
    """When and by what the workbook was written."""
    return f"{at:%d %B %Y, %H:%M} UTC by jcplanner {__version__}".lstrip("0")


def write_facts(page: Page, facts: Iterable[tuple[str, str]]) -> int:
    """Lay out a Contents sheet and put its facts in. Returns the row after them."""
    page.sheet.set_column(0, 0, 30)
    page.sheet.set_column(1, 1, 110)
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    row = 2
    for label, text in facts:
        page.text(row, 0, label, "bold")
        page.text(row, 1, text, "wrapped")
        row += 1
    return row


def write_links(page: Page, row: int, sheets: Iterable[tuple[str, str]]) -> int:
    """Write the list of sheets, each a link, with what it holds. Returns its last row."""
    page.text(row, 0, "Sheets", "band")
    page.text(row, 1, "", "band")
    for name, about in sheets:
        row += 1
        page.sheet.write_url(row, 0, f"internal:'{name}'!A1", page.styles["link"], name)
        page.text(row, 1, about, "wrapped")
    return row


def write_numbered(page: Page, row: int, heading: str, sentences: Iterable[str]) -> int:
    """Write numbered sentences under a heading. Returns the last row."""
    page.text(row, 0, heading, "band")
    page.text(row, 1, "", "band")
    for number, sentence in enumerate(sentences, start=1):
        row += 1
        page.text(row, 0, str(number), "plain")
        page.text(row, 1, sentence, "wrapped")
    return row
