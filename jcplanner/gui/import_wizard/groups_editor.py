"""Layout "across": the runs of columns that are lines, each with the column that states its total."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from jcplanner.exchange.mapping import EXPENDITURE, INCOME, ColumnGroup
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.widgets import PlainLabel, button

HEADINGS = (
    "Name, or that of its area",
    "First column",
    "Last column",
    "Total to check",
    "Holds",
)

POPUP_WIDTH = 420
"""Headings are long; the list that opens shows them whole."""


class GroupsEditor(QWidget):
    """One row of fields for each group; every change is told at once."""

    def __init__(self, on_change: Callable[[tuple[ColumnGroup, ...]], None]) -> None:
        super().__init__()
        self._on_change = on_change
        self._groups: list[ColumnGroup] = []
        self._headings: list[str] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(2 * style.STEP)
        self._layout.setVerticalSpacing(style.STEP)

    def show_groups(self, groups: tuple[ColumnGroup, ...], headings: list[str]) -> None:
        """Show groups over the headings of the file."""
        self._groups, self._headings = list(groups), headings
        self._build()

    def _build(self) -> None:
        while (held := self._layout.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for column, text in enumerate(HEADINGS):
            self._layout.addWidget(PlainLabel(text, "caption"), 0, column)
            self._layout.setColumnStretch(column, 3 if column < 4 else 1)
        for place, group in enumerate(self._groups):
            self._add_row(place, group)
        add = button("Add a group", self._add)
        self._layout.addWidget(add, len(self._groups) + 1, 0)
        self._layout.setRowStretch(len(self._groups) + 2, 1)

    def _add_row(self, place: int, group: ColumnGroup) -> None:
        name = QLineEdit(group.name)
        name.setAccessibleName(f"Name of group {place + 1}")
        name.editingFinished.connect(lambda: self._set(place, name=name.text().strip()))
        self._layout.addWidget(name, place + 1, 0)
        for column, field in enumerate(("first", "last", "total"), start=1):
            box = QuietCombo()
            box.view().setMinimumWidth(POPUP_WIDTH)
            if field == "total":
                box.addItem("None", "")
            for heading in self._headings:
                box.addItem(heading, heading)
            value = getattr(group, field)
            found = next(
                (at for at in range(box.count()) if _plain(box.itemData(at)) == _plain(value)), -1
            )
            box.setCurrentIndex(found)
            box.setAccessibleName(f"{HEADINGS[column]} of group {place + 1}")
            box.activated.connect(
                lambda _at, box=box, field=field: self._set(place, **{field: box.currentData()})
            )
            self._layout.addWidget(box, place + 1, column)
        side = QuietCombo()
        side.addItem("Expenditure", EXPENDITURE)
        side.addItem("Income", INCOME)
        side.setCurrentIndex(side.findData(group.direction))
        side.setAccessibleName(f"What group {place + 1} holds")
        side.activated.connect(lambda _at: self._set(place, direction=side.currentData()))
        self._layout.addWidget(side, place + 1, 4)
        remove = button("Remove", lambda: self._remove(place), "link")
        remove.setAccessibleName(f"Remove group {place + 1}")
        self._layout.addWidget(remove, place + 1, 5)

    def _set(self, place: int, **fields: str) -> None:
        if place < len(self._groups):
            made = replace(self._groups[place], **fields)
            if made != self._groups[place]:
                self._groups[place] = made
                self._on_change(tuple(self._groups))

    def _add(self) -> None:
        first = self._headings[0] if self._headings else ""
        self._groups.append(ColumnGroup(f"Group {len(self._groups) + 1}", first, first))
        self._on_change(tuple(self._groups))
        self._build()

    def _remove(self, place: int) -> None:
        del self._groups[place]
        self._on_change(tuple(self._groups))
        self._build()


def _plain(heading: str | None) -> str:
    return " ".join((heading or "").split()).casefold()
