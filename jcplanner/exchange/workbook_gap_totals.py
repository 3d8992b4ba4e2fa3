"""Formulas by which other sheets take totals from the Gap sheet."""

from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.requirement import start_of
from jcplanner.exchange.workbook_sums import rounded
from jcplanner.plan.plan import Plan

_FIGURES = {
    "requirement": "Requirement",
    "resource": "Resource",
    "gap": "Gap",
    "residual gap": "Unidentified",
}


def stated_gap(plan: Plan, stated: StatedFigure, row: int, areas: str) -> str | None:
    """The formula for a total of the gap that is stated in a row of Stated; ``areas`` as cells, "" for all.

    None where the sheet does not show it: a year before the base year, or what is unidentified by area.
    """
    years = plan.years if stated.year is None else [stated.year]
    base = start_of(plan.records, plan.figures).years[0]
    if any(year < base for year in years) or (areas and stated.total == "residual gap"):
        return None
    terms: list[str] = []
    for year in years:
        whose = 'side,"Commissioners"' if stated.partner is None else f"partner,$C{row + 1}"
        if areas and stated.total != "resource":
            need = f'SUMIFS(Need_{year},Need_figure,"Requirement",Need_{whose},Need_area,{areas})'
            terms.append(f"SUMPRODUCT({need})")
            if stated.total == "gap":
                terms.append(f'-1*SUMIFS(Gap_{year},Gap_figure,"Resource",Gap_{whose})')
            continue
        figure = _FIGURES[stated.total]
        terms.append(f'SUMIFS(Gap_{year},Gap_figure,"{figure}",Gap_{whose})')
    return rounded(terms)
