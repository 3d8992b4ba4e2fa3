"""Fourth page: whose budget it is, where its lines go, which rows, and what the mapping is called."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.organisations import OrganisationDialog
from jcplanner.gui.import_wizard.choices import Choices
from jcplanner.gui.import_wizard.page import Page, labelled
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button
from jcplanner.plan import edits
from jcplanner.plan.fields import choices_of, column_named

_AREA = column_named(BudgetLine, "service_area")


_NAMES = re.compile(r"name|authority|organisation|council|body", re.IGNORECASE)
"""Columns that people know a body by, rather than a code."""


def _called(partner: Partner) -> set[str]:
    """What a file may call a partner: published files say "Herefordshire" for Herefordshire Council."""
    names = {partner.organisation_code, partner.name, partner.short_name}
    names |= {name[: -len(" council")] for name in names if name.casefold().endswith(" council")}
    return {name.casefold() for name in names if name}


class PartnerPage(Page):
    """Partner, usual service area, usual reporting line, and a choice of rows."""

    step = "Partner and area"

    def __init__(self, choices: Choices, session: Session) -> None:
        super().__init__(
            choices,
            "Whose budget is it?",
            "Every line keeps the partner's own amount, code and reporting line.",
        )
        self._session = session
        card = Card("Lines belong to")
        self.partner = QuietCombo()
        self.add_button = button("Add a partner…", self._add_partner)
        self.partner_row = labelled("Partner", self.partner)
        across = QHBoxLayout()
        across.addWidget(self.partner_row, 1)
        across.addWidget(self.add_button, alignment=Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(across)
        self.area = QuietCombo()
        card.body.addWidget(labelled("Service area, where the file names none", self.area))
        self.holder = QLineEdit()
        self.holder.setPlaceholderText("Such as Head of Older People's Services")
        card.body.addWidget(labelled("Reports to, where the file names nobody", self.holder))
        self.body.addWidget(card)

        rows_card = Card("Rows")
        rows_card.body.addWidget(
            PlainLabel(
                "A file that holds many bodies or departments: bring in only some of its rows.",
                "caption",
            )
        )
        self.column, self.value = QuietCombo(), QuietCombo()
        self.value.setEditable(True)
        self.value.setInsertPolicy(QuietCombo.InsertPolicy.NoInsert)
        completer = self.value.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        picks = QHBoxLayout()
        picks.setSpacing(3 * style.STEP)
        picks.addWidget(labelled("Only rows where", self.column), 1)
        picks.addWidget(labelled("is", self.value, "Value of the column"), 1)
        rows_card.body.addLayout(picks)
        self.body.addWidget(rows_card)

        name_card = Card("Next time")
        self.name = QLineEdit()
        name_card.body.addWidget(labelled("Name of this mapping", self.name))
        name_card.body.addWidget(
            PlainLabel(
                "Under this name the file's lines are known again: brought in anew, they are brought up "
                "to date instead of doubled.",
                "caption",
                wrap=True,
            )
        )
        self.body.addWidget(name_card)
        self.body.addStretch(1)
        self.partner.activated.connect(lambda _: self._take_partner())
        self.column.activated.connect(lambda _: self._take_column())
        self.value.currentTextChanged.connect(lambda _: self.moved.emit())
        self.name.textChanged.connect(lambda _: self.moved.emit())

    def enter(self) -> None:
        """Show partners, areas and the columns to choose rows by."""
        plan, mapping = self.choices.plan, self.choices.mapping
        self.partner.clear()
        says_itself = "partner" in mapping.columns
        if says_itself:
            self.partner.addItem("As each row of the file says", "")
        for partner in plan.table(Partner).ordered():
            self.partner.addItem(partner.name, partner.id)
        if not self.choices.partner and not says_itself and self.partner.count():
            self.choices.take_partner(self._likely())
        self.partner.setCurrentIndex(self.partner.findData(self.choices.partner))
        self.area.clear()
        for key, words in choices_of(plan.records, _AREA):
            self.area.addItem(words or "None", key)
        fixed = mapping.fixed.get("service_area", "")
        areas = {area.name: area.id for area in plan.table(ServiceArea).values()}
        self.area.setCurrentIndex(max(self.area.findData(areas.get(fixed)), 0))
        self.holder.setText(mapping.fixed.get("budget_holder", ""))
        self._show_rows()
        self.name.setText(self.choices.mapping.name)
        self.name.setReadOnly(bool(self.choices.basis))
        self.moved.emit()

    def _likely(self) -> str:
        """The partner whose name, short name or code the file speaks of; else the first without lines."""
        partners = self.choices.plan.table(Partner).ordered()
        bodies = {
            value.casefold()
            for column in self.choices.mapping.choose
            for value in self.choices.values_of(column)
        }
        for partner in partners:
            if bodies & _called(partner):
                return partner.id
        path, header = self.choices.path, self.choices.header
        sheet = self.choices.sheet
        said = " ".join([path.stem if path else "", self.choices.sheet_name]).casefold()
        if header is not None and sheet is not None:
            said += " ".join(
                str(cell) for row in sheet.rows[: header.place] for cell in row
            ).casefold()
        for partner in partners:
            for name in (partner.name, partner.short_name, partner.organisation_code):
                if len(name) > 2 and name.casefold() in said:
                    return partner.id
        having = {line.partner for line in self.choices.plan.table(BudgetLine).values()}
        return next((held.id for held in partners if held.id not in having), partners[0].id)

    def _show_rows(self) -> None:
        header, mapping = self.choices.header, self.choices.mapping
        headings = header.headings if header else []
        self.column.clear()
        self.column.addItem("All rows", "")
        for heading in headings:
            self.column.addItem(heading, heading)
        if not self.choices.where_column and mapping.choose and header is not None:
            self._choose_likely()
        self.column.setCurrentIndex(max(self.column.findData(self.choices.where_column), 0))
        self._show_values()

    def _choose_likely(self) -> None:
        """Where the mapping chooses rows by the body, propose the row that is called as the partner is."""
        partner = self.choices.plan.table(Partner).get(self.choices.partner)
        names = _called(partner) if partner else set()
        header = self.choices.header
        for column in self.choices.mapping.choose:
            if header is None or not header.has(column):
                continue
            heading = header.headings[header.place_of(column)]
            values = self.choices.values_of(heading)
            found = next((value for value in values if value.casefold() in names), "")
            if found and len(values) > 1:
                self.choices.where_column, self.choices.where_value = heading, found
                return
            if len(values) > 1 and (not self.choices.where_column or _NAMES.search(heading)):
                self.choices.where_column = heading

    def _show_values(self) -> None:
        chosen = self.choices.where_column
        self.value.blockSignals(True)
        self.value.clear()
        if chosen:
            self.value.addItems(self.choices.values_of(chosen))
        self.value.setCurrentText(self.choices.where_value)
        self.value.blockSignals(False)
        self.value.setEnabled(bool(chosen))

    def _take_partner(self) -> None:
        self.choices.take_partner(self.partner.currentData() or "")
        self.choices.where_column = self.choices.where_value = ""
        self._show_rows()
        self.name.setText(self.choices.mapping.name)
        self.moved.emit()

    def _take_column(self) -> None:
        self.choices.where_column, self.choices.where_value = self.column.currentData() or "", ""
        self.choices.result = None
        self._show_values()
        self.moved.emit()

    def _add_partner(self) -> None:
        held = self.choices.plan.table(Partner).values()
        dialog = OrganisationDialog([partner.short_name for partner in held], self)
        dialog.chosen.connect(self._partner_added)
        dialog.open()

    def _partner_added(self, fields: dict[str, str]) -> None:
        key = self._session.do(lambda: edits.add(self.choices.plan, Partner, **fields), self)
        if key is not None:
            self.choices.take_partner(key)
            self.enter()

    def leave(self) -> None:
        """Take the fields over."""
        mapping, plan = self.choices.mapping, self.choices.plan
        area = self.area.currentData()
        fixed = {
            name: value
            for name, value in mapping.fixed.items()
            if name not in ("service_area", "budget_holder")
        }
        if area:
            fixed["service_area"] = plan.records.name("service_area", area)
        if self.holder.text().strip():
            fixed["budget_holder"] = self.holder.text().strip()
        value = self.value.currentText().strip() if self.choices.where_column else ""
        name = " ".join(self.name.text().split()) or self.choices.usual_name()
        if value != self.choices.where_value or fixed != mapping.fixed or name != mapping.name:
            self.choices.where_value = value
            self.choices.change(fixed=fixed, name=name)

    def lacking(self) -> str:
        """A partner, a value for the chosen column, a name."""
        if not self.partner.count():
            return "Add the partner whose budget this is."
        if self.partner.currentIndex() < 0:
            return "Choose the partner whose budget this is."
        if self.choices.where_column and not self.value.currentText().strip():
            return f"Choose which rows: say what “{self.choices.where_column}” is."
        return "" if self.name.text().strip() else "Give the mapping a name."

    def start_here(self) -> QWidget:
        """The partner."""
        return self.partner
