"""A card with one small table whose rows lead to where they are kept: Enter or a double click goes there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.growing_list import GrowingList, Widths
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens import screen_named
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.reports.placed import PlacedRow, PlacedTable
from jcplanner.reports.report import Cell, Heading

_NUMBERS = frozenset(("money", "exact", "count", "percent"))
_LEAST, _MOST, _ROOM = 150, 560, 6 * style.STEP
_MEASURED = 300
"""Rows whose words are measured to find how wide a column has to be."""

_HEADER = 30
_ALL_ROWS = 1_000


class PlacedModel(ListModel):
    """The rows of one `PlacedTable`, figures shown in the unit of the screen."""

    def __init__(self, session: Session) -> None:
        super().__init__((), self._cells, tone=lambda held, _column: getattr(held, "tone", ""))
        self._session = session
        self.heads: tuple[Heading, ...] = ()

    def put_table(self, table: PlacedTable) -> None:
        """Show another table."""
        self.heads = table.headings
        self._right = frozenset(at for at, head in enumerate(self.heads) if head.kind in _NUMBERS)
        self.put(table.rows, [head.text for head in self.heads])

    def _cells(self, held: object) -> Sequence[str]:
        assert isinstance(held, PlacedRow)
        return [self._text(head, cell) for head, cell in zip(self.heads, held.cells, strict=True)]

    def _text(self, head: Heading, cell: Cell) -> str:
        if isinstance(cell, int) and head.kind in ("money", "exact"):
            return self._session.money(cell, exact=head.kind == "exact")
        if isinstance(cell, int) and head.kind == "percent":
            return f"{cell / 100:g}%"
        return "" if cell is None else f"{cell:,}" if isinstance(cell, int) else cell


class PlacedCard(Card):
    """A heading, how many rows there are, and the table; a sentence where it has none.

    ``wanted`` carries the `Place` of the row that a person opens.
    """

    wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        name: str,
        *,
        widths: Widths | None = None,
        whole: bool = False,
        parts: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``whole`` makes the table as high as its rows, for pages that scroll as one."""
        super().__init__("", parent)
        self.session, self._name, self._widths, self._whole = session, name, widths, whole
        self.title = PlainLabel(name, "section")
        self.count = PlainLabel("", "caption")
        self.body.addLayout(row(self.title, self.count, None, *parts))
        self.nothing = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.nothing)
        self.model = PlacedModel(session)
        self.view = GrowingList(name, self.model, widths or ())
        self.view.activated.connect(lambda _index: self.open_current())
        self.body.addWidget(self.view, 1)
        self._end = PlainLabel("")
        self.body.addWidget(self._end, 1)
        self._shown: PlacedTable | None = None

    def put(self, table: PlacedTable) -> None:
        """Show a table, the cursor staying on its row."""
        if table == self._shown and table.rows:
            return
        self._shown = table
        at = max(self.view.currentIndex().row(), 0)
        self.model.put_table(table)
        self.view.set_widths(self._widths or self._measured())
        placed = [held for held in table.rows if held.place is not None]
        self.count.setText(f"{len(placed):,}" if len(placed) > 1 else "")
        self.nothing.setText(table.empty)
        for part, is_shown in (
            (self.nothing, not table.rows),
            (self._end, not table.rows),
            (self.view, bool(table.rows)),
        ):
            part.setVisible(is_shown)
        if table.rows:
            self.view.select(min(at, len(table.rows) - 1))
        if self._whole and table.rows:
            self._fit(len(table.rows))

    def _measured(self) -> Widths:
        """As wide as the words of each column; numbers are never cut, long words may be."""
        metrics, found = self.view.fontMetrics(), list[tuple[int, int]]()
        rows = [self.model.texts(at) for at in range(min(self.model.rowCount(), _MEASURED))]
        for at, head in enumerate(self.model.heads):
            words = {head.text, *(texts[at] for texts in rows)}
            wide = max(metrics.horizontalAdvance(text) for text in words) + _ROOM
            is_number = head.kind in _NUMBERS
            found.append((wide if is_number else min(wide, _LEAST), min(wide, _MOST)))
        return found

    def _fit(self, rows: int) -> None:
        """As high as its rows, so that the page scrolls and not the table."""
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self.view.horizontalScrollBar().sizeHint().height()
        self.view.setFixedHeight(_HEADER + min(rows, _ALL_ROWS) * style.ROW_HEIGHT + bar)

    def open_current(self) -> None:
        """Go where the chosen row is kept."""
        held = self.view.current_item()
        if isinstance(held, PlacedRow) and held.place is not None:
            self.wanted.emit(held.place)

    def take_focus(self) -> bool:
        """Put the keyboard on the table; False where there is none."""
        if self.view.isHidden():
            return False
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True


def can_go(place: Place) -> bool:
    """Whether there is a screen that shows a place."""
    try:
        screen_named(place.screen)
    except KeyError:
        return False
    return True


def lead(session: Session, place: Place, before: Callable[[], object]) -> None:
    """Go to a place, after what has to be closed before."""
    if can_go(place):
        before()
        session.go(place)
