"""The Appraisal tab: options against weighted criteria, as they were scored on the Priorities screen."""

from PySide6.QtCore import Qt, Signal

from jcplanner.domain.options import options_of
from jcplanner.domain.priorities import Exercise
from jcplanner.domain.problems import Place
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import LEFT, ListModel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.widgets import Card, NothingYet, PlainLabel, button, row
from jcplanner.plan import proposal_edits
from jcplanner.reports.appraisal import (
    NOT_SCORED,
    appraisal_of,
    appraisal_table,
    method_of,
    not_appraised,
)

_WRAPPED = int(LEFT) | int(Qt.TextFlag.TextWordWrap)
_HEADS_HEIGHT = 62
_FIRST, _CRITERION, _LAST = (180, 300), (96, 240), ((72, 90), (56, 70), (120, 130), (70, 90))


class _Matrix(ListModel):
    """The matrix; its headings run over three lines, and are whole in their tooltips."""

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole) -> object:
        """The headings, with themselves as tooltips."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(str(super().headerData(section, orientation) or ""))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _WRAPPED
        return super().headerData(section, orientation, role)


class AppraisalPanel(Panel):
    """The matrix where there is one, else the button that makes it of the options. ``left`` asks to close."""

    left = Signal()

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(session)
        self.proposal = proposal
        self.make_button = button("&Appraise the options", self.make, "primary")
        self.nothing = NothingYet(
            "No appraisal yet",
            "An appraisal scores the options against weighted criteria. It is made of the options in one "
            "step; criteria and scores are then given on the Priorities screen.",
            self.make_button,
        )
        self.model = _Matrix([], self._texts)
        self.view = GrowingList("Appraisal of the options", self.model, ())
        self.view.horizontalHeader().setFixedHeight(_HEADS_HEIGHT)
        self.about = PlainLabel("", wrap=True)
        self.method = PlainLabel("", "caption", wrap=True)
        self.add_button = button("Add the &missing options", self.make)
        self.score_button = button("&Score on the Priorities screen", self.score)
        self.card = Card("Options against criteria")
        line = row(self.about, self.add_button, self.score_button)
        line.setStretchFactor(self.about, 1)
        self.card.body.addLayout(line)
        self.card.body.addWidget(self.view, 1)
        self.card.body.addWidget(self.method)
        self.page.addWidget(self.nothing, 1)
        self.page.addWidget(self.card, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the appraisal as it now stands."""
        table = appraisal_table(self.plan, self.proposal)
        self.nothing.setVisible(table is None)
        self.card.setVisible(table is not None)
        self.make_button.setEnabled(bool(options_of(self.plan.records, self.proposal)))
        if table is None:
            return
        heads = [head.text for head in table.headings]
        criteria = len(heads) - 1 - len(_LAST)
        self.model.put(table.rows, heads)
        self.view.set_widths((_FIRST, *(_CRITERION for _ in range(criteria)), *_LAST))
        missing = not_appraised(self.plan, self.proposal)
        self.add_button.setVisible(bool(missing))
        if missing:
            self.about.setText(f"Not in it yet: {', '.join(held.name for held in missing)}.")
        elif not criteria:
            self.about.setText("It has no criteria yet: give them on the Priorities screen.")
        elif all(cell == NOT_SCORED for held in table.rows for cell in held[1 : criteria + 1]):
            self.about.setText(
                "Nothing is scored yet: weigh and score it on the Priorities screen."
            )
        else:
            self.about.setText("Mean points of the scorers, out of 100.")
        self.about.set_role("warn" if missing or not criteria else "body")
        self.method.setText(method_of(self.plan, self.proposal))

    def make(self) -> None:
        """Make the appraisal of the options, or add those that it lacks."""
        self.session.do(lambda: proposal_edits.appraise(self.plan, self.proposal), self)
        self.take_focus()

    def score(self) -> None:
        """Leave for the Priorities screen, where criteria and scores are given."""
        held = appraisal_of(self.plan, self.proposal)
        if held is not None:
            self.left.emit()
            self.session.go(Place("priorities", Exercise.TABLE, held.id))

    def take_focus(self) -> None:
        """The keyboard goes to the matrix, or to the button that makes it."""
        held = self.view if self.card.isVisibleTo(self) else self.make_button
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _texts(self, held: object) -> list[str]:
        *cells, rank, cost, chosen = held  # type: ignore[misc]
        place = "" if rank is None else str(rank)
        return [*(str(cell or "") for cell in cells), place, self.session.money(cost), str(chosen)]
