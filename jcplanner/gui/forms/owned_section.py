"""A list of the records that belong to one other record, beside the form of the one that is chosen."""

from collections.abc import Callable, Sequence
from typing import Any

from jcplanner.domain.column import Value
from jcplanner.domain.record import Record
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.plan import edits

_FORM_WIDTH = 440


class OwnedSection(RecordSection):
    """Adds, removes, reorders and edits what belongs to an owner, by the link that says so.

    ``belongs`` may take in more than what names the owner itself.
    """

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        link: str,
        columns: Sequence[tuple[str, int]],
        fields: Sequence[str],
        about: str,
        *,
        belongs: Callable[[Any, str], bool] | None = None,
    ) -> None:
        self.owner, self._link, self._fields = "", link, fields
        self._belongs = belongs or (lambda held, owner: getattr(held, link) == owner)
        super().__init__(session, kind, columns, about)
        self.form_card.setMaximumWidth(_FORM_WIDTH)

    def show_owner(self, owner: str) -> None:
        """Show what belongs to another record."""
        if owner != self.owner:
            self.form.settle()
            self.owner = owner
            self.table.set_filter(self._is_shown)
        self.show_current()

    @property
    def table(self) -> RecordTable:
        """The model, as what it is."""
        assert isinstance(self.model, RecordTable)
        return self.model

    def _is_shown(self, held: Any) -> bool:
        return bool(self.owner) and self._belongs(held, self.owner)

    def make_model(self) -> RecordTable:
        """What belongs to the owner."""
        names = [name for name, _ in self._columns]
        return RecordTable(self.plan, self.kind, names, self._is_shown, parent=self)

    def make_form(self) -> RecordForm:
        """The form of the chosen record; to whom it belongs is not asked."""
        return RecordForm(self.session, self.kind, columns=self._fields)

    def add(self) -> None:
        """Add a record of the owner's."""
        self.form.settle()
        fields: dict[str, Value] = {self._link: self.owner}
        self.add_record(**fields)

    def move(self, by: int) -> None:
        """Move the chosen record up (-1) or down (1) among the owner's."""
        key, keys = self.key, list(self.table.ids)
        at = keys.index(key) if key in keys else -1
        if at >= 0 and 0 <= at + by < len(keys):
            keys[at], keys[at + by] = keys[at + by], keys[at]
            self.session.do(lambda: edits.reorder(self.plan, self.kind, keys), self)
            self.select(key)

    def show_current(self) -> None:
        """Bring form, count and buttons to the chosen record."""
        super().show_current()
        count = self.model.rowCount()
        self.count.setText(f"{count:,}" if count else "none yet")
