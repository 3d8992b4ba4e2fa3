"""The heat map of risks as a report: the 5 x 5 table, each risk with its movement since a version."""

from jcplanner.domain.record import Table
from jcplanner.domain.registers import IMPACTS, LIKELIHOODS, Risk
from jcplanner.domain.scoring_risks import (
    CURRENT,
    HIGHEST,
    LOWEST,
    HeatMap,
    Score,
    heat_map,
)
from jcplanner.domain.versions import Version
from jcplanner.plan.plan import Plan
from jcplanner.plan.versions import records_of
from jcplanner.reports.report import Cell, Heading, Report, ReportTable


def newest_version(plan: Plan) -> Version | None:
    """The version that was frozen last; None where none was."""
    return max(plan.table(Version).values(), key=lambda held: held.step_place, default=None)


def risks_at(plan: Plan, version: str) -> Table[Risk] | None:
    """The risks as a version froze them; None for no such version. Raises Refusal as `records_of` does."""
    held = plan.table(Version).get(version)
    return None if held is None else records_of(plan, held).table(Risk)


def heat_map_report(plan: Plan) -> Report:
    """Where the open risks stand now, and what has moved since the newest version."""
    version = newest_version(plan)
    before = risks_at(plan, version.id) if version is not None else None
    held = heat_map(plan.table(Risk), CURRENT, before)
    since = (
        f"movement since {version.name}" if version is not None else "no version to compare with"
    )
    scope = f"{count_words(held.count)} by current score, {since}"
    tables = [_grid(held), _risks(held)]
    if held.left:
        tables.append(
            ReportTable(
                "No longer on the map",
                (Heading("Risk"), Heading("Was")),
                tuple((name, score.words) for name, score in held.left),
            )
        )
    if held.unscored:
        names = ((plan.records.name(Risk.TABLE, key),) for key in held.unscored)
        tables.append(ReportTable("Not scored", (Heading("Risk"),), tuple(names)))
    return Report("Heat map", scope, tuple(tables))


def _grid(held: HeatMap) -> ReportTable:
    """Likelihood down, the highest first; impact across. Each cell its points, band and how many."""
    degrees = range(LOWEST, HIGHEST + 1)
    heads = (
        Heading("Likelihood"),
        *(Heading(f"{impact} {IMPACTS[impact - 1].word}") for impact in degrees),
    )
    rows: list[tuple[Cell, ...]] = []
    for likelihood in reversed(degrees):
        cells: list[Cell] = [f"{likelihood} {LIKELIHOODS[likelihood - 1].word}"]
        for impact in degrees:
            score = Score(likelihood, impact)
            many = len(held.at(likelihood, impact))
            said = f"{score.points} {score.band}"
            cells.append(f"{said}: {count_words(many)}" if many else said)
        rows.append(tuple(cells))
    return ReportTable("Likelihood by impact", heads, tuple(rows))


def _risks(held: HeatMap) -> ReportTable:
    """Every risk on the map, the highest first."""
    placed = [risk for score in sorted(held.cells, key=rank) for risk in held.cells[score]]
    rows = tuple((risk.name, risk.score.words, risk.words) for risk in placed)
    return ReportTable(
        "Risks by score", (Heading("Risk"), Heading("Score"), Heading("Movement")), rows
    )


def rank(score: Score) -> tuple[int, int]:
    """The order of scores: most points first, then the higher impact."""
    return (-score.points, -score.impact)


def count_words(many: int) -> str:
    """How many open risks, in words."""
    return "1 open risk" if many == 1 else f"{many:,} open risks"


def cell_words(held: HeatMap, likelihood: int, impact: int) -> str:
    """A cell in full, as it is read out: degrees in words, points, band, and its risks."""
    score = Score(likelihood, impact)
    named = (
        f"{risk.name} ({risk.words})" if risk.words else risk.name
        for risk in held.at(likelihood, impact)
    )
    said = "; ".join(named) or "no risk"
    return (
        f"{LIKELIHOODS[likelihood - 1].word.capitalize()} and {IMPACTS[impact - 1].word}: "
        f"{score.words}. {said[:1].upper()}{said[1:]}."
    )
