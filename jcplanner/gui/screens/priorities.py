"""Priorities: scoring and ranking, sensitivity, the best set; envelopes; the programme map."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from jcplanner.domain.priorities import (
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeSpend,
    Scorer,
)
from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.priorities_envelopes import EnvelopesPanel
from jcplanner.gui.screens.priorities_map import MapPanel
from jcplanner.gui.screens.priorities_ranking import RankingPanel
from jcplanner.gui.screens.priorities_records import (
    AboutPanel,
    CandidatesSection,
    CriteriaSection,
    OwnSection,
    ScorersSection,
)
from jcplanner.gui.screens.priorities_scores import ScoresPanel
from jcplanner.gui.screens.priorities_sensitivity import SensitivityPanel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import NothingYet, ScreenHead, button
from jcplanner.plan import priority_edits


class PrioritiesScreen(Screen):
    """The prioritisation and the year are chosen in the head; a tab for each part."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._begun = False
        self.box = QuietCombo()
        self.box.setAccessibleName("Prioritisation")
        self.box.setMinimumContentsLength(24)
        self.box.activated.connect(lambda _place: self._show_part())
        self.year_box = YearBox()
        self.year_box.chosen.connect(lambda _year: self._show_part())
        self.new_button = button("New prioritisation", self.new, "primary")
        self.new_button.setToolTip("Ctrl+Shift+K")
        self.ranking, self.scores = RankingPanel(session), ScoresPanel(session)
        self.sensitivity = SensitivityPanel(session)
        self.criteria, self.candidates = CriteriaSection(session), CandidatesSection(session)
        self.scorers, self.about = ScorersSection(session), AboutPanel(session)
        self.envelopes, self.map = EnvelopesPanel(session), MapPanel(session)
        self.parts: dict[str, QWidget] = {
            "Ranking": self.ranking,
            "Scores": self.scores,
            "Candidates": self.candidates,
            "Criteria": self.criteria,
            "Scorers": self.scorers,
            "Sensitivity": self.sensitivity,
            "About": self.about,
            "Envelopes": self.envelopes,
            "Programme map": self.map,
        }
        self._make_actions()
        self._lay_out()

    def _lay_out(self) -> None:
        head = ScreenHead("Priorities", "what comes first, and what each area may spend")
        self.head = head
        for held in (self.box, self.year_box, self.new_button):
            head.add(held)
        self.page.addWidget(head)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the priorities")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the priorities")
        for title, part in self.parts.items():
            inside = QWidget()
            layout = QHBoxLayout(inside)
            layout.setContentsMargins(0, 2 * style.STEP, 0, 0)
            layout.addWidget(part)
            self.tabs.addTab(inside, title)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self.begin_button = button("Start a prioritisation", self.new, "primary")
        self.envelopes_button = button("Set envelopes", lambda: self._begin_on(self.envelopes))
        self.map_button = button("Map spending", lambda: self._begin_on(self.map), "link")
        nothing = NothingYet(
            "Nothing is prioritised yet",
            "Score candidates against weighted criteria, each scorer alone before anything is discussed; see "
            "what an envelope pays for, and what each programme area may spend. A prioritisation starts with "
            "criteria in common use, to be changed as you like.",
            self.begin_button,
            self.envelopes_button,
            self.map_button,
        )
        self.faces = QStackedWidget()
        self.faces.addWidget(self.tabs)
        self.faces.addWidget(nothing)
        full = QWidget()
        down = QVBoxLayout(full)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.faces)
        self.page.addWidget(full, 1)

    # Commands

    def _make_actions(self) -> None:
        def on_register(verb: str, *given: int):
            def call() -> None:
                if self.register is not None:
                    getattr(self.register, verb)(*given)

            return call

        self.new_action = self.command("&New prioritisation", "Ctrl+Shift+K", self.new)
        self.next_exercise = self.command(
            "Next pr&ioritisation", "Alt+PgDown", lambda: self._move(self.box, 1)
        )
        self.next_year = self.command("Next &year", "Alt+Right", lambda: self.year_box.move(1))
        self.last_year = self.command("Year &before", "Alt+Left", lambda: self.year_box.move(-1))
        self.next_part = self.command("Next &part", "Ctrl+PgDown", lambda: self._turn(1))
        self.last_part = self.command("Pre&vious part", "Ctrl+PgUp", lambda: self._turn(-1))
        self.add_action = self.command("&Add", "Ctrl+N", on_register("add"))
        self.remove_action = self.command("&Remove", "Ctrl+Del", on_register("remove"))
        self.up_action = self.command("Move &up", "Alt+Up", on_register("move", -1))
        self.down_action = self.command("Move &down", "Alt+Down", on_register("move", 1))

    @property
    def part(self) -> QWidget:
        """The part in sight."""
        return list(self.parts.values())[self.tabs.currentIndex()]

    @property
    def register(self) -> RecordSection | None:
        """The register in sight; none on the other parts."""
        part = self.map.section if self.part is self.map else self.part
        return part if isinstance(part, RecordSection) else None

    @property
    def exercise(self) -> str | None:
        """The prioritisation that is chosen."""
        return self.box.currentData()

    def actions_offered(self) -> list[QAction]:
        """Prioritisation, year and part, and what is done with the part in sight."""
        found = [self.new_action, self.next_exercise, self.last_year, self.next_year]
        found += [self.last_part, self.next_part, self.separator()]
        register, part = self.register, self.part
        if register is not None:
            self.add_action.setText(f"&Add {register.kind.ONE}")
            self.remove_action.setText(f"&Remove {register.kind.ONE}")
            found += [self.add_action, self.remove_action, self.up_action, self.down_action]
        if isinstance(part, CandidatesSection):
            found += [self.separator(), *part.take_actions]
        elif isinstance(part, Panel):
            found += part.actions_offered()
        return found

    def take_focus(self) -> None:
        """The keyboard begins on the part in sight, or on the first thing to do."""
        if self.faces.currentIndex():
            self.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def new(self) -> None:
        """Start a prioritisation and turn to its candidates."""
        key = self.session.do(lambda: priority_edits.add_exercise(self.plan), self)
        if key is not None:
            self.refresh()
            self.box.setCurrentIndex(self.box.findData(key))
            self.show_part(self.about)
            self._show_part()
            self.about.form.focus()

    def _begin_on(self, part: QWidget) -> None:
        self._begun = True
        self.refresh()
        self.show_part(part)
        self._show_part()

    def show_part(self, part: QWidget) -> None:
        """Turn to a part."""
        self.tabs.setCurrentIndex(list(self.parts.values()).index(part))

    def _move(self, box: QuietCombo, by: int) -> None:
        if box.count():
            box.setCurrentIndex((box.currentIndex() + by) % box.count())
            self._show_part()

    def _turn(self, by: int) -> None:
        count, place = self.tabs.count(), self.tabs.currentIndex()
        for _ in range(count):
            place = (place + by) % count
            if self.tabs.isTabVisible(place):
                break
        self.tabs.setCurrentIndex(place)
        self.tabs.tabBar().setFocus()

    def _turned(self) -> None:
        self._show_part()
        self.offers_changed.emit()

    # What is shown

    def refresh(self) -> None:
        """Show the part in sight as the plan now stands."""
        self.year_box.read(self.plan)
        self._read_exercises()
        something = self._begun or any(
            self.plan.table(kind) for kind in (Exercise, Envelope, ProgrammeSpend)
        )
        self.faces.setCurrentIndex(0 if something else 1)
        has_exercise = self.exercise is not None
        self.box.setVisible(has_exercise)
        self.new_button.setVisible(something)
        for place, part in enumerate(self.parts.values()):
            self.tabs.setTabVisible(place, has_exercise or part in (self.envelopes, self.map))
        if something:
            self._show_part()

    def _read_exercises(self) -> None:
        wanted = [(held.id, held.name) for held in self.plan.table(Exercise).ordered()]
        box = self.box
        if wanted != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            chosen = self.exercise
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            if wanted:
                box.setCurrentIndex(max(box.findData(chosen), 0))

    def _show_part(self) -> None:
        part, year, exercise = self.part, self.year_box.year, self.exercise
        by_year = part in (self.envelopes, self.map, self.candidates)
        self.year_box.setVisible(by_year and not self.faces.currentIndex())
        if isinstance(part, EnvelopesPanel):
            part.show_year(year, exercise)
        elif isinstance(part, MapPanel):
            part.show_year(year)
        elif isinstance(
            part, OwnSection | RankingPanel | ScoresPanel | SensitivityPanel | AboutPanel
        ):
            self.candidates.year = year
            part.show_exercise(exercise)

    def show_place(self, place: Place) -> None:
        """Lead to a prioritisation, a record of one, an envelope and its year, or a spend."""
        self.refresh()
        self.year_box.choose(place.year)
        sections: dict[str, OwnSection] = {
            Criterion.TABLE: self.criteria,
            Candidate.TABLE: self.candidates,
            Scorer.TABLE: self.scorers,
        }
        if place.table == Exercise.TABLE and place.id in self.plan.table(Exercise):
            self._choose(place.id)
            self.show_part(self.scores)
            self._show_part()
        elif place.table in sections:
            section = sections[place.table]
            if place.id in self.plan.table(section.kind):
                self._choose(str(self.plan.table(section.kind).value(place.id, "exercise")))
            self.show_part(section)
            self._show_part()
            section.select(place.id)
            section.view.setFocus()
        elif place.table == Envelope.TABLE:
            self._begin_on(self.envelopes)
            area = place.id.partition(":")[0]
            if area in self.envelopes.grid.rows:
                self.envelopes.view.go_to(list(self.envelopes.grid.rows).index(area), 3)
            self.envelopes.view.setFocus()
        elif place.table == ProgrammeSpend.TABLE:
            self._begin_on(self.map)
            self.map.section.select(place.id)
            self.map.section.view.setFocus()

    def _choose(self, exercise: str) -> None:
        self.box.setCurrentIndex(max(self.box.findData(exercise), 0))

    def find(self, text: str) -> None:
        """Choose the next record of the register in sight whose name has these words."""
        register, wanted = self.register, text.casefold().strip()
        if register is None or not wanted:
            return
        model = register.model
        ids = [register.key_of(model.index(at, 0)) for at in range(model.rowCount())]
        start = ids.index(register.key) + 1 if register.key in ids else 0
        for key in ids[start:] + ids[:start]:
            if wanted in self.plan.records.name(register.kind.TABLE, key).casefold():
                register.select(key)
                return
