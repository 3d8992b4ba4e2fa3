"""The Summary sheets, by area and by partner, and Alignment: every total a formula over the lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jcplanner.domain.pathway import ARRANGEMENTS
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_labels import Labels
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_sums import Sums, rounded, sumifs
from jcplanner.exchange.write import Page
from jcplanner.plan.plan import Plan

HEAD_ROW = 4
_LOOSEST, _SECOND, _TIGHTEST = 0, 1, len(ARRANGEMENTS) - 1
_ALIGNED = ARRANGEMENTS.index("aligned")
_POOLED = ARRANGEMENTS.index("pooled")


@dataclass(frozen=True, slots=True)
class Section:
    """One block of a Summary: what it counts, as words of the sheet and as edges of the figures."""

    title: str
    nature: str = "revenue"
    in_kind: bool = False
    direction: str | None = None


SECTIONS = (
    Section("Net revenue, cash"),
    Section("Gross revenue expenditure, cash", direction="expenditure"),
    Section("Revenue income, cash", direction="income"),
    Section("Net capital, cash", nature="capital"),
    Section("Net revenue in kind, beside the cash", in_kind=True),
    Section("Net capital in kind, beside the cash", nature="capital", in_kind=True),
)


@dataclass
class Summary:
    """Where things stand on a Summary sheet, for formulas elsewhere: (section title, year) -> total cell."""

    totals: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    last_row: int = HEAD_ROW


def write_summary(
    page: Page, plan: Plan, labels: Mapping[str | None, str], edge: str, sums: Sums
) -> Summary:
    """Sections one under another, labels down and years across. ``edge`` is "area" or "partner"."""
    years = plan.years
    page.heads(HEAD_ROW, [edge_heading(edge), *(year_label(year) for year in years)], 1)
    page.sheet.set_column(0, 0, 46)
    page.sheet.set_column(1, len(years), 18)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    made, row = Summary(), HEAD_ROW + 1
    depths = _depths(plan) if edge == "area" else {}
    for section in SECTIONS:
        if section.in_kind and not sums.by(nature=section.nature, in_kind=True):
            continue
        found = sums.by(
            edge,
            "year",
            nature=section.nature,
            in_kind=section.in_kind,
            direction=section.direction,
        )
        page.text(row, 0, section.title, "band")
        first = row + 1
        for place, (key, label) in enumerate(labels.items()):
            at = first + place
            page.text(at, 0, label, f"text>{depths.get(key, 0)}" if depths.get(key) else "text")
            for column, year in enumerate(years, start=1):
                term = sumifs(
                    year,
                    nature=words_of(section.nature),
                    in_kind="Yes" if section.in_kind else "No",
                    direction=words_of(section.direction) if section.direction else None,
                    **{edge: f"$A{at + 1}"},
                )
                page.sum(at, column, rounded([term]), found.get((key, year), 0))
        last = first + len(labels) - 1
        page.text(last + 1, 0, "Total", "text_total")
        for column, year in enumerate(years, start=1):
            letter = letters(column)
            pence = sum(found.get((key, year), 0) for key in labels)
            page.sum(
                last + 1, column, f"ROUND(SUM({letter}{first + 1}:{letter}{last + 1}),2)", pence,
                "money_total",
            )  # fmt: skip
            made.totals[(section.title, year)] = f"'{page.name}'!${letter}${last + 2}"
        row = last + 3
        if edge == "area" and section is SECTIONS[0] and any(depths.values()):
            row = _with_areas_inside(page, plan, labels, first, row, found)
    made.last_row = row
    return made


def edge_heading(edge: str) -> str:
    """What a sheet calls what stands down its side."""
    return {"area": "Service area", "partner": "Partner"}[edge]


def _depths(plan: Plan) -> dict[str | None, int]:
    from jcplanner.domain.services import tree_order

    return {area.id: depth for area, depth in tree_order(plan.table(ServiceArea))}


def _with_areas_inside(
    page: Page,
    plan: Plan,
    labels: Mapping[str | None, str],
    first: int,
    row: int,
    found: Mapping[tuple[object, ...], int],
) -> int:
    """Net revenue of areas that have others inside them, with those counted in. Not to be added up."""
    areas = plan.table(ServiceArea)
    order = list(labels)
    page.text(
        row, 0, "Net revenue, cash, with the areas inside counted in (not to be added up)", "band"
    )
    for key in order:
        if key is None:
            continue
        inside = [order.index(held) for held in within(areas, key)]
        if len(inside) < 2:
            continue
        row += 1
        page.text(row, 0, labels[key], "text")
        for column, year in enumerate(plan.years, start=1):
            letter = letters(column)
            cells = [f"{letter}{first + place + 1}" for place in sorted(inside)]
            whole = inside and max(inside) - min(inside) + 1 == len(inside)
            term = f"SUM({cells[0]}:{cells[-1]})" if whole else "+".join(cells)
            pence = sum(found.get((order[place], year), 0) for place in inside)
            page.sum(row, column, f"ROUND({term},2)", pence)
    return row + 2


@dataclass
class AlignmentCells:
    """Cells of the Alignment sheet that checks refer to, by year: the total, and that by arrangement."""

    total: dict[int, str] = field(default_factory=dict[int, str])
    by_arrangement: dict[int, str] = field(default_factory=dict[int, str])


def write_alignment(page: Page, plan: Plan, labels: Labels, sums: Sums) -> AlignmentCells:
    """A block for each year: areas by partners, then arrangements by partners, then coverage."""
    partners = list(labels.partners.items())
    page.heads(
        HEAD_ROW,
        ["Service area", "Arrangement", *(name for _, name in partners), "All partners"],
        2,
    )
    page.sheet.set_column(0, 0, 46)
    page.sheet.set_column(1, 1, 20)
    page.sheet.set_column(2, 2 + len(partners), 18)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    made, row = AlignmentCells(), HEAD_ROW + 1
    breaks: list[int] = []
    for year in plan.years:
        if row > HEAD_ROW + 1:
            breaks.append(row)
        block = _Block(page, labels, sums, year, [key for key, _ in partners])
        row = block.write(row, made)
    page.sheet.set_h_pagebreaks(breaks)
    return made


class _Block:
    """One year on the Alignment sheet."""

    def __init__(
        self, page: Page, labels: Labels, sums: Sums, year: int, partners: list[str | None]
    ) -> None:
        self.page, self.labels, self.sums, self.year = page, labels, sums, year
        self.partners = partners
        self.columns = [letters(2 + place) for place in range(len(partners))]
        self.whole = 2 + len(partners)

    def write(self, row: int, made: AlignmentCells) -> int:
        """Write the block from a row on. Returns the row for the next one."""
        label, page = year_label(self.year), self.page
        page.text(row, 0, f"{label}: net revenue, cash, by service area", "band")
        found = self.sums.by("area", "partner", "year")
        row += 1
        first = row
        for place, (area, name) in enumerate(self.labels.areas.items()):
            at = row + place
            depth = self.labels.depths.get(area, 0)
            page.text(at, 0, name, f"text>{depth}" if depth else "text")
            arrangement = words_of(self.sums.standings.of(area, self.year).arrangement)
            page.words(at, 1, f"INDEX(Arrangement_{self.year},{place + 1})", arrangement)
            figures = [found.get((area, key, self.year), 0) for key in self.partners]
            self._figures(at, figures, area=f"$A{at + 1}")
        row += len(self.labels.areas)
        sums = [
            sum(found.get((area, key, self.year), 0) for area in self.labels.areas)
            for key in self.partners
        ]
        self._totals(row, "Total", first, row - 1, sums)
        made.total[self.year] = f"'{page.name}'!${letters(self.whole)}${row + 1}"
        row += 2
        return self._arrangements(row, made)

    def _figures(
        self, row: int, figures: list[int], *, arrangement: str | None = None, **criteria: str
    ) -> None:
        for place, pence in enumerate(figures):
            head = f"{self.columns[place]}${HEAD_ROW + 1}"
            term = sumifs(self.year, arrangement=arrangement, partner=head, **criteria)
            self.page.sum(row, 2 + place, rounded([term]), pence)
        self._across(row, figures, "money")

    def _across(self, row: int, figures: list[int], style: str) -> None:
        across = f"ROUND(SUM({self.columns[0]}{row + 1}:{self.columns[-1]}{row + 1}),2)"
        self.page.sum(row, self.whole, across, sum(figures), style)

    def _totals(self, row: int, label: str, first: int, last: int, sums: list[int]) -> None:
        self.page.text(row, 0, label, "text_total")
        self.page.text(row, 1, "", "text_total")
        for letter, place, pence in zip(self.columns, range(len(sums)), sums, strict=True):
            formula = f"ROUND(SUM({letter}{first + 1}:{letter}{last + 1}),2)"
            self.page.sum(row, 2 + place, formula, pence, "money_total")
        self._across(row, sums, "money_total")

    def _arrangements(self, row: int, made: AlignmentCells) -> int:
        """Net revenue by arrangement, what is kept out of the pool, and coverage from both."""
        page, year = self.page, self.year
        page.text(row, 0, f"{year_label(year)}: net revenue, cash, by arrangement", "band")
        found = self.sums.by("arrangement", "partner", "year")
        first = row + 1
        for place, arrangement in enumerate(ARRANGEMENTS):
            at = first + place
            page.text(at, 0, words_of(arrangement), "text")
            figures = [found.get((arrangement, key, year), 0) for key in self.partners]
            self._figures(at, figures, arrangement=f"$A{at + 1}")
        row = first + len(ARRANGEMENTS)
        by_partner = [
            sum(found.get((arrangement, key, year), 0) for arrangement in ARRANGEMENTS)
            for key in self.partners
        ]
        self._totals(row, "Total", first, row - 1, by_partner)
        made.by_arrangement[year] = f"'{page.name}'!${letters(self.whole)}${row + 1}"
        total, row = row, row + 1
        kept = self._kept_out(row, first)
        return self._coverage(row + 1, first, total, row, kept, found)

    def _kept_out(self, row: int, first: int) -> list[int]:
        page, year = self.page, self.year
        page.text(row, 0, "Of pooled and integrated: kept out of the pool", "text")
        found = self.sums.by("arrangement", "partner", "year", "kept_out")
        kept: list[int] = []
        for place, key in enumerate(self.partners):
            head = f"{self.columns[place]}${HEAD_ROW + 1}"
            terms = [
                sumifs(year, arrangement=f"$A{first + 1 + level}", partner=head, kept_out='"Yes"')
                for level in range(_POOLED, _TIGHTEST + 1)
            ]
            pence = sum(
                found.get((ARRANGEMENTS[level], key, year, 1), 0)
                for level in range(_POOLED, _TIGHTEST + 1)
            )
            kept.append(pence)
            page.sum(row, 2 + place, rounded(terms), pence)
        self._across(row, kept, "money")
        return kept

    def _coverage(
        self,
        row: int,
        first: int,
        total: int,
        kept_row: int,
        kept: list[int],
        found: Mapping[tuple[object, ...], int],
    ) -> int:
        """In view, aligned and pooled, and the share that is aligned or tighter."""
        page, year = self.page, self.year
        rows = (
            ("In view or tighter", _SECOND),
            ("Aligned or tighter", _ALIGNED),
            ("Pooled", _POOLED),
        )
        aligned_row, aligned = row + 1, [0] * (len(self.partners) + 1)
        for place, (label, loosest) in enumerate(rows):
            at = row + place
            page.text(at, 0, f"Coverage: {label.lower()}", "text")
            figures: list[int] = []
            for column, key in enumerate(self.partners):
                pence = sum(found.get((held, key, year), 0) for held in ARRANGEMENTS[loosest:])
                letter = self.columns[column]
                formula = f"SUM({letter}{first + 1 + loosest}:{letter}{first + 1 + _TIGHTEST})"
                if loosest == _POOLED:
                    formula, pence = f"{formula}-{letter}{kept_row + 1}", pence - kept[column]
                page.sum(at, 2 + column, f"ROUND({formula},2)", pence)
                figures.append(pence)
            self._across(at, figures, "money")
            if at == aligned_row:
                aligned = [*figures, sum(figures)]
        at = row + len(rows)
        page.text(at, 0, "Coverage: aligned or tighter as a share of net", "text")
        nets = [
            sum(found.get((held, key, year), 0) for held in ARRANGEMENTS) for key in self.partners
        ]
        for place, net in enumerate([*nets, sum(nets)]):
            letter = letters(2 + place)
            formula = (
                f'IF({letter}{total + 1}>0,{letter}{aligned_row + 1}/{letter}{total + 1},"no net")'
            )
            if net > 0:
                page.figure(at, 2 + place, formula, aligned[place] / net, "share")
            else:
                page.words(at, 2 + place, formula, "no net", "share")
        return at + 2
