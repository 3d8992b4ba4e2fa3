"""One register: its table with filters by words, area, stage and state, and the form of the chosen record."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton

from jcplanner.domain.pathway import STAGES
from jcplanner.domain.register_kinds import Register
from jcplanner.domain.registers import Contract
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.screens.registers_columns import ABOUT, COLUMNS
from jcplanner.gui.screens.registers_table import WORKED_OUT, RegisterTable
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import STAGE_WORDS, PlainLabel, button, row
from jcplanner.plan import edits
from jcplanner.plan.fields import column_named
from jcplanner.plan.plan import Notice
from jcplanner.plan.register_filter import NO_AREA, OPEN, RegisterFilter, filter_of

WIDE = 640
"""Pixels of a table from which columns marked as such have room."""

_WORKED_WIDTH = 112
_TYPING_PAUSE = 150


class RegisterSection(RecordSection):
    """The register of one kind of record; subclasses add what only that kind has."""

    def __init__(self, session: Session, register: Register) -> None:
        self.register = register
        self.asked = RegisterFilter()
        self._sorting: tuple[int, Qt.SortOrder] | None = None
        columns = [(name, width) for name, width, _ in COLUMNS[register.kind.TABLE]]
        super().__init__(session, register.kind, columns, ABOUT[register.kind.TABLE])
        self.list_card.setMinimumWidth(300)
        self.about = next(
            held
            for held in self.list_card.findChildren(PlainLabel)
            if held.text() == ABOUT[register.kind.TABLE]
        )
        self._make_filters()
        self.verbs: list[QAction] = []
        self.verb_buttons: list[tuple[QPushButton, Callable[[str], bool]]] = []
        self.add_verbs()
        if self.verb_buttons:
            made = row(*(held for held, _ in self.verb_buttons), None)
            self.form_card.body.insertLayout(1, made)
        self._read_areas()
        self.show_current()

    def add_verbs(self) -> None:
        """What is done with the records of this register alone: `add_verb` for each."""

    def add_verb(
        self, text: str, keys: str, then: Callable[[str], object], usable: Callable[[str], bool]
    ) -> QPushButton:
        """Make one such command, with its button over the form; it is told the id of the record."""

        def call() -> None:
            key = self.key
            if key and usable(key):
                self.form.settle()
                then(key)

        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: call())
        # The command has the key: with one of its own the button would make it ambiguous.
        made = button(text.replace("&", ""), call)
        made.setToolTip(keys)
        self.verbs.append(action)
        self.verb_buttons.append((made, usable))
        return made

    # The list

    def make_model(self) -> QAbstractItemModel:
        """The table of the register."""
        names = [name for name, _ in self._columns]
        return RegisterTable(self.plan, self.kind, names, parent=self)

    def make_view(self) -> QAbstractItemView:
        """The list; a click on a heading sorts, a third one gives people's own order back."""
        view = super().make_view()
        assert isinstance(view, TableView)
        if self.kind.TABLE in WORKED_OUT:
            view.horizontalHeader().resizeSection(len(self._columns), _WORKED_WIDTH)
        view.horizontalHeader().setSectionsClickable(True)
        view.horizontalHeader().sectionClicked.connect(self.sort_by)
        view.viewport().installEventFilter(self)
        return view

    @property
    def table(self) -> RecordTable:
        """The model, as what it is."""
        assert isinstance(self.model, RecordTable)
        return self.model

    def sort_by(self, column: int = -1) -> None:
        """Sort by a column, by that of the cursor where none is named; again: downwards, then not at all."""
        at = column if column >= 0 else max(self.view.currentIndex().column(), 0)
        orders = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
        if self._sorting is None or self._sorting[0] != at:
            self._sorting = (at, orders[0])
        elif self._sorting[1] is orders[0]:
            self._sorting = (at, orders[1])
        else:
            self._sorting = None
        self.table.sort(*(self._sorting or (-1, orders[0])))
        if isinstance(self.view, TableView):
            header = self.view.horizontalHeader()
            header.setSortIndicatorShown(self._sorting is not None)
            if self._sorting is not None:
                header.setSortIndicator(*self._sorting)
        self.show_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A narrow list leaves away what the form says as well."""
        if event.type() == QEvent.Type.Resize and watched is self.view.viewport():
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Hide the columns for which there is no room."""
        if not isinstance(self.view, TableView) or len(self._columns) < 2:
            return
        narrow = self.view.viewport().width() < WIDE
        for place, (_, _, wide) in enumerate(COLUMNS[self.kind.TABLE]):
            self.view.setColumnHidden(place, wide and narrow)

    # Filters

    def _make_filters(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText("words")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(90)
        self.words.setAccessibleName(f"Words in {self.kind.MANY}")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_PAUSE)
        self._soon.timeout.connect(self.apply_filter)
        self.words.textChanged.connect(lambda _text: self._soon.start())
        self.words.returnPressed.connect(self.apply_filter)
        self.area_box = self._box("Service area shown", 9)
        self.stage_box = self._box("Stage shown", 7)
        self.stage_box.addItem("Every stage", "")
        for stage in STAGES:
            self.stage_box.addItem(STAGE_WORDS[stage], stage)
        self.state_box = self._box("State shown", 7)
        self.state_box.addItem("Every state", "")
        if "state" in self.kind.NAMES:
            self.state_box.addItem("Open", OPEN)
            for state in column_named(self.kind, "state").choices:
                if state != OPEN:
                    self.state_box.addItem(state.capitalize(), state)
        else:
            self.state_box.addItem(self.register.open_words.capitalize(), OPEN)
        self.clear_button = button("Show all", self.clear_filter, "link")
        self.clear_button.hide()
        bar = row(self.words, self.area_box, self.stage_box, self.state_box, self.clear_button)
        bar.setStretchFactor(self.words, 1)
        self.list_card.body.insertLayout(2, bar)
        # Only now: shown before it stands anywhere, it would be a window of its own.
        self.state_box.setVisible(self.kind is not Contract)

    def _box(self, name: str, letters: int) -> QuietCombo:
        made = QuietCombo()
        made.setAccessibleName(name)
        made.setMinimumContentsLength(letters)
        made.activated.connect(lambda _place: self.apply_filter())
        return made

    def _read_areas(self) -> None:
        """The areas in their tree; the one that is chosen stays."""
        wanted = [("", "Every area")]
        wanted += [
            (area.id, "\u2003" * depth + area.name)
            for area, depth in tree_order(self.plan.table(ServiceArea))
        ]
        wanted.append((NO_AREA, "No area"))
        box = self.area_box
        if wanted != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            chosen = box.currentData()
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            if (box.currentData() or "") != (chosen or ""):
                self.apply_filter()

    def apply_filter(self) -> None:
        """Show the records that the fields above the list ask for."""
        self._soon.stop()
        self.asked = RegisterFilter(
            self.words.text().strip(),
            self.area_box.currentData() or "",
            self.stage_box.currentData() or "",
            self.state_box.currentData() or "",
        )
        self.form.settle()
        self.table.set_filter(filter_of(self.plan.records, self.register, self.asked))
        self.show_current()

    def clear_filter(self) -> None:
        """Show every record."""
        self.ask(RegisterFilter())

    def ask(self, asked: RegisterFilter) -> None:
        """Show what a filter asks for; what is no longer there is not asked for."""
        self.words.setText(asked.words)
        for box, wanted in (
            (self.area_box, asked.area),
            (self.stage_box, asked.stage),
            (self.state_box, asked.state),
        ):
            box.setCurrentIndex(max(box.findData(wanted), 0))
        self.apply_filter()

    def show_words(self, text: str) -> None:
        """Look for words; the fields beside them stay."""
        self.words.setText(text)
        self.apply_filter()

    def select(self, key: str) -> None:
        """Choose a record; filters that hide it are cleared."""
        if key in self.plan.table(self.kind) and self.table.row_of(key) < 0:
            self.clear_filter()
        super().select(key)

    # What people do

    def add(self) -> None:
        """Add a record, in the area and at the stage that are looked at."""
        self.form.settle()
        fields: dict[str, str | int | None] = {}
        if self.asked.area not in ("", NO_AREA):
            fields["service_area"] = self.asked.area
        if self.asked.stage:
            fields["stage"] = self.asked.stage
        if self.asked.words or self.asked.state:
            self.words.clear()
            self.state_box.setCurrentIndex(0)
            self.apply_filter()
        self.add_record(**fields)

    def move(self, by: int) -> None:
        """Move the chosen record past its neighbour in sight; not while the list is sorted."""
        key, ids = self.key, self.table.ids
        if not key or self._sorting is not None:
            return
        at = ids.index(key) + by
        if not 0 <= at < len(ids):
            return
        ordered = [held.id for held in self.plan.table(self.kind).ordered()]
        steps = ordered.index(ids[at]) - ordered.index(key)
        self.session.do(partial(edits.move, self.plan, self.kind, key, steps), self)
        self.select(key)

    # Following

    def follow(self, notice: Notice) -> None:
        """Show what a step moved; areas among the filters."""
        if notice.everything or ServiceArea.TABLE in notice.tables:
            self._read_areas()
        self.show_current()

    def catch_up(self) -> None:
        """Show the plan as it now stands, after another register was in sight."""
        self._read_areas()
        if self.asked.is_set:
            self.apply_filter()
        else:
            self.show_current()
        self.view.viewport().update()

    def show_current(self) -> None:
        """Bring count, buttons, filters and form to the chosen record."""
        super().show_current()
        if not hasattr(self, "verb_buttons"):
            return
        whole, shown = len(self.plan.table(self.kind)), self.model.rowCount()
        said = f"{whole:,}" if whole else "none yet"
        if self.asked.is_set:
            said = f"{shown:,} of {whole:,} shown"
        self.count.setText(said)
        self.about.setText(ABOUT[self.kind.TABLE] if whole else self._nothing_yet())
        self.clear_button.setVisible(self.asked.is_set)

    def _nothing_yet(self) -> str:
        return (
            f"{ABOUT[self.kind.TABLE]} There are no {self.kind.MANY} yet: add the first one (Ctrl+N), or "
            "bring them in from a file (Ctrl+Shift+I)."
        )

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        # Another cell of the same record needs no other form.
        if self.key_of(current) != (self.form.key or ""):
            super()._current_changed(current, before)

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        for held in (self.up_button, self.down_button):
            held.setEnabled(bool(key) and self._sorting is None)
        for made, usable in getattr(self, "verb_buttons", ()):
            made.setEnabled(bool(key) and usable(key))

    def actions_offered(self) -> list[QAction]:
        """What is done with the records of this register alone."""
        return list(self.verbs)
