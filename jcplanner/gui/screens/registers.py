"""Risks & lessons: the registers at the left, each with how many are open; the one in hand at the right."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from jcplanner.domain.joint_contracts import bought_apart
from jcplanner.domain.problems import Place
from jcplanner.domain.register_kinds import BY_TABLE, REGISTERS, Register
from jcplanner.domain.registers import Contract, Risk
from jcplanner.gui import style
from jcplanner.gui.area_file_dialog import area_file_of
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.registers_files import RegisterFiles
from jcplanner.gui.screens.registers_heat import HeatPanel
from jcplanner.gui.screens.registers_kinds import SECTIONS
from jcplanner.gui.screens.registers_section import RegisterSection
from jcplanner.gui.screens.registers_twice import TwicePanel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, ScreenHead, button
from jcplanner.plan.plan import Notice

HEAT, TWICE = "heat_map", "bought_twice"
LIST_WIDTH, NARROW = 274, 1_000
_OWN = frozenset(
    {*BY_TABLE, "benefit_amount", "contract_share", "service_area", "partner", "body", "proposal"}
    | {"budget_line", "saving", "version"}
)
"""Tables whose changes move something here."""


@dataclass(frozen=True)
class Entry:
    """One row of the list at the left: a register, or a view of one."""

    key: str
    title: str
    register: Register | None


ENTRIES: tuple[Entry, ...] = tuple(
    entry
    for held in REGISTERS
    for entry in (
        Entry(held.kind.TABLE, held.title, held),
        *((Entry(HEAT, "\u2003Heat map", None),) if held.kind is Risk else ()),
        *((Entry(TWICE, "\u2003Bought twice", None),) if held.kind is Contract else ()),
    )
)


class RegistersScreen(Screen):
    """Registers are made when they are first looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.parts: dict[str, RegisterSection | Panel] = {}
        self._waiting: set[str] = set()
        self.files = RegisterFiles(session, self)
        self.head = ScreenHead("Risks & lessons", "")
        self.head.about.setMinimumWidth(1)
        self.in_button = button("Bring in from a file\u2026", self.bring_in)
        self.out_button = button("Write to a file\u2026", self.write_out)
        self.in_button.setToolTip("Ctrl+Shift+I")
        self.out_button.setToolTip("Ctrl+Shift+E")
        self.page.addWidget(self.head)
        self.box = QuietCombo()
        self.box.setAccessibleName("Register")
        self.box.setMinimumContentsLength(15)
        for entry in ENTRIES:
            self.box.addItem(entry.title, entry.key)
        self.box.activated.connect(lambda place: self.list.select(place))
        self.box.hide()
        self.head.add(self.box)
        self.head.add(self.in_button)
        self.head.add(self.out_button)
        self.model = ListModel(("Register", "Open"), self._texts, right=(1,))
        self.model.put(ENTRIES)
        self.list = ListView("Registers", self.model, (0, 56))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(lambda _index: self._into_part())
        card = Card()
        card.setFixedWidth(LIST_WIDTH)
        card.body.setContentsMargins(*(2 * style.STEP,) * 4)
        card.body.addWidget(self.list, 1)
        self.card = card
        self.stack = QStackedWidget()
        held = QWidget()
        across = QBoxLayout(QBoxLayout.Direction.LeftToRight, held)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(3 * style.STEP)
        across.addWidget(card)
        across.addWidget(self.stack, 1)
        self.page.addWidget(held, 1)
        self._make_actions()
        self.list.selectionModel().currentRowChanged.connect(lambda *_at: self._turned())
        self.list.select(0)

    def _make_actions(self) -> None:
        def on_section(verb: str, *given: int):
            def call() -> None:
                section = self.section
                if section is not None:
                    getattr(section, verb)(*given)

            return call

        self.next_action = self.command("Ne&xt register", "Ctrl+PgDown", lambda: self._turn(1))
        self.last_action = self.command("Register &before", "Ctrl+PgUp", lambda: self._turn(-1))
        self.add_action = self.command("&Add", "Ctrl+N", on_section("add"))
        self.remove_action = self.command("Rem&ove", "Ctrl+Del", on_section("remove"))
        self.up_action = self.command("Move &up", "Alt+Up", on_section("move", -1))
        self.down_action = self.command("Move do&wn", "Alt+Down", on_section("move", 1))
        self.sort_action = self.command(
            "&Sort by the column of the cursor", "Ctrl+Shift+O", on_section("sort_by")
        )
        self.all_action = self.command("Sho&w all", "Ctrl+Shift+A", on_section("clear_filter"))
        self.heat_action = self.command("Heat &map", "Ctrl+M", lambda: self.show_part(HEAT))
        self.twice_action = self.command(
            "Same provider bought &twice", "Alt+T", lambda: self.show_part(TWICE)
        )
        self.file_action = self.command(
            "&Everything about the area\u2026", "Ctrl+Shift+F", self.open_area_file
        )
        self.in_action = self.command("Bring &in from a file\u2026", "Ctrl+Shift+I", self.bring_in)
        self.out_action = self.command("Write to a &file\u2026", "Ctrl+Shift+E", self.write_out)

    # The parts

    @property
    def entry(self) -> Entry:
        """The row of the list that is chosen."""
        return ENTRIES[max(self.list.currentIndex().row(), 0)]

    @property
    def part(self) -> RegisterSection | Panel:
        """What is in sight."""
        return self.part_of(self.entry.key)

    @property
    def section(self) -> RegisterSection | None:
        """The register in sight; none on the heat map and on what is bought twice."""
        part = self.part
        return part if isinstance(part, RegisterSection) else None

    def part_of(self, key: str) -> RegisterSection | Panel:
        """The part with a key, made when it is first asked for."""
        if key not in self.parts:
            if key == HEAT:
                made: RegisterSection | Panel = HeatPanel(self.session)
            elif key == TWICE:
                made = TwicePanel(self.session)
            else:
                make = SECTIONS.get(key, RegisterSection)
                made = make(self.session, BY_TABLE[key])
            self.parts[key] = made
            self._waiting.add(key)
            self.stack.addWidget(made)
        return self.parts[key]

    def show_part(self, key: str) -> RegisterSection | Panel:
        """Turn to a register, the heat map or what is bought twice."""
        places = [held.key for held in ENTRIES]
        self.list.select(places.index(key))
        return self.part

    def _turn(self, by: int) -> None:
        self.list.select((self.list.currentIndex().row() + by) % len(ENTRIES))
        self.take_focus()

    def _turned(self) -> None:
        self.box.setCurrentIndex(self.list.currentIndex().row())
        self.stack.setCurrentWidget(self.part)
        self._show_part()
        self._allow()
        self.offers_changed.emit()

    def _allow(self) -> None:
        is_register = self.section is not None
        self.in_button.setEnabled(is_register)
        self.out_button.setEnabled(is_register)

    def _into_part(self) -> None:
        """Enter on the list goes into the register."""
        part = self.part
        if isinstance(part, RegisterSection):
            (part.view if part.model.rowCount() else part.add_button).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        else:
            part.take_focus()

    def actions_offered(self) -> list[QAction]:
        """Turning, what is done with records, what only this register has, files."""
        found = [self.last_action, self.next_action, self.heat_action, self.twice_action]
        found.append(self.separator())
        section = self.section
        if section is not None:
            one = section.kind.ONE
            self.add_action.setText(f"&Add {one}")
            self.remove_action.setText(f"Rem&ove {one}")
            found += [self.add_action, self.remove_action, self.up_action, self.down_action]
            found += [self.sort_action, self.all_action, self.separator()]
        verbs = self.part.actions_offered()
        if verbs:
            found += [*verbs, self.separator()]
        return [*found, self.file_action, self.separator(), self.in_action, self.out_action]

    def take_focus(self) -> None:
        """The keyboard begins on the list of registers."""
        where = self.list if self.width() >= NARROW else self.box
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, a box in the head takes the place of the list."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        at_work = self.list.hasFocus() or self.box.hasFocus()
        # What goes is hidden before what comes is shown: both together would make the window wider.
        shown, hidden = (
            ((self.box,), (self.card, self.head.about))
            if narrow
            else (
                (self.card, self.head.about),
                (self.box,),
            )
        )
        for held in hidden:
            held.hide()
        for held in shown:
            held.show()
        if at_work and not (self.list.hasFocus() or self.box.hasFocus()):
            self.take_focus()

    # What is shown

    def _texts(self, item: object) -> tuple[str, str]:
        assert isinstance(item, Entry)
        if item.key == TWICE:
            apart = len(bought_apart(self.plan.records, self.plan.figures))
            return (item.title, f"{apart:,}" if apart else "")
        if item.register is None:
            return (item.title, "")
        return (item.title, f"{item.register.count_open(self.plan.records):,}")

    def follow(self, notice: Notice) -> None:
        """Counts, and the part in sight; the others follow when they are turned to."""
        if not notice.everything and not notice.tables & _OWN:
            return
        self._waiting = set(self.parts)
        self._read_counts()
        part = self.part
        if isinstance(part, RegisterSection):
            self._waiting.discard(self.entry.key)
            part.follow(notice)
        else:
            self._show_part()

    def refresh(self) -> None:
        """Show the plan as it now stands."""
        self._waiting = set(self.parts)
        self._read_counts()
        self._show_part()
        self._allow()

    def _read_counts(self) -> None:
        row = self.list.currentIndex().row()
        chosen = self.list.selectionModel().blockSignals(True)
        self.model.put(ENTRIES)
        self.list.setCurrentIndex(self.model.index(max(row, 0), 0))
        self.list.selectionModel().blockSignals(chosen)
        whole = sum(len(self.plan.table(held.kind)) for held in REGISTERS)
        self.head.about.setText(
            f"{whole:,} records, each tied to an area and a stage of the pathway"
            if whole
            else "Nothing recorded yet: choose a register and add its first record (Ctrl+N)"
        )

    def _show_part(self) -> None:
        key, part = self.entry.key, self.part
        if isinstance(part, Panel):
            part.refresh()
        elif key in self._waiting:
            part.catch_up()
        self._waiting.discard(key)

    def show_place(self, place: Place) -> None:
        """Lead to a record of a register, to the heat map, or to a provider that is bought twice."""
        if place.table == TWICE:
            part = self.show_part(TWICE)
            if isinstance(part, TwicePanel):
                part.show_provider(place.id)
                part.take_focus()
        elif place.table == HEAT:
            part = self.show_part(HEAT)
            if isinstance(part, HeatPanel):
                part.take_focus()
        elif place.table in BY_TABLE:
            part = self.show_part(place.table)
            if isinstance(part, RegisterSection):
                part.select(place.id)
                part.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def standing(self) -> Any:
        """The register in sight, and of each the filter and the record that is chosen."""
        held = {
            key: (part.asked, part.key)
            for key, part in self.parts.items()
            if isinstance(part, RegisterSection)
        }
        return self.entry.key, held

    def resume(self, standing: Any) -> None:
        """Show the same register, filtered alike, on the same record."""
        key, held = standing
        for table, (asked, record) in held.items():
            part = self.part_of(table)
            if isinstance(part, RegisterSection):
                part.ask(asked)
                if part.table.row_of(record) >= 0:
                    part.select(record)
        self.show_part(key)
        self.box.setCurrentIndex(self.list.currentIndex().row())

    def find(self, text: str) -> None:
        """Show the records of the register in sight that have these words."""
        section = self.section
        if section is not None:
            section.show_words(text)

    def open_area_file(self) -> None:
        """Show everything about the area of the chosen record, or about the first one."""
        section = self.section
        record = self.plan.records.named(self.entry.key).get(section.key) if section else None
        area_file_of(self.session, getattr(record, "service_area", None), self)

    # Files

    def bring_in(self) -> None:
        """Choose a file and bring its rows into the register in sight, after saying what would change."""
        section = self.section
        if section is not None:
            self.files.choose_in(section.register)

    def write_out(self) -> None:
        """Choose a file and write the register in sight into it."""
        section = self.section
        if section is not None:
            self.files.choose_out(section.register)
