"""The Checks sheet: figures that must agree; each difference reads 0 or is flagged by a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.years import year_label
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_sheets import AGREES, DIFFERS, LOOK, FundingCells, mark_states
from jcplanner.exchange.workbook_summaries import SECTIONS, AlignmentCells, Summary
from jcplanner.exchange.workbook_sums import Sums, rounded, sumifs
from jcplanner.exchange.write import Page, quoted

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_labels import Labels
    from jcplanner.plan.plan import Plan

HEAD_ROW = 7
NET, GROSS, INCOME, CAPITAL = (section.title for section in SECTIONS[:4])


@dataclass(frozen=True, slots=True)
class Check:
    """One row: a formula and what it must equal, another formula or the plan's own figure (None)."""

    name: str
    formula: str
    pence: int
    other: str | None
    other_pence: int
    must: bool = True


@dataclass
class ChecksWritten:
    """Where the counts of differences stand, and how many there are at export."""

    differs: int = 0
    look: int = 0
    differs_cell: str = "Checks!$B$5"
    look_cell: str = "Checks!$B$6"


def write_checks(
    page: Page,
    plan: "Plan",
    labels: "Labels",
    sums: Sums,
    areas: Summary,
    partners: Summary,
    alignment: AlignmentCells,
    funding: FundingCells,
    stated: list[tuple[str, str, int]],
    more: Iterable[Check] = (),
) -> ChecksWritten:
    """Write every check, with ``more`` from other sheets.

    The plan's own figures (grey) are control totals as of the export.
    """
    page.heads(HEAD_ROW, ["Check", "Workbook", "Must equal", "Difference", "State"], 1)
    page.sheet.set_column(0, 0, 84)
    page.sheet.set_column(1, 3, 20)
    page.sheet.set_column(4, 4, 16)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    checks = [
        *_years(plan, sums, areas, partners, alignment),
        *_funding(plan, funding),
        *more,
        *(
            Check(f"Stated: {name} (derived less stated)", cell, pence, "0", 0, False)
            for name, cell, pence in stated
        ),
    ]
    row, written = HEAD_ROW + 1, ChecksWritten()
    count = len(plan.table(BudgetLine))
    page.text(row, 0, "Number of lines: sheet Lines and the plan")
    page.figure(row, 1, "COUNTA(Line_id)", count, "count")
    page.count(row, 2, count)
    page.figure(row, 3, f"B{row + 1}-C{row + 1}", 0, "count")
    page.words(row, 4, f'IF(D{row + 1}=0,"{AGREES}","{DIFFERS}")', AGREES)
    for check in checks:
        row += 1
        _write_check(page, row, check)
        if check.pence != check.other_pence:
            written.differs += check.must
            written.look += not check.must
    states = f"$E${HEAD_ROW + 2}:$E${row + 1}"
    for at, label, word, found in (
        (4, "Checks that differ (must be 0)", DIFFERS, written.differs),
        (
            5,
            "Differences to look at (a stated figure, money without a service area)",
            LOOK,
            written.look,
        ),
    ):
        page.text(at, 0, label, "bold")
        page.figure(at, 1, f"COUNTIF({states},{quoted(word)})", found, "count")
    mark_states(page, HEAD_ROW + 1, 4, row)
    for at, style in ((4, "differs"), (5, "look")):
        options = {"type": "cell", "criteria": ">", "value": 0, "format": page.styles[style]}
        page.sheet.conditional_format(at, 1, at, 1, options)
    return written


def _write_check(page: Page, row: int, check: Check) -> None:
    excel = row + 1
    page.text(row, 0, check.name)
    page.sum(row, 1, check.formula, check.pence)
    if check.other is None:
        page.money(row, 2, check.other_pence)
    else:
        page.sum(row, 2, check.other, check.other_pence)
    page.sum(row, 3, f"ROUND(B{excel}-C{excel},2)", check.pence - check.other_pence)
    word = DIFFERS if check.must else LOOK
    state = AGREES if check.pence == check.other_pence else word
    page.words(row, 4, f'IF(D{excel}=0,"{AGREES}","{word}")', state)


def _years(
    plan: "Plan", sums: Sums, areas: Summary, partners: Summary, alignment: AlignmentCells
) -> list[Check]:
    found: list[Check] = []
    missing = sums.by("area", "year")
    for year in plan.years:
        label = year_label(year)
        for section in SECTIONS:
            if (section.title, year) not in areas.totals:
                continue
            pence = sums.by(
                "year", nature=section.nature, in_kind=section.in_kind, direction=section.direction
            ).get((year,), 0)
            of_lines = sumifs(
                year,
                nature=words_of(section.nature),
                in_kind="Yes" if section.in_kind else "No",
                direction=words_of(section.direction) if section.direction else None,
            )
            said = section.title[:1].lower() + section.title[1:]
            found.append(
                Check(
                    f"{label} {said}: sheet Lines and the plan",
                    rounded([of_lines]),
                    pence,
                    None,
                    pence,
                )
            )
            by_area, by_partner = (held.totals[(section.title, year)] for held in (areas, partners))
            found.append(
                Check(
                    f"{label} {said}: Summary by area and by partner",
                    by_area,
                    pence,
                    by_partner,
                    pence,
                )
            )
        net = sums.by("year").get((year,), 0)
        by_area = areas.totals[(NET, year)]
        found += [
            Check(
                f"{label} net revenue, cash: gross less income",
                f"ROUND({areas.totals[(GROSS, year)]}-{areas.totals[(INCOME, year)]},2)",
                net,
                by_area,
                net,
            ),
            Check(
                f"{label} net revenue, cash: Alignment and Summary by area",
                alignment.total[year],
                net,
                by_area,
                net,
            ),
            Check(
                f"{label} net revenue, cash: Alignment by arrangement and by area",
                alignment.by_arrangement[year],
                net,
                alignment.total[year],
                net,
            ),
            Check(
                f"{label} net revenue, cash, of lines without a service area",
                rounded([sumifs(year, area='"No service area"')]),
                missing.get((None, year), 0),
                "0",
                0,
                False,
            ),
        ]
    return found


def _funding(plan: "Plan", funding: FundingCells) -> list[Check]:
    from jcplanner.domain.stated import funding as given

    return [
        Check(
            f"{year_label(year)} revenue funding: sheet Funding and the plan",
            cell,
            given(plan.records, frozenset((year,))),
            None,
            given(plan.records, frozenset((year,))),
        )
        for year, cell in funding.total.items()
    ]
