"""Gap: what would be spent if nothing were done, what there is, and what closes the difference."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.assumptions import ESTIMATES, Assumption, ControlTotal, Pressure, Resource
from jcplanner.domain.gap import COMMISSIONERS, EVERYONE, PROVIDERS, Gap, is_used
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.domain.requirement import CENTRAL
from jcplanner.domain.savings import Saving
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.lines_dialog import show_lines
from jcplanner.gui.screens.gap_charts import (
    BridgePanel,
    GapChart,
    SensitivityPanel,
    TrajectoryPanel,
)
from jcplanner.gui.screens.gap_controls import ControlTotalsSection
from jcplanner.gui.screens.gap_grid import YearCell
from jcplanner.gui.screens.gap_records import (
    AssumptionsSection,
    PressuresSection,
    ResourcesPanel,
)
from jcplanner.gui.screens.gap_savings import SavingsPanel
from jcplanner.gui.screens.key_figures import KeyFigure
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import NothingYet, ScreenHead, button, row
from jcplanner.plan.plan import Notice
from jcplanner.reports.behind import Drill
from jcplanner.reports.gap_drawings import Asked
from jcplanner.reports.gap_figures import GapFigure, gap_figures

NARROW, LOW = 900, 560
FIGURE, NARROW_FIGURE = 150, 112
_OTHERS = frozenset(
    {"risk_share_rule", "risk_share", "contribution", "instalment", "agreement_term", "outturn"}
)
"""Tables whose changes move nothing here."""


class GapScreen(Screen):
    """Year, side and estimate are chosen in the head; five key figures; a tab for each part."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.gap: Gap | None = None
        self._stands = False
        self.year_box = YearBox()
        self.whose_box, self.estimate_box = QuietCombo(), QuietCombo()
        self.whose_box.setAccessibleName("Whose gap")
        self.whose_box.setMinimumContentsLength(14)
        self.estimate_box.setAccessibleName("Estimate")
        self.estimate_box.setMinimumContentsLength(7)
        for estimate in ESTIMATES:
            self.estimate_box.addItem(estimate.capitalize(), estimate)
        self.estimate_box.setCurrentIndex(ESTIMATES.index(CENTRAL))
        self.weighted = QCheckBox("&Weighted savings")
        self.weighted.setToolTip("Weight savings by how sure they are (Alt+W)")
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.whose_box.activated.connect(lambda _place: self.refresh())
        self.estimate_box.activated.connect(lambda _place: self.refresh())
        self.weighted.toggled.connect(lambda _on: self.refresh())

        self.figures = [
            KeyFigure(lambda place=place: self.open_figure(place)) for place in range(5)
        ]
        self._figures: tuple[GapFigure, ...] = ()
        self.bridge, self.trajectory = BridgePanel(session), TrajectoryPanel(session)
        self.sensitivity = SensitivityPanel(session)
        self.assumptions, self.pressures = AssumptionsSection(session), PressuresSection(session)
        self.resources, self.controls = ResourcesPanel(session), ControlTotalsSection(session)
        self.savings = SavingsPanel(session)
        self.trajectory.area_chosen.connect(self._show_part)
        self.parts: dict[str, QWidget] = {
            "Bridge": self.bridge,
            "Trajectory": self.trajectory,
            "Assumptions": self.assumptions,
            "Pressures": self.pressures,
            "Resources": self.resources,
            "Control totals": self.controls,
            "Savings": self.savings,
            "Sensitivity": self.sensitivity,
        }
        self._make_actions()
        self._lay_out()

    def _lay_out(self) -> None:
        head = ScreenHead("Gap", "")
        for held in (self.weighted, self.whose_box, self.estimate_box, self.year_box):
            head.add(held)
        self.head = head
        self.page.addWidget(head)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the gap")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the gap")
        for title, part in self.parts.items():
            inside = QWidget()
            layout = QHBoxLayout(inside)
            layout.setContentsMargins(0, 2 * style.STEP, 0, 0)
            layout.addWidget(part)
            self.tabs.addTab(inside, title)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        full = QWidget()
        down = QVBoxLayout(full)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2 * style.STEP)
        across = row(*self.figures, spacing=2 * style.STEP)
        for place in range(len(self.figures)):
            across.setStretch(place, 1)
        down.addLayout(across)
        down.addWidget(self.tabs, 1)
        self.faces = QStackedWidget()
        self.faces.addWidget(full)
        self.faces.addWidget(self._nothing_yet())
        self.page.addWidget(self.faces, 1)

    def _nothing_yet(self) -> QWidget:
        """What is shown before anything is said about the gap."""
        self.first_assumption = button("Add the first assumption", self.begin, "primary")
        self.first_resource = button(
            "Type what partners have", lambda: self._begin_on(self.resources)
        )
        self.first_saving = button("Look at savings", lambda: self._begin_on(self.savings), "link")
        return NothingYet(
            "Nothing is assumed yet",
            "The gap is what would be spent if nothing were done, less what there is. Begin with one "
            "reason why costs grow, such as pay and prices; then say what each partner has.",
            self.first_assumption,
            self.first_resource,
            self.first_saving,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, charts stand alone and key figures say only themselves."""
        super().resizeEvent(event)
        narrow, low = self.width() < NARROW, self.height() < LOW
        for figure in self.figures:
            figure.setMinimumWidth(NARROW_FIGURE if narrow else FIGURE)
            figure.about.setVisible(not low)
        self.head.about.setVisible(not narrow)
        for part in (self.bridge, self.trajectory):
            part.side.setVisible(not narrow)

    # Commands

    def _make_actions(self) -> None:
        def on_register(verb: str, *given: int):
            def call() -> None:
                if self.register is not None:
                    getattr(self.register, verb)(*given)

            return call

        self.next_year = self.command("&Next year", "Alt+Right", lambda: self.year_box.move(1))
        self.last_year = self.command("&Year before", "Alt+Left", lambda: self.year_box.move(-1))
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
        part = self.part
        return part if isinstance(part, RecordSection) else None

    def actions_offered(self) -> list[QAction]:
        """Year and part, and what is done with the part in sight."""
        found = [self.last_year, self.next_year, self.last_part, self.next_part, self.separator()]
        register, part = self.register, self.part
        if register is not None:
            self.add_action.setText(f"&Add {register.kind.ONE}")
            self.remove_action.setText(f"&Remove {register.kind.ONE}")
            found += [self.add_action, self.remove_action, self.up_action, self.down_action]
        if register is self.assumptions:
            view = self.assumptions.grid_view
            found += [self.separator(), view.fill_action, view.paste_action]
        if isinstance(part, Panel):
            found += part.actions_offered()
        return found

    def take_focus(self) -> None:
        """The keyboard begins on the part in sight, or on the first thing to do."""
        if self.faces.currentIndex():
            self.first_assumption.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Add the first assumption, its name ready to be typed."""
        self._begin_on(self.assumptions)
        self.assumptions.add()

    def _begin_on(self, part: QWidget) -> None:
        self._stands = True
        self.faces.setCurrentIndex(0)
        self.show_part(part)
        self.refresh()

    def show_part(self, part: QWidget) -> None:
        """Turn to a part."""
        self.tabs.setCurrentIndex(list(self.parts.values()).index(part))

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.tabBar().setFocus()

    def _turned(self) -> None:
        self._show_part()
        self.offers_changed.emit()

    # What is shown

    @property
    def asked(self) -> Asked:
        """What the head asks for."""
        return Asked(
            self.year_box.year,
            self.whose_box.currentData() or COMMISSIONERS,
            self.estimate_box.currentData(),
            self.weighted.isChecked(),
        )

    def follow(self, notice: Notice) -> None:
        """A step that moves nothing here is let pass."""
        if notice.everything or not notice.tables <= _OTHERS:
            self.refresh()

    def refresh(self) -> None:
        """Work the gap out again, from the kept sums, and show it in the part in sight."""
        self.year_box.read(self.plan)
        self._read_partners()
        asked = self.asked
        self.gap = asked.gap(self.plan)
        self._figures = gap_figures(self.plan, self.gap, asked.year, asked.whose)
        something = self._stands or is_used(self.plan.records) or bool(self.plan.table(Saving))
        empty = not something and not any(
            self.gap.of(year, EVERYONE).resource for year in self.gap.years
        )
        self.faces.setCurrentIndex(1 if empty else 0)
        for box in (self.weighted, self.whose_box, self.estimate_box, self.year_box):
            box.setVisible(not empty)
        for card, held in zip(self.figures, self._figures, strict=True):
            card.show_figure(held.label, held.figure, held.about, opens=True)
        self.head.about.setText(self._figures[0].scope)
        if not empty:
            self._show_part()

    def _show_part(self) -> None:
        part = self.part
        if self.gap is None:
            return
        if isinstance(part, GapChart):
            part.show_gap(self.gap, self.asked)
        elif isinstance(part, ResourcesPanel):
            part.show_gap(self.gap)
        elif isinstance(part, RecordSection):
            part.show_current()
        elif isinstance(part, Panel):
            part.refresh()

    def _read_partners(self) -> None:
        """Both sides, everyone, and each partner by itself."""
        wanted = [
            (COMMISSIONERS, "Commissioners"),
            (PROVIDERS, "Providers"),
            (EVERYONE, "Both added together"),
        ]
        wanted += [(held.id, held.short) for held in self.plan.table(Partner).ordered()]
        box = self.whose_box
        if wanted != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            chosen = box.currentData()
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            box.setCurrentIndex(max(box.findData(chosen), 0))

    def open_figure(self, place: int) -> None:
        """Open what is behind a key figure: its lines, or the part of the screen that makes it up."""
        opens = self._figures[place].opens
        if isinstance(opens, Drill):
            show_lines(self.session, opens, self)
        else:
            self.show_part(self.parts[opens])

    def show_place(self, place: Place) -> None:
        """Lead to an assumption, a pressure, a resource, a control total or a saving, and its year."""
        self.year_box.read(self.plan)
        self.year_box.choose(place.year)
        sections: dict[str, RecordSection] = {
            Assumption.TABLE: self.assumptions,
            Pressure.TABLE: self.pressures,
            ControlTotal.TABLE: self.controls,
        }
        if place.table in sections:
            section = sections[place.table]
            self._begin_on(section)
            section.select(place.id)
            section.view.setFocus()
            if section is self.assumptions and place.year in self.plan.pathway_years:
                cells = self.assumptions.grid_view.grid.cells
                wanted = (place.year, "central")
                cell = next(held for held in cells if (held.year, held.field) == wanted)
                self.assumptions.grid_view.go_to_cell(place.id, cell)
        elif place.table == Resource.TABLE:
            self._begin_on(self.resources)
            cell = YearCell(place.year or 0, "amount", "")
            cells = [held for held in self.resources.grid.cells if held.year == cell.year]
            self.resources.view.go_to_cell(place.id, cells[0] if cells else None)
            self.resources.view.setFocus()
        elif place.table == Saving.TABLE:
            self._begin_on(self.savings)
            show = getattr(self.savings, "show_place", None)
            if show is not None:
                show(place)
        else:
            self.refresh()

    def find(self, text: str) -> None:
        """Choose the next record of the register in sight whose name has these words."""
        register, wanted = self.register, text.casefold().strip()
        if register is None or not wanted:
            return
        ids = [held.id for held in self.plan.table(register.kind).ordered()]
        start = ids.index(register.key) + 1 if register.key in ids else 0
        for key in ids[start:] + ids[:start]:
            if wanted in self.plan.records.name(register.kind.TABLE, key).casefold():
                register.select(key)
                return
