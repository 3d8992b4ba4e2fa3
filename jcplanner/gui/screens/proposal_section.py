"""A list of one kind of part of a proposal, beside the form of the one chosen; others' parts stay away."""

from collections.abc import Callable, Sequence
from typing import Any

from jcplanner.domain.column import Value
from jcplanner.domain.record import Record
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.plan import edits, proposal_edits

_FORM_WIDTH = 520


class ProposalSection(RecordSection):
    """Adds, removes, reorders and edits the parts of one proposal.

    ``fields`` are those of the form. Subclasses may say which records are shown (`is_shown`) and how a
    field is written (`write`).
    """

    def __init__(
        self,
        session: Session,
        proposal: str,
        kind: type[Record],
        columns: Sequence[tuple[str, int]],
        fields: Sequence[str],
        about: str,
        *,
        adder: Callable[[], None] | None = None,
    ) -> None:
        self.proposal, self._fields = proposal, fields
        super().__init__(session, kind, columns, about, adder=adder)
        self.form_card.setMaximumWidth(_FORM_WIDTH)

    def is_shown(self, held: Any) -> bool:
        """Whether a record is one of this proposal's."""
        return held.proposal == self.proposal

    def make_model(self) -> RecordTable:
        """The parts of this proposal."""
        names = [name for name, _ in self._columns]
        return RecordTable(self.plan, self.kind, names, self.is_shown, parent=self)

    def make_form(self) -> RecordForm:
        """The form of the chosen part; the proposal that it belongs to never changes."""
        return RecordForm(self.session, self.kind, columns=self._fields, write=self.write)

    @property
    def table(self) -> RecordTable:
        """The model, as what it is."""
        assert isinstance(self.model, RecordTable)
        return self.model

    def write(self, key: str, name: str, value: Value) -> None:
        """Put one field into the plan."""
        edits.change(self.plan, self.kind, [key], **{name: value})

    def add(self) -> None:
        """Add a part below the others."""
        self.form.settle()
        if self._adder is not None:
            self._adder()
        else:
            self.add_record(proposal=self.proposal)

    def move(self, by: int) -> None:
        """Move the chosen part up (-1) or down (1) among those of this proposal."""
        key = self.key
        if key:
            self.session.do(lambda: proposal_edits.move_within(self.plan, self.kind, key, by), self)
            self.select(key)

    def show_current(self) -> None:
        """Bring form, count and buttons to the chosen part."""
        super().show_current()
        count = self.model.rowCount()
        self.count.setText(f"{count:,}" if count else "none yet")
