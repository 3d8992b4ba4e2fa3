"""Between head and grid: the filters in force and what was just done; and what stands there without lines."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jcplanner.gui import style
from jcplanner.gui.widgets import PlainLabel, button
from jcplanner.plan.grid_filters import Filter, GridColumn, say_filter
from jcplanner.plan.plan import Plan

LONGEST = 48


class FilterBar(QWidget):
    """One button for each filter in force, which takes it off; on the right, what was just done."""

    def __init__(
        self, plan: Plan, take_off: Callable[[str], object], clear: Callable[[], object]
    ) -> None:
        super().__init__()
        self._plan, self._take_off, self._clear = plan, take_off, clear
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(2 * style.STEP)
        self.said = PlainLabel("", "caption")
        layout.addLayout(self._chips)
        layout.addStretch(1)
        layout.addWidget(self.said)
        self.hide()

    def show_filters(self, filters: Mapping[str, Filter], columns: Sequence[GridColumn]) -> None:
        """Show these filters."""
        while self._chips.count():
            held = self._chips.takeAt(0).widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        by_key = {column.key: column for column in columns}
        for key, asked in filters.items():
            words = say_filter(self._plan.records, by_key[key], asked)
            self._chips.addWidget(self._chip(words, key))
        if len(filters) > 1:
            self._chips.addWidget(button("Clear all filters", self._clear, "link"))
        self._show()

    def _chip(self, words: str, key: str) -> QPushButton:
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        made = button(f"{short.replace('&', '&&')}  ✕", lambda: self._take_off(key))
        made.setAccessibleName(f"Take off the filter {words}")
        return made

    def say(self, words: str) -> None:
        """Say what was just done; "" says nothing."""
        if words != self.said.text():
            self.said.setText(words)
            self.said.setAccessibleName(words)
            self._show()

    def _show(self) -> None:
        self.setVisible(self._chips.count() > 0 or bool(self.said.text()))


class NoLines(QWidget):
    """What stands in place of the grid while there is no line to show, with what to do next."""

    def __init__(
        self,
        bring_in: Callable[[], object],
        add: Callable[[], object],
        clear: Callable[[], object],
    ) -> None:
        super().__init__()
        page = QVBoxLayout(self)
        page.setSpacing(2 * style.STEP)
        page.addStretch(2)
        self.words, self.more = PlainLabel("", "section"), PlainLabel("", "muted")
        for label in (self.words, self.more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            page.addWidget(label)
        choices = QHBoxLayout()
        choices.setContentsMargins(0, 2 * style.STEP, 0, 0)
        choices.addStretch(1)
        self.bring_in = button("Bring in budgets", bring_in, "primary")
        self.add = button("Add a line", add)
        self.clear = button("Clear all filters", clear)
        for made in (self.bring_in, self.add, self.clear):
            choices.addWidget(made)
        choices.addStretch(1)
        page.addLayout(choices)
        page.addStretch(3)

    def say(self, *, filtered: bool) -> None:
        """Say why there is nothing: all filtered away, or no lines yet."""
        if filtered:
            self.words.setText("No line passes the filters")
            self.more.setText("Take a filter off to see lines again.")
        else:
            self.words.setText("No budget lines yet")
            self.more.setText(
                "Bring in each partner's existing budget from a file, or add lines by hand."
            )
        self.bring_in.setVisible(not filtered)
        self.add.setVisible(not filtered)
        self.clear.setVisible(filtered)
        self.setFocusProxy(self.clear if filtered else self.bring_in)
