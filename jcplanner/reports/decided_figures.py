"""The figures that bodies decided on, beside the figures now: how many have changed since, and by how much.

What a body decided on is found by walking the journal back to its version, without proving the
fingerprint anew: comparing in full, with the proof, is `reports.differences`.
"""

from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.column import Kind
from jcplanner.domain.deciding import Said, body_name, decisions_of
from jcplanner.domain.figures import Standings
from jcplanner.domain.money import show_plain
from jcplanner.domain.pools import Contribution
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.versions import Version
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.plan.versions import place_of, records_at
from jcplanner.reports.differences import Differences, LineMoved, Side, as_now, compare

FIGURE_TABLES = frozenset({"plan", "budget_line", "budget_amount", "service_area", "partner"})
"""The tables whose changes can move what is said here."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What has changed since a decision: the figures that moved, in pence, and the first of them in words."""

    decided_by: str
    moved: tuple[LineMoved, ...]
    first: str = ""

    @property
    def figures(self) -> int:
        """How many figures moved: each line and year counts once."""
        return len({(held.line, held.year) for held in self.moved})

    @property
    def net(self) -> int:
        """By how much net revenue in cash moved, over all years, in pence."""
        return sum(
            held.difference for held in self.moved if held.nature == "revenue" and not held.in_kind
        )

    @property
    def words(self) -> str:
        """How many have changed since whose decision: "3 figures changed since Cabinet decided"."""
        many = "1 figure" if self.figures == 1 else f"{self.figures:,} figures"
        return f"{many} changed since {self.decided_by} decided"

    @property
    def sentence(self) -> str:
        """The same with what they come to: "3 figures have changed since, 7,000 net"."""
        if not self.figures:
            return "No figure has changed since."
        many = "1 figure has" if self.figures == 1 else f"{self.figures:,} figures have"
        return f"{many} changed since, {show_plain(self.net)} net revenue over all years."

    @property
    def details(self) -> str:
        """The sentence, then the first figure that moved: "Carers 2016/17: £388,000 to £395,000; 2 more"."""
        if not self.figures:
            return self.sentence
        more = f"; {self.figures - 1:,} more" if self.figures > 1 else ""
        return f"{self.sentence} {self.first}{more}"


class Since:
    """What has changed since each decision; versions that several decided on are compared once.

    A proposal about one service area counts the lines of that area and of those inside it.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[str, int], Differences] = {}

    def forget(self) -> None:
        """Compare anew: figures have moved."""
        self._known.clear()

    def of(self, held: Said) -> Changed | None:
        """What has changed since one body's decision; None where it is bound to no version in reach."""
        plan = self._plan
        decision = held.decision
        if decision is None or not held.final:
            return None
        version = plan.table(Version).get(decision.version or "")
        place = place_of(plan, version) if version else None
        if version is None or place is None:
            return None
        key = (version.id, place)
        if key not in self._known:
            then = Side(version.name, records_at(plan, place), plan.file.plan_id)
            self._known[key] = compare(then, as_now(plan))
        proposal = plan.table(Proposal).get(held.proposal)
        moved = self._known[key].lines
        areas = plan.agreed.table(ServiceArea)
        if proposal is not None and proposal.service_area in areas:
            inside = within(areas, str(proposal.service_area))
            moved = [one for one in moved if one.area in inside]
        first = ""
        if moved:
            name = self._known[key].name(BudgetLine.TABLE, moved[0].line)
            were, are = show_plain(moved[0].before), show_plain(moved[0].after)
            first = f"{name} {year_label(moved[0].year)}: {were} to {are}"
        return Changed(body_name(plan.records, held.body), tuple(moved), first)

    def of_proposal(self, proposal: str) -> Changed | None:
        """The same of that decision on a proposal since which most has changed."""
        found = [self.of(held) for held in decisions_of(self._plan.records, proposal)]
        return max(
            (held for held in found if held is not None),
            key=lambda held: held.figures,
            default=None,
        )

    def contributions(self, held: Said) -> int:
        """How many contributions to pools have other amounts than when a body decided on the pools' areas."""
        plan, decision = self._plan, held.decision
        version = plan.table(Version).get(decision.version or "") if decision else None
        place = place_of(plan, version) if version else None
        if version is None or place is None or self.of(held) is None:
            return 0
        proposal = plan.table(Proposal).get(held.proposal)
        area, areas = proposal.service_area if proposal else None, plan.agreed.table(ServiceArea)
        standings, pools = Standings(plan.agreed.records), set[str | None]()
        if area is not None and area in areas:
            for inside in within(areas, area):
                pools |= {standings.of(inside, year).pool for year in plan.pathway_years}
        return sum(
            1
            for change in self._known[(version.id, place)].changes
            if change.table == Contribution.TABLE
            and {*(change.before or {}), *(change.after or {})} & _CONTRIBUTED
            and (area is None or change.id.partition(":")[0] in pools)
        )


_CONTRIBUTED = frozenset(held.name for held in Contribution.COLUMNS if held.kind is Kind.MONEY)


def stale_decisions(plan: Plan) -> list[Problem]:
    """Decisions on figures that have changed since. It costs too much to be asked after every edit."""
    since, found = Since(plan), list[Problem]()
    for proposal in plan.table(Proposal).ordered():
        for held in decisions_of(plan.records, proposal.id):
            changed = since.of(held)
            if changed is not None and changed.figures and held.decision is not None:
                found.append(
                    Problem(
                        "decision on other figures",
                        "warning",
                        f'Proposal "{proposal.name}": {changed.decided_by} decided; '
                        f"{changed.sentence[:1].lower()}{changed.sentence[1:]}",
                        Place("decisions", "decision", held.decision.id),
                    )
                )
            contributed = since.contributions(held)
            if contributed and held.decision is not None:
                many = (
                    "1 contribution has"
                    if contributed == 1
                    else f"{contributed:,} contributions have"
                )
                found.append(
                    Problem(
                        "decision on other figures",
                        "warning",
                        f'Proposal "{proposal.name}": {body_name(plan.records, held.body)} decided; '
                        f"{many} changed since.",
                        Place("decisions", "decision", held.decision.id),
                    )
                )
    return found
