"""What differs between two versions, or a version and now: totals, lines and fields, and where each is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QTabWidget, QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.record_places import place_of
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import waiting
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.reports.differences import Differences, Key, LineMoved, TotalMoved
from jcplanner.reports.differences_report import (
    FIELD_HEADS,
    LINE_HEADS,
    FieldMoved,
    field_cells,
    fields_moved,
    headline,
    kind_of_money,
    line_cells,
    scope,
)

_ALL = "all"
"""What the boxes hold for all partners and all areas; None stands for lines that have none."""

_CASH = ("revenue", False)
_KIND_OF_LINE = 5
"""The column of the lines that says whether they are revenue or capital, cash or in kind."""

_TOTALS = (
    ("By year", ("year",)),
    ("By partner", ("partner", "year")),
    ("By service area", ("area", "year")),
    ("By nature", ("nature", "in_kind", "year")),
)


class CompareDialog(QDialog):
    """Show it with `open()`. What it shows does not follow the plan: nothing else can be done meanwhile."""

    def __init__(
        self, session: Session, differences: Differences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.differences = session, differences
        self.setWindowTitle(f"{differences.before.name} compared with {differences.after.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(760, 420)
        self.resize(1260, 640)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        layout.addWidget(PlainLabel(self.windowTitle(), "title"))
        self.headline = PlainLabel(headline(differences), wrap=True)
        layout.addWidget(self.headline)
        layout.addWidget(PlainLabel(scope(differences), "caption", wrap=True))
        self.partner_box = self._box("Partner", "All partners", "partner", Partner)
        self.area_box = self._box("Service area", "All service areas", "area", ServiceArea)
        self.moved_only = QCheckBox("&Only what differs")
        self.moved_only.setChecked(True)
        self.moved_only.toggled.connect(lambda _on: self.read())
        layout.addLayout(row(self.partner_box, self.area_box, self.moved_only, None))
        self.totals = self._list(
            "Totals",
            ("Total", "Year", "Before", "After", "Difference"),
            self._total_texts,
            (0, 80, 150, 150, 150),
            (2, 3, 4),
        )
        self.lines = self._list(
            "Lines",
            [head.text for head in LINE_HEADS],
            lambda held: _texts(line_cells(differences, held)),
            (160, 150, 0, 84, 76, 110, 134, 134, 134),
            (6, 7, 8),
        )
        self.fields = self._list(
            "Fields",
            [head.text for head in FIELD_HEADS],
            lambda held: _texts(field_cells(held)),
            (160, 0, 160, 180, 180, 134),
            (5,),
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("What differs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("What differs")
        for view in (self.totals, self.lines, self.fields):
            self.tabs.addTab(view, view.accessibleName())
        self.tabs.currentChanged.connect(lambda _place: self._read_tab())
        layout.addWidget(self.tabs, 1)
        self.said = PlainLabel("", "caption")
        self.copy_button = button("Copy the table", self.copy)
        self.copy_button.setToolTip("Ctrl+Shift+C")
        self.show_button = button("Show it", self.show_it, "primary")
        self.show_button.setToolTip("Enter")
        layout.addLayout(
            row(self.said, None, self.copy_button, button("Close", self.reject), self.show_button)
        )
        QShortcut(QKeySequence("Ctrl+Shift+C"), self).activated.connect(self.copy)
        self._read: dict[str, tuple[object, ...]] = {}
        self.read()
        self.totals.setFocus()

    def _box(self, name: str, everything: str, edge: str, kind: type) -> QuietCombo:
        """All, then those of either side by name, then none."""
        made = QuietCombo()
        made.setAccessibleName(name)
        made.setMinimumContentsLength(22)
        made.addItem(everything, _ALL)
        held = self.differences
        order = held.order(edge)
        keys = {*held.before.records.table(kind), *held.after.records.table(kind)}
        for key in sorted(keys, key=lambda key: order((key,))):
            made.addItem(held.edge_name(edge, key), key)
        made.addItem(held.edge_name(edge, None), None)
        made.activated.connect(lambda _place: self.read())
        return made

    def _list(self, name: str, heads: Sequence[str], texts, widths, right) -> ListView:
        model = ListModel(
            heads, texts, right=right, tone=_tone, chosen=lambda held: not isinstance(held, str)
        )
        view = ListView(name, model, widths)
        view.activated.connect(lambda _index: self.show_it())
        view.selectionModel().currentRowChanged.connect(lambda *_: self._allow())
        return view

    @property
    def view(self) -> ListView:
        """The list in sight."""
        return (self.totals, self.lines, self.fields)[self.tabs.currentIndex()]

    @property
    def only(self) -> dict[str, Key]:
        """The partner and area that are chosen, by edge; what is left out counts all."""
        boxes = (("partner", self.partner_box), ("area", self.area_box))
        return {edge: box.currentData() for edge, box in boxes if box.currentData() != _ALL}

    def read(self) -> None:
        """Show what the boxes ask for; the lists out of sight are read when they are looked at."""
        self._read.clear()
        self._read_tab()

    def _read_tab(self) -> None:
        view = self.view
        if view.accessibleName() not in self._read:
            made = {"Totals": self._totals, "Lines": self._lines, "Fields": self._fields}
            with waiting():
                items = made[view.accessibleName()]()
            self._read[view.accessibleName()] = items
            view.list_model.put(items)
            chosen = (place for place, held in enumerate(items) if not isinstance(held, str))
            first = next(chosen, None)
            if first is not None:
                view.select(first)
        self.moved_only.setVisible(view is self.totals)
        # Where all of it is revenue in cash, the room is for the names.
        alike = {(held.nature, held.in_kind) for held in self.differences.lines} <= {_CASH}
        self.lines.setColumnHidden(_KIND_OF_LINE, alike)
        rows = sum(1 for held in view.list_model.items if not isinstance(held, str))
        self.said.setText(f"{rows:,} {'row' if rows == 1 else 'rows'}" if rows else "Nothing here")
        self.copy_button.setEnabled(rows > 0)
        self._allow()

    def _totals(self) -> tuple[object, ...]:
        found: list[object] = []
        for title, edges in _TOTALS:
            every = {"nature": None, "in_kind": None} if "nature" in edges else {}
            held = self.differences.totals(*edges, only=self.only, **every)
            moved = [one for one in held if one.difference or not self.moved_only.isChecked()]
            if moved:
                found += [title, *((edges, one) for one in moved)]
        return tuple(found)

    def _lines(self) -> tuple[object, ...]:
        return tuple(held for held in self.differences.lines if self._counts(held))

    def _fields(self) -> tuple[object, ...]:
        every = fields_moved(self.differences, self.differences.changes)
        return tuple(held for held in every if self._counts(held))

    def _counts(self, held: LineMoved | FieldMoved) -> bool:
        return all(getattr(held, edge) == key for edge, key in self.only.items())

    def _total_texts(self, held: object) -> list[str]:
        if isinstance(held, str):
            return [held]
        edges, moved = held  # type: ignore[misc]
        assert isinstance(moved, TotalMoved)
        keys = dict(zip(edges, moved.keys, strict=True))
        what = "All"
        if "nature" in keys:
            what = kind_of_money(str(keys["nature"]), bool(keys["in_kind"]))
        for edge in ("partner", "area"):
            if edge in keys:
                what = self.differences.edge_name(edge, keys[edge])
        return [
            what,
            year_label(int(keys["year"] or 0)),
            *_texts(moved[1:]),
            show_plain(moved.difference),
        ]

    def _place(self) -> Place | None:
        """Where the chosen row is shown: a record, or the lines behind a total."""
        held, records = self.view.current_item(), self.session.plan.records
        if isinstance(held, LineMoved):
            place = place_of(records, BudgetLine.TABLE, held.line)
            return place and Place(place.screen, place.table, place.id, held.year)
        if isinstance(held, FieldMoved):
            return place_of(records, held.table, held.id) if held.id else None
        if isinstance(held, tuple):
            keys = dict(zip(held[0], held[1].keys, strict=True))
            for edge, table in (("partner", "partner"), ("area", "service_area")):
                if edge in keys and (keys[edge] is None or keys[edge] in records.named(table)):
                    return Place("budgets", table, keys[edge] or "", keys["year"])
        return None

    def _allow(self) -> None:
        self.show_button.setEnabled(self._place() is not None)

    def show_it(self) -> None:
        """Close, and lead to where the chosen row is shown; nothing where it is no longer in the plan."""
        place = self._place()
        if place is not None:
            self.accept()
            self.session.go(place)

    def copy(self) -> None:
        """Put the table in sight on the clipboard, headings first."""
        self.view.copy(all_rows=True)
        rows = len(QApplication.clipboard().text().splitlines()) - 1
        self.said.setText(f"{rows:,} rows copied, to be pasted into Excel")


def _texts(cells: Sequence[object]) -> list[str]:
    """Cells as people read them: money in full."""
    return [
        "" if cell is None else show_plain(cell) if isinstance(cell, int) else str(cell)
        for cell in cells
    ]


def _tone(held: object, column: int) -> str:
    return "accent" if isinstance(held, str) else ""
