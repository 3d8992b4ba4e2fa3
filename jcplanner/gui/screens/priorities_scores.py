"""The Scores part: one scorer's points at a time, blind, until everything is shown."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox

from jcplanner.domain.column import Value
from jcplanner.domain.priorities import Candidate, Criterion, Score, Scorer
from jcplanner.domain.scoring import Sheet, sheet_of
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.priorities_grid import GridColumn, TypedGrid, TypedView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.plan import priority_edits
from jcplanner.plan.fields import column_named
from jcplanner.reports.priorities import say_consensus

_NAME = "name"
_WIDTH, _ALL_WIDTH, _NAME_WIDTH = 118, 150, 220


class ScoresPanel(Panel):
    """Candidates down, criteria across. Others' points stay out of sight until they are asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.exercise: str | None = None
        self.sheet: Sheet | None = None
        self.scorer_box = QuietCombo()
        self.scorer_box.setAccessibleName("Scorer")
        self.scorer_box.setMinimumContentsLength(14)
        self.scorer_box.activated.connect(lambda _place: self._blind())
        self.all_box = QCheckBox("Sh&ow all")
        self.all_box.setToolTip("Show everybody's scores: means with lowest and highest (Alt+O)")
        self.all_box.toggled.connect(lambda _on: self.refresh())
        self.grid = TypedGrid(session, self._text, self._value, self._write)
        self.view = TypedView(self.grid, "Scores")
        self.view.horizontalHeader().setFixedHeight(2 * style.ROW_HEIGHT - 8)
        self.view.selectionModel().currentChanged.connect(lambda *_at: self._describe())
        self.about = PlainLabel("", "caption", wrap=True)
        self.cell_words = PlainLabel("", "caption", wrap=True)
        card = Card()
        scorer = PlainLabel("Scores of", "section")
        card.body.addLayout(row(scorer, self.scorer_box, None, self.all_box))
        card.body.addWidget(self.about)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.cell_words)
        self.page.addWidget(card, 1)
        self.next_action = self.command("Next s&corer", "Ctrl+Right", lambda: self.turn(1))
        self.last_action = self.command("Scorer &before", "Ctrl+Left", lambda: self.turn(-1))

    @property
    def scorer(self) -> str:
        """The scorer whose points are in sight; blank for none."""
        return self.scorer_box.currentData() or ""

    def actions_offered(self) -> list[QAction]:
        """Turning from scorer to scorer, and pasting."""
        return [self.last_action, self.next_action, self.view.paste_action]

    def turn(self, by: int) -> None:
        """Go to the next scorer (1) or the one before (-1), blind again."""
        count = self.scorer_box.count()
        if count:
            self.scorer_box.setCurrentIndex((self.scorer_box.currentIndex() + by) % count)
            self._blind()

    def _blind(self) -> None:
        """Another scorer sits down: the others' points are put out of sight."""
        self.all_box.setChecked(False)
        self.refresh()

    def show_exercise(self, exercise: str | None) -> None:
        """Show the scores of a prioritisation."""
        if exercise != self.exercise:
            self.exercise = exercise
            self.all_box.setChecked(False)
        self.refresh()

    def refresh(self) -> None:
        """Show the scores as they now stand."""
        if self.exercise is None:
            return
        self.sheet = sheet_of(self.plan.records, self.exercise)
        self._read_scorers()
        showing = self.all_box.isChecked()
        self.grid.locked = showing
        self.scorer_box.setEnabled(not showing)
        points, table = column_named(Score, "points"), self.plan.table(Criterion)
        columns = [GridColumn(_NAME, "Candidate", right=False)]
        for key in self.sheet.criteria:
            held = table[key]
            anchors = f"0: {held.low_anchor or 'not said'}\n100: {held.high_anchor or 'not said'}"
            columns.append(GridColumn(key, held.name, points, tip=f"{held.name}\n{anchors}"))
        self.grid.put(self.sheet.candidates, columns)
        across = self.view.horizontalHeader()
        across.resizeSection(0, _NAME_WIDTH)
        for column in range(1, len(columns)):
            across.resizeSection(column, _ALL_WIDTH if showing else _WIDTH)
        if not self.view.currentIndex().isValid() and self.grid.rows and len(columns) > 1:
            self.view.go_to(0, 1)
        self.about.setText(self._words(showing))
        self._describe()

    def _words(self, showing: bool) -> str:
        assert self.sheet is not None
        if not self.sheet.candidates or not self.sheet.criteria:
            return "Add candidates and criteria first; they become the rows and columns here."
        if not self.sheet.scorers:
            return "Add a scorer first, by role or number."
        if showing:
            return "The mean of those who scored, with lowest and highest. Hide them again to type."
        return (
            "Points from 0 to 100, as the anchors of each criterion say (rest on its heading). "
            "The others' points are hidden; a blank is not 0."
        )

    def _read_scorers(self) -> None:
        assert self.sheet is not None
        wanted = [(key, self.plan.records.name(Scorer.TABLE, key)) for key in self.sheet.scorers]
        box = self.scorer_box
        if wanted != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            chosen = self.scorer
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            if wanted:
                box.setCurrentIndex(max(box.findData(chosen), 0))

    def _text(self, candidate: str, criterion: str) -> str:
        if criterion == _NAME:
            return self.plan.records.name(Candidate.TABLE, candidate)
        if self.sheet is not None and self.all_box.isChecked():
            held = self.sheet.consensus(candidate, criterion)
            return "" if held is None else say_consensus(held)
        value = self._value(candidate, criterion)
        return "" if value is None else str(value)

    def _value(self, candidate: str, criterion: str) -> Value:
        key = priority_edits.score_id(candidate, criterion, self.scorer)
        held = self.plan.table(Score).get(key)
        return None if held is None else held.points

    def _write(self, cells: object) -> None:
        assert isinstance(cells, dict)
        given = {(*cell, self.scorer): value for cell, value in cells.items()}
        priority_edits.set_points(self.plan, given)

    def _describe(self) -> None:
        """Under the grid: what the cell is about, and once all are shown who gave what."""
        index: QModelIndex = self.view.currentIndex()
        cell = self.grid.cell(index)
        if cell is None or cell[1] == _NAME or self.sheet is None:
            self.cell_words.setText("")
            return
        candidate = self.plan.records.name(Candidate.TABLE, cell[0])
        held = self.plan.table(Criterion)[cell[1]]
        words = f"{candidate}, {held.name}."
        if self.all_box.isChecked():
            given = self.sheet.points.get(cell, {})
            said = [
                f"{self.plan.records.name(Scorer.TABLE, key)} {given.get(key, 'did not score')}"
                for key in self.sheet.scorers
            ]
            words += f" {', '.join(said)}."
        else:
            words += f" 0: {held.low_anchor or 'not said'}; 100: {held.high_anchor or 'not said'}."
        self.cell_words.setText(words)

    def take_focus(self) -> None:
        """The grid has the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
