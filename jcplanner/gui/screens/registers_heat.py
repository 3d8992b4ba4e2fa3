"""The heat map of the risks, with what has moved since a version, and the risks of the cell in hand."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.record import Table
from jcplanner.domain.registers import Risk
from jcplanner.domain.scoring_risks import CURRENT, MOMENTS, Placed, heat_map
from jcplanner.domain.versions import Version
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.heat_map import HeatMapView, move_words
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import waiting
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.reports.heat_map import cell_words, count_words, newest_version, rank, risks_at

_SIDE = 320


class HeatPanel(Panel):
    """The map left, its cell's risks right; above, which score and since when."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._version_of: tuple[str, Table[Risk] | None] = ("", None)
        self._version_read = False
        self.moment_box, self.version_box = QuietCombo(), QuietCombo()
        self.moment_box.setAccessibleName("Which score")
        self.moment_box.setMinimumContentsLength(6)
        for moment in MOMENTS:
            self.moment_box.addItem(moment.capitalize(), moment)
        self.moment_box.setCurrentIndex(MOMENTS.index(CURRENT))
        self.version_box.setAccessibleName("Movement since")
        self.version_box.setMinimumContentsLength(9)
        for box in (self.moment_box, self.version_box):
            box.activated.connect(lambda _place: self.refresh())
        self.map = HeatMapView()
        self.map.moved.connect(lambda *_cell: self._show_cell())
        self.map.opened.connect(lambda *_cell: self.open_cell())
        self.said = PlainLabel("", "caption", wrap=True)
        card = Card()
        score, since = QLabel("&Score"), QLabel("&Movement since")
        score.setBuddy(self.moment_box)
        since.setBuddy(self.version_box)
        bar = row(
            PlainLabel("Heat map", "section"),
            None,
            score,
            self.moment_box,
            since,
            self.version_box,
        )
        bar.setStretchFactor(self.version_box, 2)
        self.version_box.setMaximumWidth(_SIDE)
        card.body.addLayout(bar)
        card.body.addWidget(self.said)
        card.body.addWidget(self.map, 1)
        self.model = ListModel(("Risk", "Was"), self._texts)
        self.view = GrowingList("Risks of the cell", self.model, ((96, 900), (100, 124)))
        self.view.activated.connect(lambda _index: self._open_risk())
        self.cell_words = PlainLabel("", "caption", wrap=True)
        self.beside = PlainLabel("", "caption", wrap=True)
        side = Card("Risks of the cell")
        side.body.addWidget(self.cell_words)
        side.body.addWidget(self.view, 1)
        side.body.addWidget(self.beside)
        side.setMinimumWidth(236)
        side.setMaximumWidth(_SIDE + 120)
        held = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, held)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(3 * style.STEP)
        self._across.addWidget(card, 5)
        self._across.addWidget(side, 2)
        self.page.addWidget(held, 1)
        self.next_score = self.command("Next s&core", "Alt+Right", lambda: self._turn(1))
        self.last_score = self.command("Score &before", "Alt+Left", lambda: self._turn(-1))

    def actions_offered(self) -> list[QAction]:
        """Which score is shown."""
        return [self.last_score, self.next_score]

    def take_focus(self) -> None:
        """The map has the keyboard."""
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, by: int) -> None:
        self.moment_box.setCurrentIndex((self.moment_box.currentIndex() + by) % len(MOMENTS))
        self.refresh()

    @property
    def moment(self) -> str:
        """Which of the three scores is shown."""
        return self.moment_box.currentData()

    def refresh(self) -> None:
        """Draw the open risks as they now stand."""
        self._read_versions()
        version = self.version_box.currentData() or ""
        held = heat_map(self.plan.table(Risk), self.moment, self._before(version))
        self.map.show_map(held)
        said = f"{count_words(held.count)} by {self.moment} score. "
        if not held.count:
            said = (
                f"No open risk has a {self.moment} score yet: score them in the register of risks. "
            )
        else:
            said += "Arrows move, Enter goes to the risks of a cell. "
        if self.version_box.count() == 1:
            said += "Freeze a version on the History screen to see what moves from then on."
        self.said.setText(said)
        parts: list[str] = []
        if held.unscored:
            many = len(held.unscored)
            who = "1 risk stands" if many == 1 else f"{many:,} risks stand"
            parts.append(f"{who} beside the map, without a {self.moment} score.")
        if held.left:
            names = "; ".join(name for name, _ in held.left[:5])
            parts.append(
                f"No longer on the map: {names}{', and more' if len(held.left) > 5 else ''}."
            )
        self.beside.setText(" ".join(parts))
        self.beside.setVisible(bool(parts))
        self._show_cell()

    def _read_versions(self) -> None:
        """The versions, the newest first; it is chosen the first time."""
        versions = sorted(self.plan.table(Version).values(), key=lambda held: -held.step_place)
        wanted = [("", "nothing"), *((held.id, held.name) for held in versions)]
        box = self.version_box
        if wanted == [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            return
        newest = newest_version(self.plan)
        chosen = box.currentData() if self._version_read else (newest.id if newest else "")
        self._version_read = True
        box.clear()
        for key, name in wanted:
            box.addItem(name, key)
        box.setCurrentIndex(max(box.findData(chosen), 0))

    def _before(self, version: str) -> Table[Risk] | None:
        """The risks as the version froze them, read once while it is chosen: what it froze never moves."""
        if not version:
            return None
        if self._version_of[0] != version:
            found: Table[Risk] | None = None
            try:
                with waiting():
                    found = risks_at(self.plan, version)
            except Refusal as refusal:
                tell(self, str(refusal))
                self.version_box.setCurrentIndex(0)
                return None
            self._version_of = (version, found)
        return self._version_of[1]

    def _show_cell(self) -> None:
        likelihood, impact = self.map.cell
        held = sorted(self.map.held.at(likelihood, impact), key=lambda risk: rank(risk.score))
        self.model.put(held)
        self.cell_words.setText(cell_words(self.map.held, likelihood, impact).partition(". ")[0])
        if held:
            self.view.select(0)

    def _texts(self, item: object) -> tuple[str, str]:
        assert isinstance(item, Placed)
        return (item.name, move_words(item) if item.words else "")

    def open_cell(self) -> None:
        """Put the keyboard on the risks of the cell; a single one is opened."""
        held = self.map.held.at(*self.map.cell)
        if len(held) == 1:
            self.session.go(Place("registers", Risk.TABLE, held[0].risk))
        elif held:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_risk(self) -> None:
        item = self.view.current_item()
        if isinstance(item, Placed):
            self.session.go(Place("registers", Risk.TABLE, item.risk))
