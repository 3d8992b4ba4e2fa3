"""The plan itself: title, place, years, status, unit, with the years spelt out beside the form."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from jcplanner.domain.column import Value
from jcplanner.domain.planning import PLAN_ID, PlanDetails
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel
from jcplanner.plan import edits

FORM_WIDTH = 520


class PlanSection(QWidget):
    """The one row that describes the plan, and what its years mean."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = session.plan
        self.form = RecordForm(session, PlanDetails, write=self._write)
        form_card = Card("Plan")
        form_card.setMaximumWidth(FORM_WIDTH)
        form_card.body.addWidget(self.form)
        self.years = PlainLabel("", wrap=True)
        years_card = Card("Years")
        years_card.body.addWidget(
            PlainLabel("A financial year runs from 1 April to 31 March.", "caption", wrap=True)
        )
        years_card.body.addWidget(self.years)
        years_card.body.addWidget(
            PlainLabel(
                "Changing the years removes nothing: amounts of a year that is not shown are kept, and "
                "are there again when it is.",
                "caption",
                wrap=True,
            )
        )
        years_card.body.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * style.STEP)
        layout.addWidget(form_card, 3)
        layout.addWidget(years_card, 2)
        self.show_current()

    def show_current(self) -> None:
        """Show the plan as it now stands."""
        self.form.show_record(PLAN_ID)
        first, *others = self._plan.years
        lines = [f"{year_label(first)}   base year, before the pathway begins"]
        lines.extend(
            f"{year_label(year)}   year {place} of the pathway"
            for place, year in enumerate(others, start=1)
        )
        self.years.setText("\n".join(lines))

    def _write(self, key: str, name: str, value: Value) -> None:
        edits.set_details(self._plan, **{name: value})
