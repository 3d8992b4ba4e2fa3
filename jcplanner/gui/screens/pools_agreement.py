"""What a pool rests on: regulation 7(3)'s checklist, the versions of its agreement, and what the pool is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget

from jcplanner.domain.agreements import OPEN, agreement_on, settled, terms
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.dates import read_day, say_day, year_starts
from jcplanner.domain.pools import AgreementTerm, Pool, PoolAgreement
from jcplanner.gui import style
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.sheet import Sheet, SheetCell, SheetRow, SheetView, Values
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, pool_edits
from jcplanner.plan.fields import column_named
from jcplanner.plan.record_words import key_values

_HEADS = ("Regulation", "Item", "State", "Clause", "What it says")
_DAY = Column("day", "Day", Kind.DATE)
_LOWEST, _LOWEST_FORM, _NARROW = 440, 300, 900
_VERSIONS_SHOWN = 4
_VERSIONS = (
    ("name", 150),
    ("status", 92),
    ("agreed_on", 104),
    ("effective_from", 104),
    ("effective_to", 104),
    ("note", 0),
)


class AgreementPanel(Panel):
    """The Agreement tab. ``question_wanted`` asks for the VAT question of the host."""

    question_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        left = QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(3 * style.STEP)
        down.addWidget(self._checklist_card(), 1)
        down.addWidget(self._versions_card())
        left.setMinimumHeight(_LOWEST)
        self.page.addWidget(Folding((left, 5), (self._pool_card(), 2), narrow=_NARROW))
        self._actions = [
            self.command("&Agree the chosen items", "Ctrl+Shift+G", self.agree),
            self.command("Add a &version of the agreement", "Ctrl+Shift+V", self.add_version),
            self.command("&Remove the chosen version", "Ctrl+Shift+Del", self.remove_version),
            self.command(
                "The VAT &question of the host", "Ctrl+Shift+Q", self.question_wanted.emit
            ),
        ]

    def actions_offered(self) -> list[QAction]:
        """Agreeing items, versions, the VAT question."""
        return self._actions

    def _checklist_card(self) -> Card:
        self.sheet = Sheet(self.plan, _HEADS, self._write)
        self.view = SheetView(self.sheet, "What the agreement must say")
        self.view.set_widths(80, 266, 112, 136, 0)
        self.count = PlainLabel("", "caption")
        self.agree_button = button("Agree the chosen items", self.agree)
        card = Card()
        card.body.addLayout(
            row(
                PlainLabel("What regulation 7(3) asks it to say", "section"),
                self.count,
                None,
                self.agree_button,
            )
        )
        card.body.addWidget(self.view, 1)
        return card

    def _versions_card(self) -> Card:
        self.versions = RecordTable(
            self.plan,
            PoolAgreement,
            [name for name, _ in _VERSIONS],
            lambda held: held.pool == self.pool,
            parent=self,
        )
        self.versions_view = TableView(name="Versions of the agreement")
        self.versions_view.setModel(self.versions)
        self.versions_view.setProperty("role", "bare")
        self.versions_view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.versions_view.set_widths(*(width for _, width in _VERSIONS))
        self.versions_view.setFixedHeight(_VERSIONS_SHOWN * style.ROW_HEIGHT + 34)
        self.versions_view.delete_wanted.connect(self.remove_version)
        self.on_day = QLineEdit()
        self.on_day.setAccessibleName("The day on which a version holds")
        self.on_day.setFixedWidth(110)
        self.on_day.editingFinished.connect(self._say_holding)
        self.holding = PlainLabel("", wrap=True)
        self.add_button = button("Add", self.add_version)
        self.add_button.setAccessibleName("Add a version of the agreement")
        self.remove_button = button("Remove", self.remove_version)
        self.remove_button.setAccessibleName("Remove the chosen version")
        self.strip = UndoStrip(self.session)
        card = Card()
        head = row(PlainLabel("Versions", "section"), None, self.remove_button, self.add_button)
        card.body.addLayout(head)
        card.body.addWidget(self.versions_view, 1)
        card.body.addWidget(self.strip)
        below = row(PlainLabel("On", "caption"), self.on_day, self.holding)
        below.setStretchFactor(self.holding, 1)
        card.body.addLayout(below)
        return card

    def _pool_card(self) -> Card:
        self.form = RecordForm(self.session, Pool)
        self.question_button = button("VAT question of the host", self.question_wanted.emit, "link")
        card = Card("The pool")
        card.setMinimumHeight(_LOWEST_FORM)
        card.body.addWidget(self.form, 1)
        card.body.addWidget(self.question_button)
        return card

    # Following the plan

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool, or another year's beginning."""
        if pool != self.pool:
            self.pool = pool
            self.versions.refresh()
        if year != self.year or not self.on_day.text():
            self.year = year
            self.on_day.setText(_DAY.show(year_starts(year).isoformat()))
        self.refresh()

    def refresh(self) -> None:
        """Read the checklist, the versions and the pool again."""
        self.form.show_record(self.pool)
        if self.pool is None:
            self.sheet.put(())
            return
        held = terms(self.plan.records, self.pool)
        self.count.setText(f"{settled(held)} of {len(held)} settled")
        self.sheet.put(
            [
                SheetRow(
                    term.item.key,
                    (
                        SheetCell(term.item.paragraph),
                        SheetCell(term.item.words, tip=term.item.words),
                        SheetCell(
                            term.state.capitalize(),
                            _column("state"),
                            term.state,
                            tone="warn" if term.state == OPEN else "integrate",
                        ),
                        SheetCell(term.clause, _column("clause"), term.clause),
                        SheetCell(
                            term.words.replace("\n", " "),
                            _column("words"),
                            term.words,
                            tip=term.words,
                        ),
                    ),
                )
                for term in held
            ]
        )
        self.remove_button.setEnabled(bool(self.versions.ids))
        self._say_holding()

    def _say_holding(self) -> None:
        """Say which version holds on the day that is typed."""
        if self.pool is None:
            return
        try:
            typed = _DAY.parse(self.on_day.text())
        except ValueError as fault:
            self._say(str(fault), "bad")
            return
        day = read_day(str(typed)) if typed else None
        if day is None:
            self._say("Type a day to see which version holds on it.", "muted")
            return
        found = agreement_on(self.plan.records, self.pool, day)
        if found is None:
            self._say(f"No agreed version holds on {say_day(day)}.", "warn")
        else:
            self._say(f'"{found.name}" holds on {say_day(day)}.', "good")

    def _say(self, words: str, role: str) -> None:
        self.holding.setText(words)
        self.holding.set_role(role)

    # What people do

    def _write(self, values: Values) -> None:
        parts: dict[str, dict[str, Value]] = {}
        for (item, name), value in values.items():
            parts.setdefault(item, {})[name] = value
        assert self.pool is not None
        pool_edits.set_terms(self.plan, self.pool, parts)

    def agree(self) -> None:
        """Mark the chosen items of the checklist as agreed."""
        pool = self.pool
        rows = self.view.selected_rows()
        if pool is None or not rows:
            return
        parts = {self.sheet.rows[at].key: {"state": "agreed"} for at in rows}
        self.session.do(lambda: pool_edits.set_terms(self.plan, pool, parts), self)

    def add_version(self) -> None:
        """Add a version, ready to be named."""
        pool = self.pool
        if pool is None:
            return
        key = self.session.do(lambda: edits.add(self.plan, PoolAgreement, pool=pool), self)
        if key is not None:
            self.versions_view.setFocus()
            self.versions_view.go_to(self.versions.row_of(key), 0)
            self.versions_view.edit(self.versions_view.currentIndex())

    def remove_version(self) -> None:
        """Remove the version with the cursor; a strip offers it back."""
        key = self.versions.id_at(self.versions_view.currentIndex().row())
        if not key:
            return
        name = self.plan.table(PoolAgreement)[key].name
        self.session.do(lambda: edits.remove(self.plan, PoolAgreement, [key]), self)
        if key not in self.plan.table(PoolAgreement):
            self.strip.offer(f'Removed "{name}".')

    def show_place(self, key: str) -> None:
        """Put the cursor on a version, or on an item of the checklist, by the id of its record."""
        if self.versions.row_of(key) >= 0:
            self.versions_view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.versions_view.go_to(self.versions.row_of(key), 0)
            return
        at = self.sheet.row_of(key_values(AgreementTerm, key).get("item", ""))
        if at >= 0:
            self.view.go_to(at, 2)

    def take_focus(self) -> None:
        """The keyboard goes to the first item that is open."""
        open_ones = [at for at, held in enumerate(self.sheet.rows) if held.cells[2].value == OPEN]
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.sheet.rows:
            self.view.go_to(open_ones[0] if open_ones else 0, 2)


def _column(name: str) -> Column:
    return column_named(AgreementTerm, name)
