"""Finding a few budget lines by words among any number of them, for a field in which people type."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.column import Column
from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.fields import link_name

MOST_FOUND = 40
"""Lines offered at once: more words find fewer."""


class LineFound(NamedTuple):
    """A line, and the words by which people tell it from others."""

    line: str
    words: str


def finder_of(records: Records, column: Column) -> Callable[[str], list[LineFound]] | None:
    """What finds the lines that a column may link to, as people type; None for any other column."""
    return (lambda text: find_lines(records, text)) if column.link == BudgetLine.TABLE else None


def find_lines(records: Records, text: str, most: int = MOST_FOUND) -> list[LineFound]:
    """Lines with every word of the text in their name, code, partner or area; any for no words.

    Those that have the words as they were typed come first. Looks no further than for enough of them, and
    reads rows: a plan may have 100,000 lines.
    """
    words = text.casefold().split()
    found, phrase = islice(_matching(records, words), most), " ".join(words)

    def rank(held: LineFound) -> tuple[bool, str]:
        shown = held.words.casefold()
        return phrase not in shown, shown

    return sorted(found, key=rank)


def line_words(records: Records, line: str | None) -> str:
    """How a line is shown where it is chosen: "Homes, 00123, Council, Adults"; blank for none."""
    row = records.table(BudgetLine).rows.get(line or "")
    if row is None:
        return ""
    lines = records.table(BudgetLine)
    partner, area = (row[lines.index(name)] for name in ("partner", "service_area"))
    words = [
        str(row[lines.index("description")]),
        str(row[lines.index("ledger_code")]),
        link_name(records, Partner.TABLE, partner),
        link_name(records, ServiceArea.TABLE, area),
    ]
    return ", ".join(word for word in words if word)


def _matching(records: Records, wanted: list[str]) -> Iterator[LineFound]:
    lines = records.table(BudgetLine)
    name, code, partner, area = (
        lines.index(held) for held in ("description", "ledger_code", "partner", "service_area")
    )
    linked: dict[tuple[str, str | None], str] = {}

    def word_of(table: str, key: str | None) -> str:
        if (table, key) not in linked:
            linked[(table, key)] = link_name(records, table, key).casefold()
        return linked[(table, key)]

    for key, row in lines.rows.items():
        left = [word for word in wanted if word not in row[name].casefold()]
        if left:
            more = "\n".join(
                (
                    row[code].casefold(),
                    word_of(Partner.TABLE, row[partner]),
                    word_of(ServiceArea.TABLE, row[area]),
                )
            )
            left = [word for word in left if word not in more]
        if not left:
            yield LineFound(key, line_words(records, key))
