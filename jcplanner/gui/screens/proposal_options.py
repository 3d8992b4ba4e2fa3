"""The Options tab: what else was looked at, what hybrids are made of, and exactly which is chosen."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QSizePolicy

from jcplanner.domain.column import Value
from jcplanner.domain.options import (
    HYBRID,
    MANDATED,
    chosen_of,
    could_be_part,
    options_of,
    parts_of,
    say_alternatives,
)
from jcplanner.domain.proposals import Proposal, ProposalOption
from jcplanner.gui import style
from jcplanner.gui.forms.editors import editor_for, is_being_edited
from jcplanner.gui.lists import TIP_FROM
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_section import ProposalSection
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.roles import DISPLAY, Index
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import proposal_edits
from jcplanner.plan.fields import column_named

_COLUMNS = (("name", 0), ("numbers", 150), ("kind", 92), ("cost", 110), ("chosen", 74))
_FIELDS = ("name", "numbers", "kind", "words", "for_it", "against_it", "cost", "reason")
_PARTS_SHOWN, _MANDATE_HEIGHT, _BOX_WIDTH, _LOWEST = 4, 48, 230, 300


class OptionTable(RecordTable):
    """Options to be read: the form edits them, and one command chooses one."""

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows; only the chosen one says something under Chosen."""
        if role == DISPLAY and index.isValid() and self.columns[index.column()].name == "chosen":
            return (
                "Chosen"
                if self.plan.table(self.kind).value(self.ids[index.row()], "chosen")
                else ""
            )
        if role == roles.TIP and index.isValid():
            said = str(super().data(index, DISPLAY) or "")
            return roles.tooltip(said) if len(said) > TIP_FROM else None
        return super().data(index, role)


class OptionsSection(ProposalSection):
    """The options of a proposal, with the commands that combine and choose."""

    parts: QListWidget | None = None

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(
            session,
            proposal,
            ProposalOption,
            _COLUMNS,
            _FIELDS,
            "An option stays the same one, whatever number a paper gives it. Choose two or more rows to "
            "combine them.",
        )
        self.choose_button = button("&Choose", self.choose)
        self.choose_button.setToolTip(
            "Mark this option as the chosen one, and no other (Ctrl+Shift+C)"
        )
        self.combine_button = button("Com&bine rows", self.combine)
        self.combine_button.setToolTip(
            "Make a hybrid of the options in the chosen rows (Ctrl+Shift+H)"
        )
        self.nothing_button = button("Add &do nothing", self.add_do_nothing)
        self.list_card.body.insertLayout(
            2, row(self.choose_button, self.combine_button, self.nothing_button, None)
        )
        self.parts_head = PlainLabel("Made of", "caption")
        self.parts = QListWidget()
        self.parts.setAccessibleName("Options that the hybrid is made of")
        self.parts.setSpacing(style.STEP // 2)
        self.parts.setFixedHeight(_PARTS_SHOWN * style.ROW_HEIGHT)
        self.parts.itemChanged.connect(self._part_changed)
        self.form_card.body.insertWidget(1, self.parts_head)
        self.form_card.body.insertWidget(2, self.parts)
        self._selected(None, None)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        for keys, then in (("Ctrl+Shift+C", self.choose), ("Ctrl+Shift+H", self.combine)):
            QShortcut(
                QKeySequence(keys),
                self,
                then,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    def make_model(self) -> OptionTable:
        """The options of this proposal."""
        names = [name for name, _ in self._columns]
        return OptionTable(self.plan, self.kind, names, self._is_shown, editable=False, parent=self)

    def make_view(self) -> TableView:
        """Several rows can be chosen, to be combined."""
        view = super().make_view()
        assert isinstance(view, TableView)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        return view

    def write(self, key: str, name: str, value: Value) -> None:
        """Put one field into the plan; one that is no hybrid any more loses its parts."""
        proposal_edits.change_option(self.plan, key, **{name: value})

    def choose(self) -> None:
        """Mark the option with the cursor as the chosen one; the chosen one, as chosen no more."""
        key = self.key
        if not key:
            return
        held = [one.id for one in chosen_of(self.plan.records, self.owner)]
        wanted = None if held == [key] else key
        self.form.settle()
        self.session.do(lambda: proposal_edits.choose_option(self.plan, self.owner, wanted), self)

    def combine(self) -> None:
        """Make a hybrid of the options in the chosen rows."""
        assert isinstance(self.view, TableView) and isinstance(self.model, RecordTable)
        model = self.model
        keys = [model.id_at(at) for at in self.view.selected_rows()]
        made = self.session.do(lambda: proposal_edits.combine(self.plan, self.owner, keys), self)
        if made is not None:
            self.select(made)
            self.form.focus()

    def add_do_nothing(self) -> None:
        """Add the option not to proceed."""
        made = self.session.do(lambda: proposal_edits.add_do_nothing(self.plan, self.owner), self)
        if made is not None:
            self.select(made)
            self.form.focus("words")

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        if self.parts is None:  # while the section is being made
            return
        table = self.plan.table(ProposalOption)
        is_hybrid = key in table and table.value(key, "kind") == HYBRID
        self.parts.setVisible(is_hybrid)
        self.parts_head.setVisible(is_hybrid)
        if is_hybrid:
            self._show_parts(key)
        chosen = [held.id for held in chosen_of(self.plan.records, self.owner)]
        self.choose_button.setEnabled(bool(key))
        self.choose_button.setText("Take the &choice back" if chosen == [key] else "&Choose")

    def _show_parts(self, key: str) -> None:
        assert self.parts is not None
        records = self.plan.records
        within = {held.id for held in parts_of(records, key)}
        others = [
            held
            for held in options_of(records, self.owner)
            if held.id in within or not could_be_part(records, key, held.id)
        ]
        self.parts.blockSignals(True)
        at = self.parts.currentRow()
        self.parts.clear()
        for held in others:
            item = QListWidgetItem(held.name)
            item.setData(Qt.ItemDataRole.UserRole, held.id)
            item.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
            )
            state = Qt.CheckState.Checked if held.id in within else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.parts.addItem(item)
        self.parts.setCurrentRow(at)
        self.parts.blockSignals(False)

    def _part_changed(self, _item: QListWidgetItem) -> None:
        assert self.parts is not None
        key = self.key
        items = [self.parts.item(at) for at in range(self.parts.count())]
        wanted = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        self.session.do(lambda: proposal_edits.set_parts(self.plan, key, wanted), self)

    def _selected(self, _now: object, _before: object) -> None:
        assert isinstance(self.view, TableView)
        self.combine_button.setEnabled(len(self.view.selected_rows()) > 1)


class OptionsPanel(Panel):
    """What is said of alternatives in one sentence, and the options below."""

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(session)
        self.proposal = proposal
        self.said = PlainLabel("", "section", wrap=True)
        records = self.plan.records
        self.alternatives = editor_for(column_named(Proposal, "alternatives"), records)
        self.mandate = editor_for(column_named(Proposal, "mandate"), records)
        self.alternatives.settled.connect(lambda value: self._put(alternatives=value))
        self.mandate.settled.connect(lambda value: self._put(mandate=value))
        box, by = self.alternatives.widget, self.mandate.widget
        box.setAccessibleName("Alternatives")
        by.setAccessibleName("Mandated by")
        by.setFixedHeight(_MANDATE_HEIGHT)
        box.setMinimumWidth(_BOX_WIDTH)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        label, self.by_label = QLabel("Al&ternatives"), QLabel("&Mandated by")
        label.setBuddy(box)
        self.by_label.setBuddy(by)
        card = Card()
        card.body.addWidget(self.said)
        line = row(label, box, 4 * style.STEP, self.by_label, by)
        line.setStretchFactor(by, 1)
        line.addStretch(0)
        card.body.addLayout(line)
        self.section = OptionsSection(session, proposal)
        self.section.setMinimumHeight(_LOWEST)
        self.page.addWidget(card)
        self.page.addWidget(Folding((self.section, 1), narrow=0), 1)
        self.refresh()

    def refresh(self) -> None:
        """Show what is said of alternatives, and the options."""
        held = self.plan.table(Proposal)[self.proposal]
        said = say_alternatives(self.plan.records, self.proposal)
        self.said.setText(said.words)
        self.said.set_role("section" if said.complete else "warn")
        self.alternatives.show(held.alternatives)
        if not is_being_edited(self.mandate.widget):
            self.mandate.show(held.mandate)
        mandated = held.alternatives == MANDATED
        self.mandate.widget.setVisible(mandated)
        self.by_label.setVisible(mandated)
        self.section.show_current()

    def settle(self) -> None:
        """Take what is being typed."""
        self.mandate.settle()
        self.section.form.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the list, or to the box that says none or mandated."""
        held = self.section.view if self.section.key else self.alternatives.widget
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, key: str) -> None:
        """Choose an option."""
        self.section.select(key)

    def _put(self, **fields: Value) -> None:
        self.session.do(
            lambda: proposal_edits.change_proposal(self.plan, self.proposal, **fields), self
        )
