"""The history of one cell or field: every value that it has had, when, by which step, by whom."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jcplanner.domain.record import Record
from jcplanner.gui import style
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan.fields import column_named
from jcplanner.plan.wording import say_record, say_value, say_when
from jcplanner.store.journal import Step

_Entry = tuple[Step, str, str]


class HistoryDialog(QDialog):
    """Show it with `open()`. ``field`` is a column of the record; none gives the steps of the whole."""

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        key: str,
        field: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plan = session.plan
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 380)
        record = say_record(session.plan, kind.TABLE, key, None)
        name = column_named(kind, field).label if field else ""
        self.setWindowTitle(f"History of {record}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        heading = PlainLabel(f"{record}: {name.lower()}" if name else record, "section", wrap=True)
        layout.addWidget(heading)
        self.model = ListModel(
            ("When", "Step", "Before", "After", "Who"), _texts, right=(2, 3) if field else ()
        )
        self.view = ListView("History", self.model, (150, 0, 130, 130, 90))
        self.model.put(self._entries(kind, key, field))
        layout.addWidget(self.view, 1)
        count = len(self.model.items)
        words = f"{count:,} {'change' if count == 1 else 'changes'}, the newest first"
        self.count = PlainLabel(words if count else "Nothing has changed here yet.", "caption")
        close = button("Close", self.accept, "primary")
        copy = button("Copy all", lambda: self.view.copy(all_rows=True))
        layout.addLayout(row(self.count, None, copy, close))
        if count:
            self.view.select(0)
        self.view.setFocus()

    def _entries(self, kind: type[Record], key: str, field: str | None) -> list[_Entry]:
        column = column_named(kind, field or kind.NAMED_BY)
        return [
            (step, say_value(self._plan, column, before), say_value(self._plan, column, after))
            for step, before, after in reversed(self._plan.history(kind, key, field))
        ]


def _texts(entry: object) -> list[str]:
    step, before, after = entry  # type: ignore[misc]
    return [say_when(step.at), step.name, before or "blank", after or "blank", step.author]
