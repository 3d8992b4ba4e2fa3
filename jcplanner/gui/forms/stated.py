"""Stated figures: the register, and below the form what the plan's own lines come to."""

from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.stated import compare
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel


class StatedSection(RecordSection):
    """The register of figures that papers print and ledgers give."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            StatedFigure,
            (("name", 0), ("total", 190), ("partner", 110), ("year", 72), ("amount", 130)),
            "Figures that a paper prints or a ledger gives. The plan sets each beside what its own lines "
            "add up to, and says the difference.",
        )
        self.derived = PlainLabel("", wrap=True)
        self.form_card.body.insertWidget(1, self.derived)
        self.show_current()

    def add(self) -> None:
        """Add a figure for the first year of the pathway."""
        self.form.settle()
        self.add_record(year=self.plan.years[1])

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        if not hasattr(self, "derived"):
            return
        held = self.plan.table(StatedFigure).get(key)
        self.derived.setVisible(held is not None)
        if held is None:
            return
        found = compare(self.plan.records, self.plan.figures, held)
        derived = self.session.money(found.derived, exact=True)
        apart = self.session.money(found.difference, exact=True)
        self.derived.setText(
            f"Derived from the lines: {derived}. "
            + (f"Difference {apart}." if found.difference else "No difference.")
        )
        self.derived.set_role("warn" if found.difference else "good")
