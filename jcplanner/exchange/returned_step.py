"""The plan as it stood when a workbook was written: found by the hash of the step, undone in a copy.

Without it, what the plan itself changed since would look like changes made in the workbook, and taking
them back would put old figures over new ones.
"""

from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.overrides import put_overrides
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.pools import Contribution, Pool
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.scenarios import ScenarioOverride
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbook_labels import Labels, labels_from
from jcplanner.plan.plan import Plan

_KINDS: tuple[type[Record], ...] = (
    PlanDetails,
    Partner,
    ServiceArea,
    FundingSource,
    FundingAmount,
    BudgetLine,
    BudgetAmount,
    PathwayStep,
    StatedFigure,
    Pool,
    Contribution,
)
"""What the sheets that come back are made of."""


@dataclass(frozen=True)
class Stood:
    """Records and their labels at a step, and how many steps the plan has made since.

    ``since`` is None where this copy of the plan does not have the step: then these are the records as
    they stand now.
    """

    records: Records
    labels: Labels
    since: int | None


def as_it_stood(plan: Plan, head: str) -> Stood:
    """The plan after the step with this hash."""
    steps = plan.steps
    place = next((at for at in range(len(steps) - 1, -1, -1) if steps[at].hash == head), None)
    if place is None and not (head and not head.strip("0")):
        return Stood(plan.records, labels_from(plan.records), None)
    later = steps[(-1 if place is None else place) + 1 :]
    if not later:
        return Stood(plan.records, labels_from(plan.records), 0)
    tables = {kind.TABLE for kind in (*_KINDS, ScenarioOverride)}
    agreed = plan.agreed.records
    records = Records({name: list(agreed.named(name).rows.values()) for name in tables})
    for step in reversed(later):
        changes = [change for change in plan.file.changes(step) if change.table in tables]
        records.apply(change.reversed() for change in reversed(changes))
    put_overrides(records, plan.scenario, tables)
    return Stood(records, labels_from(records), len(later))
