"""The Changes since sheet: what differs from the newest version, figures then and now side by side.

Then is a value, now a live formula over the Lines sheet, and so is every difference: what is typed into the
lines moves this sheet too.
"""

from typing import TYPE_CHECKING

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.changes import Change
from jcplanner.domain.column import Kind
from jcplanner.domain.content import fingerprint
from jcplanner.domain.problems import Refusal
from jcplanner.domain.versions import Version, in_groups
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_labels import NO_AREA, NO_PARTNER, unmistakable
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.write import Page, quoted
from jcplanner.plan.versions import newest_version, steps_since
from jcplanner.plan.wording import say_when
from jcplanner.reports.differences import Differences, Key, Side, as_frozen, compare
from jcplanner.reports.differences_report import FieldMoved, fields_moved, headline

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

MOST_LINES, MOST_FIELDS = 2_000, 1_000
"""How many rows of lines and of other fields are listed; the others are counted."""

NO_VERSION = (
    "No version of this plan has been frozen yet. Freeze one on the History screen; the next workbook then "
    "says here what has changed since."
)
_FIRST_ROW = 4
_HEADS = ("Partner", "Service area", "Revenue or capital", "In kind", "Year", "What")
_PARTNER, _AREA, _NATURE, _IN_KIND, _YEAR, _WHAT, _THEN, _NOW, _DIFFERENCE, _ID = range(1, 11)
_GONE = "no longer in the plan"


def write_changes(page: Page, held: "Writing") -> list[Check]:
    """Totals, lines, then all other fields that differ from the newest version; a sentence without one."""
    widths = (44, 26, 36, 16, 8, 10, 12, 20, 20, 20)
    for column, width in enumerate(widths):
        page.sheet.set_column(column, column, width)
    page.sheet.set_column(_ID, _ID, 4, None, {"hidden": 1})
    page.sheet.freeze_panes(1, 1)
    page.sheet.repeat_rows(0)
    version = newest_version(held.plan)
    if version is None:
        page.text(_FIRST_ROW, 0, NO_VERSION, "about")
        return []
    try:
        before = as_frozen(held.plan, version)
    except Refusal as refusal:
        page.text(_FIRST_ROW, 0, str(refusal), "about")
        return []
    after = Side("Now", held.plan.records, held.plan.file.plan_id, held.plan.figures)
    return _ChangesSheet(page, held, version, compare(before, after)).write()


class _ChangesSheet:
    """The sheet while it is written."""

    def __init__(
        self, page: Page, held: "Writing", version: Version, differences: Differences
    ) -> None:
        self.page, self.held, self.version = page, held, version
        self.differences = differences
        self.row = _FIRST_ROW
        self._years_at: dict[int, int] = {}
        self._labels: dict[tuple[str, Key], str] = {}

    def write(self) -> list[Check]:
        """Write all of it. Returns what the Checks sheet compares."""
        self._facts()
        if not self.differences.changes:
            self.page.text(self.row, 0, "Nothing has changed since.", "about")
            return []
        self._totals()
        checks = self._lines()
        self._fields()
        return checks

    def _facts(self) -> None:
        version, steps = self.version, steps_since(self.held.plan, self.version) or 0
        facts = (
            ("Version", version.name),
            ("Purpose", version.purpose),
            ("Frozen", say_when(version.at)),
            ("Fingerprint of what it says", in_groups(version.fingerprint)),
            ("The same of this workbook", in_groups(fingerprint(self.held.plan.records))),
            ("Steps since", f"{steps:,}"),
            ("What differs", headline(self.differences)),
        )
        scenario = self.held.plan.scenario_name
        seen = (("Now", f"as the scenario {scenario} has it"),) if scenario else ()
        for label, text in (*facts, *seen):
            self.page.text(self.row, 0, label, "bold")
            self.page.text(self.row, 1, text)
            self.row += 1
        self.row += 1

    def _heads(self, title: str, first: str, *heads: str) -> None:
        page = self.page
        page.text(self.row, 0, title, "band")
        page.heads(self.row + 1, [first, *(heads or _HEADS), "Then", "Now", "Difference"], _THEN)
        self.row += 2

    def _totals(self) -> None:
        """Net by year, partner and area: all that there is, whether it differs or not."""
        held = self.differences
        self._heads("Totals of net revenue in cash, then and now", "Total")
        for moved in held.totals("year"):
            self._years_at[int(moved.keys[0] or 0)] = self.row
            self._figures("All", moved.keys[0], moved.before, moved.after)
        for edge in ("partner", "area"):
            for moved in held.totals(edge, "year"):
                label = self._label(edge, moved.keys[0])
                partner, area = (label, "") if edge == "partner" else ("", label)
                self._figures(
                    label, moved.keys[1], moved.before, moved.after, partner=partner, area=area
                )
        self.row += 1
        others = [
            moved
            for moved in held.totals("nature", "in_kind", "year", nature=None, in_kind=None)
            if moved.keys[:2] != ("revenue", 0)
        ]
        if others:
            self._heads("Totals beside it: capital, and what is in kind", "Total")
        for moved in others:
            nature, in_kind, year = moved.keys
            self._figures(
                "All", year, moved.before, moved.after, nature=str(nature), in_kind=bool(in_kind)
            )
        self.row += bool(others)

    def _lines(self) -> list[Check]:
        """Every line whose money moved; the largest differences only, where there are too many."""
        lines = self.differences.lines
        listed = lines
        if len(lines) > MOST_LINES:
            listed = sorted(lines, key=lambda moved: -abs(moved.difference))[:MOST_LINES]
        self._heads("Lines whose money differs, net: income is in brackets", "Line")
        first = self.row
        for moved in listed:
            self._figures(
                self.differences.name(BudgetLine.TABLE, moved.line),
                moved.year,
                moved.before,
                moved.after,
                what=words_of(moved.state),
                line=moved.line,
                nature=moved.nature,
                in_kind=moved.in_kind,
                partner=self._label("partner", moved.partner),
                area=self._label("area", moved.area),
            )
        if not lines:
            self.page.text(self.row, 0, "No line's money differs.", "about")
            self.row += 1
        elif len(listed) < len(lines):
            self._more(len(lines) - len(listed), "those with the largest differences are listed")
        last = self.row
        self.row += 1
        if not lines or len(listed) < len(lines):
            return []
        return [self._check(year, first, last) for year in self._years_at]

    def _check(self, year: int, first: int, last: int) -> Check:
        """What the lines of a year differ by adds up to what its total differs by."""
        pence = sum(
            moved.difference
            for moved in self.differences.lines
            if moved.year == year and moved.nature == "revenue" and not moved.in_kind
        )

        def column(place: int) -> str:
            letter = letters(place)
            return f"'{self.page.name}'!${letter}${first + 1}:${letter}${last}"

        formula = (
            f"ROUND(SUMIFS({column(_DIFFERENCE)},{column(_YEAR)},{quoted(year_label(year))},"
            f'{column(_NATURE)},"Revenue",{column(_IN_KIND)},"No"),2)'
        )
        total = f"'{self.page.name}'!${letters(_DIFFERENCE)}${self._years_at[year] + 1}"
        name = f"{year_label(year)} net revenue, cash: lines that changed since the version, and the total"
        return Check(name, formula, pence, total, pence)

    def _figures(
        self,
        words: str,
        year: Key,
        before: int,
        after: int,
        *,
        what: str = "",
        line: str = "",
        nature: str = "revenue",
        in_kind: bool = False,
        partner: str = "",
        area: str = "",
    ) -> None:
        """One row: what it counts, then as a value, now as a formula by the criteria in the row."""
        page, row = self.page, self.row
        texts = {
            0: words, _PARTNER: partner, _AREA: area, _NATURE: words_of(nature),
            _IN_KIND: "Yes" if in_kind else "No", _YEAR: year_label(int(year or 0)), _WHAT: what,
        }  # fmt: skip
        for column, text in texts.items():
            page.text(row, column, text, "text")
        if line:
            page.text(row, _ID, line, "text")
        page.money(row, _THEN, before)
        if year in self.held.plan.years:
            criteria = [("Line_nature", _NATURE), ("Line_in_kind", _IN_KIND)]
            criteria += [("Line_partner", _PARTNER)] if partner else []
            criteria += [("Line_area", _AREA)] if area else []
            criteria += [("Line_id", _ID)] if line else []
            asked = ",".join(f"{name},${letters(column)}{row + 1}" for name, column in criteria)
            page.sum(row, _NOW, f"ROUND(SUMIFS(Line_net_{year},{asked}),2)", after)
        else:
            # The plan no longer shows the year, so the Lines sheet has no column for it.
            page.money(row, _NOW, after)
        self._difference(row, after - before)
        self.row += 1

    def _difference(self, row: int, pence: int) -> None:
        then, now = letters(_THEN), letters(_NOW)
        self.page.sum(row, _DIFFERENCE, f"ROUND({now}{row + 1}-{then}{row + 1},2)", pence)

    def _label(self, edge: str, key: Key) -> str:
        """What the Lines sheet calls a partner or area; for one that is gone, what no line is called now."""
        labels = self.held.labels.partners if edge == "partner" else self.held.labels.areas
        known = labels.get(key) if key is None or isinstance(key, str) else None
        if known is None and key is None:
            known = NO_PARTNER if edge == "partner" else NO_AREA
        if known is not None:
            return known
        if (edge, key) not in self._labels:
            name = f"{self.differences.edge_name(edge, key)} ({_GONE})"
            same = sum(1 for made in self._labels.values() if made.startswith(unmistakable(name)))
            self._labels[(edge, key)] = unmistakable(f"{name} {same + 1}" if same else name)
        return self._labels[(edge, key)]

    def _fields(self) -> None:
        """All other figures and words that differ; amounts of the years shown stand among the lines."""
        shown = {str(year) for year in self.differences.years}
        others = (change for change in self.differences.changes if not _only_amount(change, shown))
        fields = [
            moved
            for moved in fields_moved(self.differences, others)
            if not _is_in_lines(moved, shown)
        ]
        if not fields:
            return
        heads = ("What", "Field", "Partner", "", "", "")
        self._heads("Other figures and words that differ", "Record", *heads)
        for moved in fields[:MOST_FIELDS]:
            self._field(moved)
        if len(fields) > MOST_FIELDS:
            self._more(len(fields) - MOST_FIELDS, f"the first {MOST_FIELDS:,} are listed")

    def _field(self, moved: FieldMoved) -> None:
        page, row = self.page, self.row
        what = moved.what if moved.state == "changed" else f"{moved.what} {moved.state}"
        partner = self._label("partner", moved.partner) if moved.partner else ""
        for column, text in enumerate((moved.record, words_of(what), moved.field, partner)):
            page.text(row, column, text, "text")
        before, after = moved.values
        for column, value, text in ((_THEN, before, moved.before), (_NOW, after, moved.after)):
            if moved.kind is Kind.MONEY:
                page.money(row, column, None if value is None else int(value))
            elif moved.kind is Kind.PERCENT:
                page.percent(row, column, None if value is None else int(value), "percent")
            else:
                page.text(row, column, text, "text")
        if moved.kind is Kind.MONEY:
            self._difference(row, moved.difference or 0)
        if moved.kind is Kind.PERCENT:
            then, now = letters(_THEN), letters(_NOW)
            points = (int(after or 0) - int(before or 0)) / 10_000
            formula = f"ROUND({now}{row + 1}-{then}{row + 1},6)"
            page.figure(row, _DIFFERENCE, formula, points, "percent")
        self.row += 1

    def _more(self, count: int, listed: str) -> None:
        words = f"{count:,} more differ; {listed}. The History screen and jcplanner compare show them all."
        self.page.text(self.row, 0, words, "about")
        self.row += 1


def _only_amount(change: Change, years: set[str]) -> bool:
    """Whether a change has no more than an amount that stands among the lines: most of a large one do."""
    return (
        change.table == BudgetAmount.TABLE
        and change.before is not None
        and change.after is not None
        and {*change.after} == {"amount"}
        and change.id.rpartition(":")[2] in years
    )


def _is_in_lines(moved: FieldMoved, years: set[str]) -> bool:
    return (
        moved.table == BudgetAmount.TABLE
        and moved.kind is Kind.MONEY
        and moved.field == "Amount"
        and moved.id.rpartition(":")[2] in years
    )
