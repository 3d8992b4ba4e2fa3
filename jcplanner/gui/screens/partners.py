"""Partners & areas: who takes part, what they buy together, where the money comes from, which years."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from jcplanner.domain.budgets import FundingAmount, FundingSource
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea
from jcplanner.gui.forms.area_tree import AreasSection
from jcplanner.gui.forms.funding import FundingSection
from jcplanner.gui.forms.host_question import PoolSection
from jcplanner.gui.forms.organisations import OrganisationDialog
from jcplanner.gui.forms.plan_section import PlanSection
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.forms.stated import StatedSection
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import ScreenHead
from jcplanner.plan.plan import Notice

_SHOWN = {
    kind.TABLE
    for kind in (Partner, Body, ServiceArea, FundingSource, FundingAmount, Pool, StatedFigure)
}
"""The tables that forms and lists of this screen read."""


class PartnersScreen(Screen):
    """One tab for each kind of record that the plan stands on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.page.addWidget(
            ScreenHead(
                "Partners & areas", "who takes part, what is bought together, and for which years"
            )
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Sections")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Sections")
        self.partners = RecordSection(
            session,
            Partner,
            (
                ("name", 0),
                ("short_name", 110),
                ("kind", 160),
                ("plan_role", 116),
                ("organisation_code", 136),
            ),
            "The councils, NHS bodies and others in the plan. Each keeps its own budget and its own "
            "decision.",
            adder=self._choose_organisation,
        )
        self.bodies = RecordSection(
            session,
            Body,
            (("name", 0), ("partner", 150), ("kind", 170), ("authority", 110), ("meets", 120)),
            "The cabinets, governing bodies and boards through which each partner decides.",
        )
        self.areas = AreasSection(session)
        self.funding = FundingSection(session)
        self.pools = PoolSection(session)
        self.stated = StatedSection(session)
        self.details = PlanSection(session)
        self._sections: dict[str, QWidget] = {
            Partner.TABLE: self.partners,
            Body.TABLE: self.bodies,
            ServiceArea.TABLE: self.areas,
            FundingSource.TABLE: self.funding,
            Pool.TABLE: self.pools,
            StatedFigure.TABLE: self.stated,
            PlanDetails.TABLE: self.details,
        }
        for section, title in zip(
            self._sections.values(),
            (
                "Partners",
                "Bodies",
                "Service areas",
                "Funding sources",
                "Pools",
                "Stated figures",
                "Plan and years",
            ),
            strict=True,
        ):
            page = QWidget()
            inside = QHBoxLayout(page)
            inside.setContentsMargins(0, 12, 0, 0)
            inside.addWidget(section)
            self.tabs.addTab(page, title)
        self.page.addWidget(self.tabs, 1)
        self._make_actions()
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self._tell_actions()

    @property
    def section(self) -> QWidget:
        """The section in sight."""
        return list(self._sections.values())[self.tabs.currentIndex()]

    @property
    def register(self) -> RecordSection | None:
        """The register in sight; none on the plan's own page."""
        section = self.section
        return section if isinstance(section, RecordSection) else None

    def _make_actions(self) -> None:
        def on_register(verb: str, *given: int):
            def call() -> None:
                if self.register is not None:
                    getattr(self.register, verb)(*given)

            return call

        self.add_action = self.command("&Add", "Ctrl+N", on_register("add"))
        self.remove_action = self.command("&Remove", "Ctrl+Del", on_register("remove"))
        self.up_action = self.command("Move &up", "Alt+Up", on_register("move", -1))
        self.down_action = self.command("Move &down", "Alt+Down", on_register("move", 1))
        self.nest_action = self.command(
            "Make &part of the one above", "Alt+Right", lambda: self.areas.nest(True)
        )
        self.unnest_action = self.command(
            "Take &out of its parent", "Alt+Left", lambda: self.areas.nest(False)
        )
        self.next_action = self.command("&Next section", "Ctrl+PgDown", lambda: self._turn(1))
        self.previous_action = self.command(
            "&Previous section", "Ctrl+PgUp", lambda: self._turn(-1)
        )
        for register in self._sections.values():
            if isinstance(register, RecordSection):
                register.add_button.setToolTip("Ctrl+N")
                register.remove_button.setToolTip("Ctrl+Del")
                register.up_button.setToolTip("Alt+Up")
                register.down_button.setToolTip("Alt+Down")

    def actions_offered(self) -> list[QAction]:
        """Add, remove, move, nest, and turn to another section."""
        line = QAction(self)
        line.setSeparator(True)
        return [
            self.add_action,
            self.remove_action,
            self.up_action,
            self.down_action,
            self.nest_action,
            self.unnest_action,
            line,
            self.next_action,
            self.previous_action,
        ]

    def _tell_actions(self) -> None:
        register = self.register
        what = register.kind.ONE if register else "record"
        self.add_action.setText(f"&Add {what}")
        self.remove_action.setText(f"&Remove {what}")
        for held in (self.add_action, self.remove_action, self.up_action, self.down_action):
            held.setEnabled(register is not None)
        for held in (self.nest_action, self.unnest_action):
            held.setEnabled(register is self.areas)

    def _turned(self) -> None:
        self._tell_actions()
        if self.section is self.stated:
            self.stated.show_current()

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.tabBar().setFocus()

    def show_place(self, place: Place) -> None:
        """Turn to the section of a record and choose it."""
        if place.table not in self._sections:
            return
        section = self._sections[place.table]
        self.tabs.setCurrentIndex(list(self._sections).index(place.table))
        if isinstance(section, RecordSection) and place.id:
            section.select(place.id)
            section.view.setFocus()

    def find(self, text: str) -> None:
        """Choose the next record of the section whose name has these words."""
        register, wanted = self.register, text.casefold().strip()
        if register is None or not wanted:
            return
        ids = [held.id for held in self.plan.table(register.kind).ordered()]
        start = ids.index(register.key) + 1 if register.key in ids else 0
        for key in ids[start:] + ids[:start]:
            if wanted in self.plan.records.name(register.kind.TABLE, key).casefold():
                register.select(key)
                return

    def follow(self, notice: Notice) -> None:
        """Amounts of lines move nothing here but what stated figures are compared with."""
        if notice.everything or notice.tables & _SHOWN:
            self.refresh()
        elif self.section is self.stated:
            self.stated.show_current()

    def refresh(self) -> None:
        """Show every section as the plan now stands: a few hundred rows at most."""
        for section in self._sections.values():
            if isinstance(section, RecordSection):
                section.show_current()
        self.details.show_current()

    def _choose_organisation(self) -> None:
        held = self.plan.table(Partner).values()
        dialog = OrganisationDialog([partner.short_name for partner in held], self)
        dialog.chosen.connect(lambda fields: self.partners.add_record(**fields))
        dialog.open()
