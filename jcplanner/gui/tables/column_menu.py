"""What opens on a column's header: sort it, filter it by typed words or comparisons, or by its values."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from jcplanner.domain.column import Value
from jcplanner.gui import style
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan.grid_filters import Filter, GridColumn

MOST_VALUES = 400
"""A list longer than this is no help; such a column is filtered by typing."""
WIDTH = 360
_VALUE = int(Qt.ItemDataRole.UserRole)


class ColumnMenu(QFrame):
    """A small panel over a column. Enter puts the filter in force, Escape closes."""

    sort_wanted = Signal(object)
    filter_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        column: GridColumn,
        asked: Filter | None,
        values: Sequence[tuple[Value, str]],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"Sort and filter {column.label}")
        self.setFixedWidth(WIDTH)
        page = QVBoxLayout(self)
        page.setContentsMargins(*(3 * style.STEP,) * 4)
        page.setSpacing(2 * style.STEP)
        page.addWidget(PlainLabel(column.label, "section"))
        number = column.year is not None
        up = button("Lowest first" if number else "A to Z", lambda: self._sort(False))
        down = button("Highest first" if number else "Z to A", lambda: self._sort(True))
        own = button("Own order", lambda: self._sort(None))
        page.addLayout(row(up, down, own, spacing=style.STEP))
        self.typed = QLineEdit(asked.typed if asked else "")
        self.typed.setAccessibleName(f"Filter {column.label}")
        self.typed.setClearButtonEnabled(True)
        self.typed.setPlaceholderText(
            "> 100k, < 0, 1k..5k, = for blank" if number else "Words in it"
        )
        page.addWidget(self.typed)
        page.addWidget(
            PlainLabel(
                "Amounts as shown: income counts below nought. <> turns round."
                if number
                else "=word takes the whole of it, <>word turns round, = finds blanks.",
                "caption",
                wrap=True,
            )
        )
        self.values = QListWidget()
        self.values.setAccessibleName(f"Values of {column.label}")
        self._fill(values, asked)
        self.values.setVisible(self.values.count() > 0)
        page.addWidget(self.values)
        clear = button("No filter", lambda: self._filter(None))
        apply = button("Filter", self.apply, "primary")
        page.addLayout(row(clear, None, apply))
        self.typed.returnPressed.connect(self.apply)
        self.typed.setFocus()

    def _fill(self, values: Sequence[tuple[Value, str]], asked: Filter | None) -> None:
        if len(values) > MOST_VALUES:
            return
        for value, words in values:
            item = QListWidgetItem(words or "(blank)")
            item.setData(_VALUE, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = asked is not None and asked.chosen is not None and value in asked.chosen
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        if values:
            self.values.setCurrentRow(0)
        self.values.setFixedHeight(min(max(len(values), 1), 9) * 24 + 8)

    def apply(self) -> None:
        """Filter by what is typed; else by the values that are ticked; else by nothing."""
        items = [self.values.item(place) for place in range(self.values.count())]
        ticked = [item.data(_VALUE) for item in items if item.checkState() == Qt.CheckState.Checked]
        typed = self.typed.text().strip()
        if typed:
            self._filter(Filter(typed))
        elif ticked and len(ticked) < len(items):
            self._filter(Filter(chosen=frozenset(ticked)))
        else:
            self._filter(None)

    def _filter(self, asked: Filter | None) -> None:
        self.close()
        self.filter_wanted.emit(asked)

    def _sort(self, descending: bool | None) -> None:
        self.close()
        self.sort_wanted.emit(descending)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter filters wherever the keyboard is in the panel."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        else:
            super().keyPressEvent(event)
