"""The Ranking part: results with cost per point and rank, and what an envelope pays for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from jcplanner.domain import best_set as sets
from jcplanner.domain import scoring
from jcplanner.domain.priorities import Candidate, Criterion, Exercise
from jcplanner.domain.scoring import Result, in_rank_order, pence, say_points, sheet_of
from jcplanner.gui import style
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.reports.priorities import say_chosen

_FEW_SETS = 5_000
"""The frontier has a best set for each of a dozen envelopes: a shorter search for each."""

_HEADS = (
    "Candidate",
    "Rank",
    "Result",
    "Lowest to highest",
    "Net cost a year",
    "Cost per point",
    "Best set",
    "Greedy",
)
_WIDTHS = (
    (158, 420),
    (48, 60),
    (68, 80),
    (134, 150),
    (118, 130),
    (112, 124),
    (70, 80),
    (62, 76),
)


class RankingPanel(Panel):
    """The ranking on the left, what other envelopes would pay for on the right, the method below."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.exercise: str | None = None
        self.best: sets.Chosen | None = None
        self.greedy: sets.Chosen | None = None
        self.model = ListModel(_HEADS, self._texts, right=(1, 2, 4, 5), tone=self._tone)
        self.view = GrowingList("Ranking", self.model, _WIDTHS)
        self.words = PlainLabel("", wrap=True)
        self.method = PlainLabel(f"{scoring.METHOD} {sets.METHOD}", "caption", wrap=True)
        ranking = Card("Ranking")
        ranking.body.addWidget(self.words)
        ranking.body.addWidget(self.view, 1)
        ranking.body.addWidget(self.method)
        self.steps_model = ListModel(
            ("Envelope", "Points", "Costs", "Funded"), self._step_texts, right=(0, 1, 2, 3)
        )
        self.steps_view = GrowingList(
            "Best set by envelope",
            self.steps_model,
            ((74, 110), (70, 84), (74, 110), (66, 74)),
        )
        self.steps = Card("What other envelopes pay for")
        self.steps.body.addWidget(
            PlainLabel(
                "The best set at each envelope: points in all, and how many.", "caption", wrap=True
            )
        )
        self.steps.body.addWidget(self.steps_view, 1)
        across = row(ranking, self.steps, spacing=3 * style.STEP)
        across.setStretch(0, 5)
        across.setStretch(1, 2)
        self.page.addLayout(across, 1)

    def show_exercise(self, exercise: str | None) -> None:
        """Show the ranking of a prioritisation."""
        self.exercise = exercise
        self.refresh()

    def refresh(self) -> None:
        """Work the ranking and the sets out again."""
        held = self.plan.table(Exercise).get(self.exercise or "")
        if held is None:
            return
        sheet = sheet_of(self.plan.records, held.id)
        items, left_out = sets.items_of(self.plan.records, sheet)
        self.best = self.greedy = None
        if held.envelope is not None:
            self.best = sets.best_set(items, held.envelope)
            self.greedy = sets.greedy_set(items, held.envelope)
        self.words.setText(self._say(held, len(left_out), sheet))
        self.model.put(in_rank_order(sheet.results()))
        steps = sets.steps_of(items, held.envelope)
        found = [(step, sets.best_set(items, step, _FEW_SETS)) for step in steps] if items else []
        self.steps_model.put([one for one in found if not one[1].over])
        self.steps.setVisible(bool(items))

    def _say(self, held: Exercise, left_out: int, sheet: scoring.Sheet) -> str:
        if not sheet.candidates:
            return "Add candidates first: type them on Candidates, or take them over from the plan there."
        if not any(sheet.typed.values()):
            return "No criterion weighs anything yet, so there is no ranking: type weights on Criteria."
        if not sheet.points:
            return "Nobody has scored yet: turn to Scores, and each scorer scores alone."
        if held.envelope is None or self.best is None or self.greedy is None:
            return "Type an envelope on About to see the best set that it pays for."
        money, best = self.session.money, self.best
        if best.over:
            return (
                f"What must be funded costs {money(best.over)} more than the envelope of "
                f"{money(held.envelope)}."
            )
        out = f" {left_out} left out for want of a cost or a result." if left_out else ""
        return (
            f"{say_chosen(best)}: {_count(best)}, {say_points(best.points)} points for "
            f"{money(best.cost)} of {money(held.envelope)}; greedy: {_count(self.greedy)}, "
            f"{say_points(self.greedy.points)} points for {money(self.greedy.cost)}.{out}"
        )

    def _texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, Result)
        name = self.plan.records.name(Candidate.TABLE, held.candidate)
        must = bool(self.plan.table(Candidate)[held.candidate].must)
        if held.missing:
            missing = ", ".join(
                self.plan.records.name(Criterion.TABLE, key) for key in held.missing
            )
            spread = f"not scored: {missing}"
        else:
            spread = "" if held.points is None else _reach(held)
        per_point = pence(held.cost_per_point)
        return (
            name,
            "" if held.rank is None else str(held.rank),
            say_points(held.points),
            spread,
            self.session.money(held.cost),
            "" if per_point is None else self.session.money(per_point, exact=True),
            _word(self.best, held.candidate, must),
            _word(self.greedy, held.candidate, must),
        )

    def _tone(self, held: object, column: int) -> str:
        assert isinstance(held, Result)
        if held.missing and column == 3:
            return "warn"
        if column in (6, 7):
            taken = (self.best, self.greedy)[column - 6]
            return "" if taken and held.candidate in taken.keys else "mute"
        return ""

    def _step_texts(self, held: object) -> Sequence[str]:
        envelope, chosen = held  # type: ignore[misc]
        money = self.session.money
        return (
            money(envelope),
            say_points(chosen.points),
            money(chosen.cost),
            str(len(chosen.keys)),
        )

    def take_focus(self) -> None:
        """The ranking has the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _reach(held: Result) -> str:
    return f"{say_points(held.lowest)} to {say_points(held.highest)}"


def _word(chosen: sets.Chosen | None, candidate: str, must: bool) -> str:
    if chosen is None:
        return ""
    if candidate not in chosen.keys:
        return "no"
    return "must" if must else "yes"


def _count(chosen: sets.Chosen) -> str:
    return "1 candidate" if len(chosen.keys) == 1 else f"{len(chosen.keys)} candidates"
