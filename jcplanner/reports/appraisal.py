"""A proposal's options appraised against criteria: the matrix of the prioritisation made of its options."""

from fractions import Fraction

from jcplanner.domain.options import options_of
from jcplanner.domain.priorities import Candidate, Criterion, Exercise
from jcplanner.domain.proposals import ProposalOption
from jcplanner.domain.scoring import METHOD, sheet_of, shown
from jcplanner.plan.fields import column_named
from jcplanner.plan.plan import Plan
from jcplanner.reports.report import Cell, Heading, ReportTable

_WEIGHT = column_named(Criterion, "weight")
NOT_SCORED = "not scored"


def appraisal_of(plan: Plan, proposal: str) -> Exercise | None:
    """The prioritisation of a proposal's options; None where there is none yet."""
    held = plan.table(Exercise).ordered()
    return next((one for one in held if one.proposal == proposal), None)


def not_appraised(plan: Plan, proposal: str) -> list[ProposalOption]:
    """The options of a proposal that its appraisal does not have; none where there is no appraisal."""
    exercise = appraisal_of(plan, proposal)
    if exercise is None:
        return []
    held = plan.table(Candidate).values()
    there = {one.option for one in held if one.exercise == exercise.id}
    return [option for option in options_of(plan.records, proposal) if option.id not in there]


def appraisal_table(plan: Plan, proposal: str) -> ReportTable | None:
    """Options down, criteria with their weights across: mean points, result, rank and cost a year.

    None where the proposal has no appraisal. Points are out of 100, in people's words ("62.5").
    """
    exercise = appraisal_of(plan, proposal)
    if exercise is None:
        return None
    sheet = sheet_of(plan.records, exercise.id)
    criteria, candidates = plan.table(Criterion), plan.table(Candidate)
    options = plan.table(ProposalOption)
    rows: list[tuple[Cell, ...]] = []
    for result in sheet.results():
        held = candidates[result.candidate]
        option = options.get(held.option or "")
        cells: list[Cell] = [option.name if option else held.name]
        for criterion in sheet.criteria:
            found = sheet.consensus(result.candidate, criterion)
            cells.append(_points(found.mean) if found else NOT_SCORED)
        cells += [_points(result.points), result.rank, result.cost]
        cells.append("Chosen" if option and option.chosen else "")
        rows.append(tuple(cells))
    heads = [Heading("Option")]
    for key in sheet.criteria:
        weight = criteria[key].weight
        said = _WEIGHT.show(weight) if weight is not None else "no weight"
        heads.append(Heading(f"{criteria[key].name} ({said})"))
    heads += [
        Heading("Result"),
        Heading("Rank", "count"),
        Heading("Net cost a year", "money"),
        Heading("Chosen"),
    ]
    return ReportTable(exercise.name, tuple(heads), tuple(rows))


def method_of(plan: Plan, proposal: str) -> str:
    """How results come about, with what the appraisal says of its own method."""
    exercise = appraisal_of(plan, proposal)
    own = exercise.method.strip() if exercise else ""
    return f"{own} {METHOD}" if own else METHOD


def _points(points: Fraction | None) -> str:
    return _WEIGHT.show(shown(points))
