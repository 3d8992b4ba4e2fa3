"""Third page: what each column means, what a figure counts in, and how signs are to be read."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from jcplanner.domain.years import year_label
from jcplanner.exchange.mapping import EXPENDITURE, INCOME
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.import_wizard.choice_delegate import ChoiceDelegate
from jcplanner.gui.import_wizard.choices import Choices
from jcplanner.gui.import_wizard.column_roles import (
    ColumnRole,
    lacking,
    mapping_from,
    needs_year,
    roles_of,
)
from jcplanner.gui.import_wizard.columns_model import ColumnsModel
from jcplanner.gui.import_wizard.groups_editor import GroupsEditor
from jcplanner.gui.import_wizard.page import Page, labelled
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import PlainLabel

UNIT_WORDS = {
    "pounds": "Pounds",
    "thousands": "Thousands of pounds",
    "millions": "Millions of pounds",
}
NEGATIVE_WORDS = {"credit": "A credit: less expenditure", "income": "Income"}
MOST_WORDS = 12
_AUTOMATIC = "auto"


class ColumnsPage(Page):
    """A table with one row for each column of the file; for lines across, the groups of columns."""

    step = "Columns"

    def __init__(self, choices: Choices) -> None:
        super().__init__(
            choices,
            "What do the columns mean?",
            "Suggested from their headings and figures: check them, and choose again where they are wrong.",
        )
        self.unit, self.negative, self.year = QuietCombo(), QuietCombo(), QuietCombo()
        for value, words in UNIT_WORDS.items():
            self.unit.addItem(words, value)
        for value, words in NEGATIVE_WORDS.items():
            self.negative.addItem(words, value)
        for box in (self.unit, self.negative, self.year):
            box.setMinimumContentsLength(20)
        across = QHBoxLayout()
        across.setSpacing(3 * style.STEP)
        across.addWidget(labelled("A figure counts in", self.unit))
        across.addWidget(labelled("Financial year of the figures", self.year))
        across.addWidget(labelled("A negative amount is", self.negative))
        across.addStretch(1)
        self.body.addLayout(across)
        self.remarks = PlainLabel("", "warn", wrap=True)
        self.body.addWidget(self.remarks)

        self.model = ColumnsModel(self._take_roles)
        self.view = TableView(name="Columns of the file")
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChoiceDelegate(self.view))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.set_widths(190, 0, 170, 112, 150, 122)
        self.view.clicked.connect(self._edit)
        self.groups = GroupsEditor(self._take_groups)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.groups)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(scroll)
        self.body.addWidget(self._stack, 1)

        self._words = QWidget()
        self._words_layout = QGridLayout(self._words)
        self._words_layout.setContentsMargins(0, 0, 0, 0)
        self._words_layout.setHorizontalSpacing(2 * style.STEP)
        self._words_layout.setVerticalSpacing(style.STEP)
        self.body.addWidget(self._words)

        self.unit.activated.connect(lambda _: self._set(unit=self.unit.currentData()))
        self.negative.activated.connect(lambda _: self._set(negative=self.negative.currentData()))
        self.year.activated.connect(lambda _: self._set(year=self.year.currentData() or ""))

    def enter(self) -> None:
        """Show the mapping over the headings of the file."""
        mapping, header, sheet = self.choices.mapping, self.choices.header, self.choices.sheet
        if header is None or sheet is None:
            return
        self.unit.setCurrentIndex(self.unit.findData(mapping.unit))
        self.negative.setCurrentIndex(self.negative.findData(mapping.negative))
        self._show_years()
        is_across = mapping.layout == "across"
        self._stack.setCurrentIndex(1 if is_across else 0)
        if is_across:
            self.groups.show_groups(mapping.groups, header.headings)
        else:
            years = self.choices.plan.years
            self.model.show(roles_of(mapping, header.headings), years, sheet, header)
            if self.model.rowCount():
                self.view.go_to(0, 2)
        self._show_rest()

    def _show_years(self) -> None:
        mapping, plan = self.choices.mapping, self.choices.plan
        first = plan.years[0]
        self.year.clear()
        self.year.addItem("As the file says", "")
        for year in range(first - 3, plan.years[-1] + 4):
            self.year.addItem(year_label(year), year_label(year))
        if mapping.year and self.year.findData(mapping.year) < 0:
            self.year.addItem(mapping.year, mapping.year)
        self.year.setCurrentIndex(max(self.year.findData(mapping.year), 0))

    def _show_rest(self) -> None:
        """What depends on the columns chosen: remarks, the year of the file, the words for income."""
        self.remarks.setText(" ".join(self.choices.remarks))
        self.remarks.setVisible(bool(self.choices.remarks))
        wanted = needs_year(self.choices.mapping)
        self.year.setEnabled(wanted)
        self.negative.setEnabled(not self.choices.mapping.direction_column)
        self._show_words()
        self.moved.emit()

    def _edit(self, index: QModelIndex) -> None:
        """One click opens the list of a cell: nothing here is typed."""
        if self.model.flags(index) & self.view.model().flags(index).ItemIsEditable:
            self.view.edit(index)

    def _set(self, **settings: str) -> None:
        self.choices.change(**settings)
        self._show_rest()

    def _take_roles(self, held: list[ColumnRole]) -> None:
        self.choices.mapping = mapping_from(self.choices.mapping, held)
        self.choices.remarks, self.choices.result = [], None
        self._show_rest()

    def _take_groups(self, groups: tuple) -> None:
        self.choices.change(groups=groups)
        self._show_rest()

    def _show_words(self) -> None:
        """What the words of the column "Expenditure or income" mean, where they do not say so themselves."""
        while (held := self._words_layout.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        mapping = self.choices.mapping
        words = self.choices.values_of(mapping.direction_column) if mapping.direction_column else []
        self._words.setVisible(bool(words) and mapping.layout != "across")
        if not words:
            return
        self._words_layout.addWidget(
            PlainLabel(f"Words in “{mapping.direction_column}”", "section"), 0, 0, 1, 6
        )
        for place, word in enumerate(words[:MOST_WORDS]):
            box = QuietCombo()
            box.setMinimumContentsLength(18)
            for value, said in (
                (_AUTOMATIC, "As the word says"),
                (EXPENDITURE, "Expenditure"),
                (INCOME, "Income"),
                ("skip", "Leave these rows out"),
            ):
                box.addItem(said, value)
            given = next(
                (
                    held
                    for said, held in mapping.directions.items()
                    if said.casefold() == word.casefold()
                ),
                "",
            )
            obvious = word.casefold()[:3] in ("exp", "inc")
            if not obvious:
                box.removeItem(0)
            meant = "skip" if given.startswith("skip") else given or (_AUTOMATIC if obvious else "")
            box.setCurrentIndex(box.findData(meant))
            box.setAccessibleName(f"What {word} means")
            box.activated.connect(lambda _, box=box, word=word: self._mean(word, box.currentData()))
            row, column = 1 + place // 3, 2 * (place % 3)
            self._words_layout.addWidget(PlainLabel(word), row, column)
            self._words_layout.addWidget(box, row, column + 1)
        self._words_layout.setColumnStretch(6, 1)

    def _mean(self, word: str, meaning: str) -> None:
        directions = {
            said: held
            for said, held in self.choices.mapping.directions.items()
            if said.casefold() != word.casefold()
        }
        if meaning != _AUTOMATIC:
            directions[word] = "skip: left out as chosen" if meaning == "skip" else meaning
        self.choices.mapping = replace(self.choices.mapping, directions=directions)
        self.choices.result = None
        self.moved.emit()

    def lacking(self) -> str:
        """Amounts, a name for the line, and a year."""
        mapping = self.choices.mapping
        missing = lacking(mapping)
        if not missing and needs_year(mapping) and not mapping.year:
            missing = "Choose the financial year of the figures: the file does not say it."
        return missing

    def start_here(self) -> QWidget:
        """The table of columns."""
        return self.view if self._stack.currentIndex() == 0 else self.groups
