"""The People sheet: officers' time with a year as a formula over its sample; posts and employers.

None of it is cash: no other sheet refers to this one, and nothing here is part of a budget.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from jcplanner.domain.column import with_capital
from jcplanner.domain.partners import Partner
from jcplanner.domain.people import TIERS, TIME_CLASSES, OfficerTime, Post
from jcplanner.domain.stocktake import (
    INDICATIVE,
    MONTHS_OF_A_YEAR,
    NOT_CASH,
    annual,
    count,
    entries_of,
    standing_of,
    years_of,
)
from jcplanner.domain.structure import NOW, PROPOSED, SIDES, employed, employer, is_there
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.write import Page, quoted
from jcplanner.reports.people import NO_EMPLOYER, year_words

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
_HEADS = (
    ("What for", 34),
    ("Tier", 14),
    ("Category", 34),
    ("Team", 24),
    ("Employer", 26),
    ("Year", 10),
    ("Basis", 26),
    ("Class", 18),
    ("In its summary", 14),
    ("FTE", 14),
    ("Cost in the sample", 18),
    ("Months sampled", 14),
    ("A year", 18),
    ("Counts as", 16),
    ("Source", 40),
)
_TIER, _YEAR, _CLASS, _SUMMARY, _FTE, _COST, _MONTHS, _ANNUAL, _STATUS = (
    1,
    5,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
)
_POST_HEADS = ("Post", "Now", "Proposed", "", "Employer", "", "Employer proposed")
_NOW, _PROPOSED, _WAS, _BECOMES = 1, 2, 4, 6
YES, NO = "Yes", "No"
_ABOUT = (
    f"{NOT_CASH} A year is the cost in the sample x {MONTHS_OF_A_YEAR} / months sampled; "
    f"extrapolated figures are {INDICATIVE}. Posts, never persons."
)


def write_people(page: Page, held: "Writing") -> list[Check]:
    """Entries with a year worked out, totals by tier, class and summary; posts and employers."""
    return _PeopleSheet(page, held).write()


class _PeopleSheet:
    """The sheet while it is written: entries, their totals, posts, their employers."""

    def __init__(self, page: Page, held: "Writing") -> None:
        self.page, self.plan, self.labels = page, held.plan, held.labels
        self.records = held.plan.records
        self.entries = held.plan.table(OfficerTime).ordered()
        self.posts = held.plan.table(Post).ordered()
        self.first, self.last = HEAD_ROW + 1, HEAD_ROW + max(len(self.entries), 1)

    def write(self) -> list[Check]:
        """Write all of it. Returns what the Checks sheet compares."""
        page = self.page
        page.text(HEAD_ROW - 1, 0, _ABOUT, "about")
        page.heads(HEAD_ROW, [head for head, _ in _HEADS], len(_HEADS))
        for column, (_, width) in enumerate(_HEADS):
            page.sheet.set_column(column, column, width)
        page.sheet.freeze_panes(HEAD_ROW + 1, 1)
        page.sheet.repeat_rows(HEAD_ROW)
        for row, entry in enumerate(self.entries, start=self.first):
            self._write_entry(row, entry)
        if not self.entries:
            page.text(self.first, 0, "The plan holds no officers' time.", "about")
        row, checks = self._write_totals(self.last + 2)
        return [*checks, *self._write_posts(row + 1)]

    def _partner(self, key: str | None) -> str:
        return self.labels.partners.get(key, "") if key else ""

    def _write_entry(self, row: int, entry: OfficerTime) -> None:
        page = self.page
        texts = {
            0: entry.name,
            _TIER: with_capital(entry.tier),
            2: entry.category,
            3: entry.team,
            4: self._partner(entry.partner),
            _YEAR: year_words(entry.year),
            6: with_capital(entry.basis),
            _CLASS: with_capital(entry.time_class),
            _SUMMARY: YES if entry.in_summary else NO,
            14: entry.source,
        }
        for column, text in texts.items():
            page.text(row, column, text, "text")
        page.money(row, _FTE, entry.fte)
        page.money(row, _COST, entry.cost)
        if entry.months is None:
            page.text(row, _MONTHS, "", "text")
        else:
            page.count(row, _MONTHS, entry.months)
        cost, months = f"{letters(_COST)}{row + 1}", f"{letters(_MONTHS)}{row + 1}"
        # In whole pence, so that half a penny rounds as it does in the plan.
        formula = (
            f'IF(OR({cost}="",N({months})<=0),"",'
            f"ROUND(ROUND({cost}*100,0)*{MONTHS_OF_A_YEAR}/{months},0)/100)"
        )
        pence = annual(entry)
        if pence is None:
            page.words(row, _ANNUAL, formula, "")
        else:
            page.sum(row, _ANNUAL, formula, pence)
        own = quoted(with_capital(entry.status))
        year = f"{letters(_ANNUAL)}{row + 1}"
        words = (
            f'IF({year}="","",IF({months}<>{MONTHS_OF_A_YEAR},'
            f"{quoted(with_capital(INDICATIVE))},{own}))"
        )
        page.words(row, _STATUS, words, "" if pence is None else with_capital(standing_of(entry)))

    def _range(self, column: int) -> str:
        letter = letters(column)
        return f"${letter}${self.first + 1}:${letter}${self.last + 1}"

    def _write_totals(self, row: int) -> tuple[int, list[Check]]:
        """FTE and a year for each year: by tier, by class, in its summary or left out, and in all."""
        page, years = self.page, years_of(self.records)
        page.text(row, 0, "Totals by year: FTE, then a year", "band")
        head = row + 1
        page.text(head, 0, "", "head")
        for place, year in enumerate(years):
            for part, column in enumerate((1 + 2 * place, 2 + 2 * place)):
                page.text(head, column, year_words(year), "head_money")
                page.text(head + 1, column, ("FTE", "A year")[part], "head_money")
        page.text(head + 1, 0, "", "head")
        lines: list[tuple[str, int | None, Callable[[list[OfficerTime]], list[OfficerTime]]]] = []
        for word in TIERS:
            lines.append((with_capital(word), _TIER, _having("tier", word)))
        for word in TIME_CLASSES:
            lines.append((with_capital(word), _CLASS, _having("time_class", word)))
        lines.append((YES, _SUMMARY, lambda held: [e for e in held if e.in_summary]))
        lines.append((NO, _SUMMARY, lambda held: [e for e in held if not e.in_summary]))
        lines.append(("All officers' time", None, lambda held: held))
        checks: list[Check] = []
        at = head + 2
        for word, column, pick in lines:
            style = "text_total" if column is None else "text"
            said = {YES: "Its summary shows", NO: "Its summary leaves out"}.get(word, word)
            page.text(at, 0, said, style)
            for place, year in enumerate(years):
                counted = count(pick(entries_of(self.records, year)))
                year_at = letters(1 + 2 * place)
                conditions = f"({self._range(_YEAR)}={year_at}${head + 1})"
                if column is not None:
                    conditions += f"*({self._range(column)}={quoted(word)})"
                for part, (amounts, pence) in enumerate(
                    ((_FTE, counted.fte), (_ANNUAL, counted.annual))
                ):
                    page.sum(
                        at,
                        1 + 2 * place + part,
                        f"ROUND(SUMPRODUCT({conditions},{self._range(amounts)}),2)",
                        pence,
                        "money_total" if column is None else "money",
                    )
                if column is None:
                    cell = f"{page.name}!${letters(2 + 2 * place)}${at + 1}"
                    name = f"{year_words(year)} officers' time, not cash: sheet People and the plan"
                    checks.append(Check(name, cell, counted.annual, None, counted.annual))
            at += 1
        return at, checks

    def _write_posts(self, row: int) -> list[Check]:
        """Posts with their employers now and as proposed; FTE and cost by employer on both sides."""
        page = self.page
        page.text(row, 0, "Posts, now and as proposed", "band")
        head, first = row + 1, row + 2
        page.heads(head, [*_POST_HEADS, "", "", "FTE", "Cost a year"], len(_POST_HEADS))
        for at, post in enumerate(self.posts, start=first):
            texts = {
                0: post.name,
                _NOW: YES if is_there(post, NOW) else NO,
                _PROPOSED: YES if is_there(post, PROPOSED) else NO,
                _WAS: self._partner(employer(post, NOW)) or NO_EMPLOYER,
                _BECOMES: self._partner(employer(post, PROPOSED)) or NO_EMPLOYER,
            }
            for column in range(_FTE):
                page.text(at, column, texts.get(column, ""), "text")
            page.money(at, _FTE, post.fte)
            page.money(at, _COST, post.cost)
        if not self.posts:
            page.text(first, 0, "The plan holds no posts.", "about")
            return []
        return self._write_employers(first, first + len(self.posts) - 1)

    def _write_employers(self, first: int, last: int) -> list[Check]:
        page, head = self.page, last + 2
        heads = ["By employer", "FTE now", "Cost now", "FTE proposed", "Cost proposed"]
        page.heads(head, heads, 1)
        sides = {side: employed(self.records, side) for side in SIDES}
        keys: list[str | None] = [
            key
            for key in (*(partner.id for partner in self.plan.table(Partner).ordered()), None)
            if any(key in held for held in sides.values())
        ]

        def column(place: int) -> str:
            return f"${letters(place)}${first + 1}:${letters(place)}${last + 1}"

        at = head + 1
        for key in keys:
            page.text(at, 0, self._partner(key) or NO_EMPLOYER, "text")
            for place, (side, there, who) in enumerate(
                ((NOW, _NOW, _WAS), (PROPOSED, _PROPOSED, _BECOMES))
            ):
                held = sides[side].get(key)
                conditions = f"({column(there)}={quoted(YES)})*({column(who)}=$A{at + 1})"
                for part, amounts in enumerate((_FTE, _COST)):
                    pence = (held.fte, held.cost)[part] if held else 0
                    formula = f"ROUND(SUMPRODUCT({conditions},{column(amounts)}),2)"
                    page.sum(at, 1 + 2 * place + part, formula, pence)
            at += 1
        page.text(at, 0, "All employers", "text_total")
        checks: list[Check] = []
        for place, side in enumerate(SIDES):
            for part in range(2):
                letter = letters(1 + 2 * place + part)
                pence = sum((one.fte, one.cost)[part] for one in sides[side].values())
                formula = f"ROUND(SUM({letter}{head + 2}:{letter}{at}),2)"
                page.sum(at, 1 + 2 * place + part, formula, pence, "money_total")
            cell = f"{page.name}!${letters(2 + 2 * place)}${at + 1}"
            cost = sum(one.cost for one in sides[side].values())
            checks.append(
                Check(f"Cost of posts {side}: sheet People and the plan", cell, cost, None, cost)
            )
        return checks


def _having(field: str, word: str) -> Callable[[list[OfficerTime]], list[OfficerTime]]:
    return lambda held: [entry for entry in held if getattr(entry, field) == word]
