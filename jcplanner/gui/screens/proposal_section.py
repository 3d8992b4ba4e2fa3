"""A list of one kind of part of a proposal, beside the form of the one chosen; others' parts stay away."""

from collections.abc import Callable, Sequence
from typing import Any

from jcplanner.domain.column import Value
from jcplanner.domain.record import Record
from jcplanner.gui.forms.owned_section import OwnedSection
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.session import Session
from jcplanner.plan import edits, proposal_edits

_FORM_WIDTH = 520


class ProposalSection(OwnedSection):
    """The parts of one proposal. Subclasses may say how a field is written (`write`)."""

    def __init__(
        self,
        session: Session,
        proposal: str,
        kind: type[Record],
        columns: Sequence[tuple[str, int]],
        fields: Sequence[str],
        about: str,
        *,
        belongs: Callable[[Any, str], bool] | None = None,
    ) -> None:
        super().__init__(session, kind, "proposal", columns, fields, about, belongs=belongs)
        self.form_card.setMaximumWidth(_FORM_WIDTH)
        self.show_owner(proposal)

    def make_form(self) -> RecordForm:
        """The form of the chosen part; the proposal that it belongs to never changes."""
        return RecordForm(self.session, self.kind, columns=self._fields, write=self.write)

    def write(self, key: str, name: str, value: Value) -> None:
        """Put one field into the plan."""
        edits.change(self.plan, self.kind, [key], **{name: value})

    def move(self, by: int) -> None:
        """Move the chosen part up (-1) or down (1); only the two that change places are written."""
        key = self.key
        if key:
            self.session.do(lambda: proposal_edits.move_within(self.plan, self.kind, key, by), self)
            self.select(key)
