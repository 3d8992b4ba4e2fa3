"""Control totals on the Gap screen: the register with headroom, and the partners that share each one."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from jcplanner.domain.assumptions import ControlTotal
from jcplanner.domain.control_totals import Controlled, controlled, partners_under
from jcplanner.domain.partners import Partner
from jcplanner.gui import style
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, NOWHERE, RIGHT, Index
from jcplanner.gui.widgets import PlainLabel
from jcplanner.plan import gap_edits


class ControlTable(RecordTable):
    """Control totals with their headroom in a last column, which is worked out and only read."""

    def __init__(self, session: Session, columns: list[str], parent: QObject) -> None:
        super().__init__(session.plan, ControlTotal, columns, parent=parent)
        self.session = session
        self.headroom: dict[str, int | None] = {}

    def read(self, found: list[Controlled]) -> None:
        """Take over the headrooms as they now stand."""
        self.headroom = {held.control.id: held.headroom for held in found}
        if self.ids:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(0, last), self.index(len(self.ids) - 1, last))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The fields, and the headroom."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The labels, the headroom's at the right over its figures."""
        if section == len(self.columns) and orientation is Qt.Orientation.Horizontal:
            return {DISPLAY: "Headroom", ALIGN: RIGHT}.get(role)
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """A field, or the headroom: in brackets where it is overdrawn."""
        if not index.isValid() or index.column() < len(self.columns):
            return super().data(index, role)
        if role == ALIGN:
            return RIGHT
        if role != DISPLAY:
            return None
        return self.session.money(self.headroom.get(self.id_at(index.row())), exact=True)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The headroom is read, not typed."""
        if index.isValid() and index.column() == len(self.columns):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return super().flags(index)


_FIELDS = (("name", 0), ("year", 78), ("amount", 138), ("compared", 186))
_HEADROOM = 138


class ControlTotalsSection(RecordSection):
    """The register of control totals; beside the form, the partners that share the one chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            ControlTotal,
            (*_FIELDS, ("", _HEADROOM)),
            "What some partners together may spend in a year. Choose the partners that share it: the plan "
            "says what they come to and how much room is left.",
        )
        self.headroom = PlainLabel("", wrap=True)
        self.form_card.body.insertWidget(1, self.headroom)
        self.sharing = QWidget()
        self._boxes: dict[str, QCheckBox] = {}
        self._below = QVBoxLayout(self.sharing)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(style.STEP)
        self._below.addWidget(PlainLabel("Partners that share it", "caption"))
        self.form.body.insertWidget(0, self.sharing)
        self.show_current()

    def make_model(self) -> QAbstractItemModel:
        """The list, with the headroom."""
        return ControlTable(self.session, [name for name, _ in _FIELDS], self)

    def add(self) -> None:
        """Add a control total for the first year after the base year."""
        self.form.settle()
        self.add_record(year=self.plan.years[min(1, len(self.plan.years) - 1)])

    def box(self, partner: str) -> QCheckBox:
        """The box of a partner."""
        return self._boxes[partner]

    def show_current(self) -> None:
        """Bring list and form to what stands."""
        assert isinstance(self.model, ControlTable)
        self.model.read(list(controlled(self.plan.records, self.plan.figures)))
        super().show_current()

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        if not hasattr(self, "sharing"):
            return
        self.sharing.setVisible(bool(key))
        self._show_partners(key)
        found = controlled(self.plan.records, self.plan.figures)
        held = next((one for one in found if one.control.id == key), None)
        self.headroom.setVisible(held is not None)
        if held is None:
            return
        if held.headroom is None:
            self.headroom.setText("Choose partners, a year and an amount to see the headroom.")
            self.headroom.set_role("muted")
            return
        comes = self.session.money(held.compared, exact=True)
        room = self.session.money(abs(held.headroom), exact=True)
        if held.headroom < 0:
            self.headroom.setText(f"Comes to {comes}: overdrawn by {room}.")
        else:
            self.headroom.setText(f"Comes to {comes}: headroom {room}.")
        self.headroom.set_role("bad" if held.headroom < 0 else "good")

    def _show_partners(self, key: str) -> None:
        wanted = {held.id: held.short for held in self.plan.table(Partner).ordered()}
        if {held: box.text() for held, box in self._boxes.items()} != {
            held: _plain(name) for held, name in wanted.items()
        }:
            for box in self._boxes.values():
                box.deleteLater()
            self._boxes = {}
            for partner, name in wanted.items():
                box = QCheckBox(_plain(name))
                box.setAccessibleName(f"{name} shares this control total")
                box.clicked.connect(lambda _on=False: self._share())
                self._below.addWidget(box)
                self._boxes[partner] = box
        sharing = partners_under(self.plan.records, key) if key else ()
        for partner, box in self._boxes.items():
            box.setChecked(partner in sharing)

    def _share(self) -> None:
        chosen = [partner for partner, box in self._boxes.items() if box.isChecked()]
        key = self.key
        self.session.do(lambda: gap_edits.share_control_total(self.plan, key, chosen), self)


def _plain(name: str) -> str:
    """A name as the words of a box, in which an & stands for itself."""
    return name.replace("&", "&&")
