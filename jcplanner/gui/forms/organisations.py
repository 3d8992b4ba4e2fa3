"""Choose an organisation from the reference names and codes, or give the name of one that is not listed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from jcplanner.gui import style
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan.reference import Organisation, find_organisations

MOST_SHOWN = 200


class OrganisationDialog(QDialog):
    """Type to find; Enter takes. `chosen` carries the fields of the partner to be added."""

    chosen = Signal(dict)

    def __init__(self, short_names: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = {name.casefold() for name in short_names}
        self.setWindowTitle("Add partner")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        layout.addWidget(PlainLabel("Add partner", "title"))
        layout.addWidget(
            PlainLabel(
                "Type part of a name or code. Councils and NHS bodies are listed as published; any other "
                "name can be added as it is typed.",
                "caption",
                wrap=True,
            )
        )
        self.words = _Words()
        self.words.setPlaceholderText("Herefordshire, E06000019, QGH")
        self.words.setAccessibleName("Name or code")
        self.words.textChanged.connect(self._find)
        self.words.returnPressed.connect(self.take)
        layout.addWidget(self.words)
        self.model = ListModel(
            ("Name", "Kind", "Code"), _texts, tone=lambda _, at: "mute" if at else ""
        )
        self.view = ListView("Organisations", self.model, (0, 150, 110))
        self.view.activated.connect(lambda _index: self.take())
        self.view.doubleClicked.connect(lambda _index: self.take())
        self.words.list_view = self.view
        layout.addWidget(self.view, 1)
        self.count = PlainLabel("", "caption")
        self.typed_button = button("Add as typed", self.take_typed)
        self.take_button = button("Add", self.take, "primary")
        layout.addLayout(
            row(
                self.count, None, button("Cancel", self.reject), self.typed_button, self.take_button
            )
        )
        self._find("")
        self.words.setFocus()

    def _find(self, text: str) -> None:
        found = find_organisations(text)
        self.model.put(found[:MOST_SHOWN])
        if found:
            self.view.select(0)
        more = (
            f"the first {MOST_SHOWN} of {len(found):,}"
            if len(found) > MOST_SHOWN
            else f"{len(found):,}"
        )
        self.count.setText(f"{more} found" if found else "none listed under this name")
        typed = bool(text.strip())
        self.typed_button.setEnabled(typed)
        self.take_button.setEnabled(bool(found))

    def take(self) -> None:
        """Take the organisation that is chosen; where none is found, the name as it is typed."""
        found = self.view.current_item()
        if not isinstance(found, Organisation):
            self.take_typed()
            return
        short = found.kind[:1].upper() + found.kind[1:]
        self._give(
            {
                "name": found.name,
                "short_name": "" if short.casefold() in self._taken else short,
                "kind": found.kind,
                "organisation_code": found.code,
                "valid_from": found.valid_from or None,
                "valid_to": found.valid_to or None,
            }
        )

    def take_typed(self) -> None:
        """Take the name as it is typed."""
        name = " ".join(self.words.text().split())
        if name:
            self._give({"name": name})

    def _give(self, fields: dict[str, str | None]) -> None:
        self.accept()
        self.chosen.emit(fields)


def _texts(item: object) -> list[str]:
    assert isinstance(item, Organisation)
    ended = f", until {item.valid_to[:4]}" if item.has_ended else ""
    return [item.name, item.kind[:1].upper() + item.kind[1:] + ended, item.code]


class _Words(QLineEdit):
    """The field in which one types; the arrow keys move in the list below it."""

    list_view: ListView | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in moves and self.list_view is not None:
            self.list_view.keyPressEvent(event)
            return
        super().keyPressEvent(event)
