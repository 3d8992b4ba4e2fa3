"""Funding sources: the register, with what each source gives by year below its form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from jcplanner.domain.budgets import FundingAmount, FundingSource, cell_id
from jcplanner.domain.money import parse_pounds, to_pence
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.forms.editors import is_being_edited
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel
from jcplanner.plan import edits
from jcplanner.plan.fields import amount_text


class FundingSection(RecordSection):
    """The register of funding sources and pools of money that lines draw on."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            FundingSource,
            (("name", 0), ("partner", 120), ("kind", 190), ("ring_fenced", 100), ("nature", 140)),
            "Where the money comes from; each budget line draws on one source. What a source gives by year "
            "is set beside it.",
        )
        self.amounts = _Amounts(session)
        self.form.body.insertWidget(self.form.body.count() - 1, self.amounts)
        self.chosen.connect(self.amounts.show_source)
        self.amounts.show_source(self.key)


class _Amounts(QWidget):
    """One amount field for each year of the plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._source = session, ""
        self._fields: dict[int, QLineEdit] = {}
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setVerticalSpacing(style.STEP)
        self._fault = PlainLabel("", "bad", wrap=True)

    def _build(self, years: list[int]) -> None:
        while (held := self._layout.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None and widget is not self._fault:
                widget.deleteLater()
        self._fields = {}
        self._layout.addWidget(PlainLabel("Amounts by year", "caption"), 0, 0, 1, 2)
        for place, year in enumerate(years, start=1):
            label, field = QLabel(year_label(year)), QLineEdit()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setPlaceholderText("blank")
            field.setAccessibleName(f"Amount {year_label(year)}")
            field.editingFinished.connect(lambda year=year: self._settle(year))
            self._layout.addWidget(label, place, 0)
            self._layout.addWidget(field, place, 1)
            self._fields[year] = field
        self._layout.addWidget(self._fault, len(years) + 1, 0, 1, 2)

    def field(self, year: int) -> QLineEdit:
        """The field of a year."""
        return self._fields[year]

    def show_source(self, source: str) -> None:
        """Show what a source gives."""
        years = self._session.plan.years
        if list(self._fields) != years:
            self._build(years)
        if source != self._source:
            self._fault.setText("")
        amounts = self._session.plan.table(FundingAmount)
        for year, field in self._fields.items():
            if source == self._source and is_being_edited(field):
                continue
            held = amounts.get(cell_id(source, year))
            field.setText(amount_text(held.amount if held else None))
        self._source = source

    def _settle(self, year: int) -> None:
        field, source = self._fields[year], self._source
        if source not in self._session.plan.table(FundingSource):
            return
        held = self._session.plan.table(FundingAmount).get(cell_id(source, year))
        before, text = (held.amount if held else None), field.text().strip()
        try:
            after = to_pence(parse_pounds(text))[0] if text else None
        except ValueError as fault:
            self._fault.setText(str(fault))
            return
        self._fault.setText("")
        if after != before:
            self._session.do(
                lambda: edits.set_funding(self._session.plan, source, {year: after}), self
            )
        field.setModified(False)
        field.setText(amount_text(after))
