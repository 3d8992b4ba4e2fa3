"""The headings of implications: sets that come with the program, put in for a body; then the plan's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from jcplanner.domain.deciding import body_name
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import ImplicationHeading
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits
from jcplanner.plan.implication_headings import heading_sets, put_headings

EVERY_BODY = "every body"


class HeadingsCard(Card):
    """The list of headings, typed in place; adding, removing, reordering, and putting in a set."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._plan = session, session.plan
        self.sets, self.body_box = QuietCombo(), QuietCombo()
        self.sets.setAccessibleName("Set of headings")
        self.body_box.setAccessibleName("Put in for")
        for held in heading_sets():
            self.sets.addItem(held.name, held)
            self.sets.setItemData(
                self.sets.count() - 1, f"{held.about} ({held.source})", Qt.ItemDataRole.ToolTipRole
            )
        self.put_button = button("&Put in", self.put_in)
        self.put_button.setToolTip("Add the headings of the set that are not there yet")
        self.model = RecordTable(self._plan, ImplicationHeading, ("name", "body"), parent=self)
        self.view = TableView(name="Headings of implications")
        self.view.setModel(self.model)
        self.view.setProperty("role", "bare")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.set_widths(0, 120)
        self.view.delete_wanted.connect(self.remove)
        self.buttons = (
            button("Up", lambda: self.move_it(-1)),
            button("Down", lambda: self.move_it(1)),
            button("Remove", self.remove),
            button("Add", self.add),
        )
        names = ("Move heading up", "Move heading down", "Remove heading", "Add heading")
        for held, name in zip(self.buttons, names, strict=True):
            held.setAccessibleName(name)
        self.body.addLayout(row(PlainLabel("Headings", "section"), None, *self.buttons))
        self.body.addWidget(
            PlainLabel(
                "Under which headings bodies want to be told; blank under Body is for every body. They "
                "hold for all proposals.",
                "caption",
                wrap=True,
            )
        )
        self.body.addWidget(self.view, 1)
        line = row(self.sets, PlainLabel("for", "caption"), self.body_box, self.put_button)
        line.setStretchFactor(self.sets, 2)
        line.setStretchFactor(self.body_box, 1)
        self.body.addLayout(line)
        self.refresh()

    def body_name(self, body: str | None) -> str:
        """The body of a heading in words."""
        return self._plan.records.name(Body.TABLE, body) or EVERY_BODY

    def refresh(self) -> None:
        """Offer the bodies as they now are."""
        bodies = [(None, EVERY_BODY)]
        records = self._plan.records
        bodies += [(held.id, body_name(records, held)) for held in records.table(Body).ordered()]
        shown = [
            (self.body_box.itemData(at), self.body_box.itemText(at))
            for at in range(self.body_box.count())
        ]
        if bodies != shown:
            chosen = self.body_box.currentData()
            self.body_box.clear()
            for key, name in bodies:
                self.body_box.addItem(name, key)
            self.body_box.setCurrentIndex(max(self.body_box.findData(chosen), 0))
        for held in self.buttons[:3]:
            held.setEnabled(self.model.rowCount() > 0)

    @property
    def key(self) -> str:
        """The heading with the cursor; blank for none."""
        return self.model.id_at(self.view.currentIndex().row())

    def put_in(self) -> None:
        """Add the headings of the chosen set for the chosen body."""
        chosen, body = self.sets.currentData(), self.body_box.currentData()
        self._session.do(lambda: put_headings(self._plan, chosen, body), self)

    def add(self) -> None:
        """Add a heading, ready to be named."""
        key = self._session.do(lambda: edits.add(self._plan, ImplicationHeading), self)
        if key is not None:
            self.view.setFocus()
            self.view.go_to(self.model.row_of(key), 0)
            self.view.edit(self.view.currentIndex())

    def move_it(self, by: int) -> None:
        """Move the heading with the cursor up or down."""
        key = self.key
        if key:
            self._session.do(lambda: edits.move(self._plan, ImplicationHeading, key, by), self)
            self.view.go_to(self.model.row_of(key), 0)

    def remove(self) -> None:
        """Remove the heading with the cursor; what stands under it goes too, and is said first."""
        key = self.key
        if not key:
            return
        words = edits.consequences(self._plan, ImplicationHeading, [key])
        if not words:
            self._remove(key)
            return
        name = self._plan.records.name(ImplicationHeading.TABLE, key)
        ask(
            self,
            f'Remove the heading "{name}" from all proposals?',
            "Remove",
            lambda: self._remove(key),
            details="\n".join([*words, "This can be undone."]),
        )

    def _remove(self, key: str) -> None:
        self._session.do(lambda: edits.remove(self._plan, ImplicationHeading, [key]), self)
