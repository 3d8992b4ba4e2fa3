"""People: officers' time taken stock of, and the commissioners' posts before and after. Never persons."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.screens.people_stocktake import StocktakePanel
from jcplanner.gui.screens.people_structure import StructurePanel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import ScreenHead
from jcplanner.plan.plan import Notice

_OWN = frozenset({OfficerTime.TABLE, Post.TABLE, "partner", "service_area", "plan"})


class PeopleScreen(Screen):
    """A tab each for the stocktake and the structure."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.stocktake = StocktakePanel(session)
        self.structure = StructurePanel(session)
        self.panels = {"Stocktake": self.stocktake, "Structure": self.structure}
        self.page.addWidget(
            ScreenHead("People", "officers' time beside the money, posts before and after")
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of People")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of People")
        for title, panel in self.panels.items():
            inside = QWidget()
            layout = QHBoxLayout(inside)
            layout.setContentsMargins(0, 2 * style.STEP, 0, 0)
            layout.addWidget(panel)
            self.tabs.addTab(inside, title)
        self.page.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self.next_part = self.command("Next &part", "Ctrl+PgDown", lambda: self._turn(1))
        self.last_part = self.command("Pre&vious part", "Ctrl+PgUp", lambda: self._turn(-1))

    @property
    def panel(self) -> StocktakePanel | StructurePanel:
        """The part in sight."""
        return list(self.panels.values())[self.tabs.currentIndex()]

    def actions_offered(self) -> list[QAction]:
        """Turning the tabs, and what is done with the part in sight."""
        return [self.last_part, self.next_part, self.separator(), *self.panel.actions_offered()]

    def show_panel(self, panel: StocktakePanel | StructurePanel) -> None:
        """Turn to a part."""
        self.tabs.setCurrentIndex(list(self.panels.values()).index(panel))

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.panel.take_focus()

    def _turned(self) -> None:
        self.panel.refresh()
        self.offers_changed.emit()

    def follow(self, notice: Notice) -> None:
        """Only what people, partners and areas change is shown here."""
        if notice.everything or notice.tables & _OWN:
            self.refresh()

    def refresh(self) -> None:
        """Show the part in sight as it now stands."""
        self.panel.refresh()

    def take_focus(self) -> None:
        """Work begins in the part in sight."""
        self.panel.take_focus()

    def show_place(self, place: Place) -> None:
        """Lead to an entry of the stocktake, or to a post."""
        if place.table in (OfficerTime.TABLE, Post.TABLE):
            panel = self.stocktake if place.table == OfficerTime.TABLE else self.structure
            self.show_panel(panel)
            panel.show_place(place)
        else:
            self.refresh()

    def standing(self) -> Any:
        """The tab in sight, and the record that is chosen on it."""
        return self.tabs.currentIndex(), self.panel.section.key

    def resume(self, standing: Any) -> None:
        """Show the same tab, on the same record."""
        self.tabs.setCurrentIndex(standing[0])
        self.panel.section.go_to(standing[1])

    def find(self, text: str) -> None:
        """Go to the next record of the part in sight with these words in its name."""
        section, wanted = self.panel.section, text.casefold().strip()
        keys = [held.id for held in self.plan.table(section.kind).ordered()]
        at = keys.index(section.key) + 1 if section.key in keys else 0
        for key in [*keys[at:], *keys[:at]]:
            if wanted and wanted in self.plan.records.name(section.kind.TABLE, key).casefold():
                section.go_to(key)
                return
