"""The registers that do more than hold records: risks, lessons, actions, benefits and contracts."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView

from jcplanner.domain.problems import Place
from jcplanner.domain.record import Record
from jcplanner.domain.register_kinds import Register
from jcplanner.domain.registers import Action, Benefit, Contract, Issue, Lesson, Risk
from jcplanner.domain.scoring_risks import SCORE_FIELDS
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.screens.gap_grid import GridView, YearCell
from jcplanner.gui.screens.registers_scores import ScoreFields
from jcplanner.gui.screens.registers_section import RegisterSection
from jcplanner.gui.screens.registers_shares import ShareFields
from jcplanner.gui.screens.registers_table import BenefitGrid
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel
from jcplanner.plan import register_edits
from jcplanner.reports.registers import benefit_words

_NAME, _YEAR = 220, 132


def columns_beside(kind: type[Record], hidden: frozenset[str]) -> list[str]:
    """The names of the columns that the form shows itself."""
    return [held.name for held in kind.COLUMNS if not held.hidden and held.name not in hidden]


class RiskSection(RegisterSection):
    """Risks: scored beside the scale's words; one that occurs becomes an issue."""

    def add_verbs(self) -> None:
        """The scores, after the event and what surrounds it; and what to do when it happens."""
        self.scores = ScoreFields(self.session)
        self.form.body.insertWidget(4, self.scores)
        self.occurred_button = self.add_verb(
            "It has &occurred", "Alt+O", self.occurred, self._can_occur
        )
        self.issue_button = self.add_verb("Its &issue", "Alt+I", self.go_to_issue, self._has_issue)
        self.issue_button.setAccessibleName("Go to the issue that came of this risk")

    def make_form(self) -> RecordForm:
        """The form without the six degrees: they stand in fields of their own."""
        columns = columns_beside(Risk, frozenset(SCORE_FIELDS))
        return RecordForm(self.session, Risk, columns=columns)

    def _can_occur(self, key: str) -> bool:
        table = self.plan.table(Risk)
        return key in table and not (
            table.value(key, "state") == register_edits.OCCURRED and self._has_issue(key)
        )

    def _has_issue(self, key: str) -> bool:
        return bool(register_edits.issue_of(self.plan, key))

    def occurred(self, key: str) -> None:
        """Make the risk an issue and go there."""
        issue = self.session.do(
            lambda: register_edits.risk_occurred(self.plan, key, date.today()), self
        )
        if issue:
            self.session.go(Place("registers", Issue.TABLE, issue))

    def go_to_issue(self, key: str) -> None:
        """Show the issue that came of the risk."""
        self.session.go(Place("registers", Issue.TABLE, register_edits.issue_of(self.plan, key)))

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        if hasattr(self, "scores"):
            self.scores.show_risk(key)


class LessonSection(RegisterSection):
    """Lessons: learnt, recommended, applied somewhere, verified by somebody."""

    def add_verbs(self) -> None:
        """Applied and verified, each checked for what it must say."""
        self.applied_button = self.add_verb("A&pplied", "Alt+P", self.applied, self._is_open)
        self.verified_button = self.add_verb("Ve&rified", "Alt+R", self.verified, self._is_open)
        self.applied_button.setToolTip("Mark as applied, in the area and as the form says (Alt+P)")
        self.verified_button.setToolTip("Mark as verified, by whom the form says (Alt+R)")

    def _is_open(self, key: str) -> bool:
        row = self.plan.table(Lesson).rows.get(key)
        return row is not None and self.register.open_test(self.plan.records)(row)

    def applied(self, key: str) -> None:
        """Mark as applied; where the form does not say where or how, lead there."""
        held = self.plan.table(Lesson)[key]
        if held.applied_area is None and not held.applied.strip():
            self.form.focus("applied_area")
        self.session.do(
            lambda: register_edits.apply_lesson(
                self.plan, key, area=held.applied_area, stage=held.applied_stage
            ),
            self,
        )

    def verified(self, key: str) -> None:
        """Mark as verified today, or on the day that the form has; without a post, lead there."""
        held = self.plan.table(Lesson)[key]
        if held.state == "applied" and not held.verified_by.strip():
            self.form.focus("verified_by")
        day = date.fromisoformat(held.verified_on) if held.verified_on else date.today()
        self.session.do(
            lambda: register_edits.verify_lesson(self.plan, key, day, held.verified_by), self
        )


class ActionSection(RegisterSection):
    """Actions: done on a day."""

    def add_verbs(self) -> None:
        """Done, today."""
        self.done_button = self.add_verb("&Done today", "Alt+D", self.done, self._is_open)

    def _is_open(self, key: str) -> bool:
        row = self.plan.table(Action).rows.get(key)
        return row is not None and self.register.open_test(self.plan.records)(row)

    def done(self, key: str) -> None:
        """Mark as done today."""
        self.session.do(lambda: register_edits.action_done(self.plan, key, date.today()), self)


class BenefitSection(RegisterSection):
    """Benefits as a grid: what is planned and realised by year is typed in place."""

    def add_verbs(self) -> None:
        """What the figures come to, in words, over the form."""
        self.said = PlainLabel("", "caption", wrap=True)
        self.form.body.insertWidget(0, self.said)
        self.model.modelReset.connect(self.lay_out)
        self.lay_out()

    def make_model(self) -> QAbstractItemModel:
        """The grid."""
        return BenefitGrid(self.session, parent=self)

    def make_view(self) -> QAbstractItemView:
        """The grid's view, with the names kept in sight."""
        assert isinstance(self.model, BenefitGrid)
        view = GridView(self.model, "Benefits")
        view.delete_wanted.connect(self._delete)
        view.horizontalHeader().setSectionsClickable(True)
        view.horizontalHeader().sectionClicked.connect(self.sort_by)
        return view

    @property
    def grid_view(self) -> GridView:
        """The view, as what it is."""
        assert isinstance(self.view, GridView)
        return self.view

    def lay_out(self) -> None:
        """Widths by what each column is."""
        header = self.grid_view.horizontalHeader()
        for column in range(self.grid_view.grid.columnCount()):
            by_year = isinstance(self.grid_view.grid.place(column), YearCell)
            header.resizeSection(column, _YEAR if by_year else _NAME)

    def _delete(self) -> None:
        """Blank figures where some are chosen, else remove the benefit."""
        if not self.grid_view.blank():
            self.remove()

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        if hasattr(self, "said"):
            self.said.setText(benefit_words(self.plan, key) if key else "")

    def actions_offered(self) -> list[QAction]:
        """What is done with the figures."""
        return [*super().actions_offered(), self.grid_view.fill_action, self.grid_view.paste_action]


class ContractSection(RegisterSection):
    """Contracts: who pays which part of each, below its form's first fields."""

    def add_verbs(self) -> None:
        """The shares."""
        self.shares = ShareFields(self.session)
        self.form.body.insertWidget(2, self.shares)

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        if hasattr(self, "shares"):
            self.shares.show_contract(key)


SECTIONS: dict[str, Callable[[Session, Register], RegisterSection]] = {
    Risk.TABLE: RiskSection,
    Lesson.TABLE: LessonSection,
    Action.TABLE: ActionSection,
    Benefit.TABLE: BenefitSection,
    Contract.TABLE: ContractSection,
}
"""The registers with a section of their own; the others are as they come."""
