"""Second page: which sheet, which row holds the headings, and how lines lie in it; the sheet itself below."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from jcplanner.exchange.header import column_letters
from jcplanner.exchange.read import Sheet
from jcplanner.exchange.values import clean_text
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.import_wizard.choices import Choices
from jcplanner.gui.import_wizard.layouts import with_layout
from jcplanner.gui.import_wizard.page import Page, labelled
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.widgets import PlainLabel, button

LAYOUT_WORDS = {
    "lines": "One budget line per row",
    "across": "One body per row, its lines across",
    "transactions": "Transactions, to be summed",
}
SHOWN = 200
WIDEST = 40
"""Rows and columns of the preview."""

ReadHidden = Callable[[str], None]


class SheetPage(Page):
    """Choose sheet, header row and layout; choosing a row of the preview makes it the header."""

    step = "Sheet and headings"

    def __init__(self, choices: Choices, read_hidden: ReadHidden) -> None:
        super().__init__(
            choices,
            "Where do the headings stand?",
            "The row whose cells name the columns. Rows above it are left out and counted; total rows "
            "below it are compared, never brought in.",
        )
        self._read_hidden = read_hidden
        self.sheet, self.layout_box = QuietCombo(), QuietCombo()
        for value, words in LAYOUT_WORDS.items():
            self.layout_box.addItem(words, value)
        self.header_row = QSpinBox()
        self.header_row.setMinimum(1)
        self.header_row.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.header_row.setFixedWidth(88)
        self.use_button = button("Use the chosen row", self._use_row)
        self.use_button.setToolTip("Enter or a double click on a row does the same")
        across = QHBoxLayout()
        across.setSpacing(3 * style.STEP)
        across.addWidget(labelled("Sheet", self.sheet), 2)
        across.addWidget(labelled("Header row", self.header_row))
        across.addWidget(self.use_button, alignment=Qt.AlignmentFlag.AlignBottom)
        across.addWidget(labelled("How lines lie in it", self.layout_box), 2)
        self.body.addLayout(across)
        self.remarks = PlainLabel("", "warn", wrap=True)
        self.body.addWidget(self.remarks)
        self.model = ListModel((), self._texts, tone=self._tone)
        self.view = ListView("The sheet", self.model, ())
        self.view.setProperty("role", "")
        self.view.horizontalHeader().setStretchLastSection(False)
        self.view.activated.connect(lambda _index: self._use_row())
        self.view.doubleClicked.connect(lambda _index: self._use_row())
        self.body.addWidget(self.view, 1)
        self._places: dict[int, int] = {}
        self.sheet.activated.connect(self._take_sheet)
        self.header_row.editingFinished.connect(self._take_row)
        self.header_row.valueChanged.connect(lambda _value: self._take_row())
        self.layout_box.activated.connect(self._take_layout)

    def enter(self) -> None:
        """Show the sheet under the header as it is understood."""
        file = self.choices.file
        self.sheet.clear()
        for held in file.sheets if file else ():
            hidden = " (hidden)" if held.hidden else ""
            empty = "" if held.rows or held.hidden else " (empty)"
            self.sheet.addItem(f"{held.name}{hidden}{empty}", held.name)
        self.sheet.setCurrentIndex(self.sheet.findData(self.choices.sheet_name))
        self._show()

    def _show(self) -> None:
        sheet, header = self.choices.sheet, self.choices.header
        self.layout_box.setCurrentIndex(self.layout_box.findData(self.choices.mapping.layout))
        self.remarks.setText(" ".join(self.choices.remarks))
        self.remarks.setVisible(bool(self.choices.remarks))
        if sheet is None or not sheet.rows:
            self.model.put([], [])
            self.moved.emit()
            return
        self.header_row.blockSignals(True)
        self.header_row.setRange(sheet.first_row, sheet.first_row + len(sheet.rows) - 1)
        self.header_row.setValue(header.row if header else sheet.first_row)
        self.header_row.blockSignals(False)
        width = min(max(len(line) for line in sheet.rows[:SHOWN]), WIDEST)
        heads = [column_letters(sheet.first_column + place) for place in range(width)]
        self.model.put(range(min(len(sheet.rows), SHOWN)), ["Row", *heads])
        across = self.view.horizontalHeader()
        across.resizeSection(0, 56)
        for column in range(1, width + 1):
            across.resizeSection(column, self._width(sheet, column - 1))
        if header is not None and header.place < SHOWN:
            self.view.select(header.place)
        self.moved.emit()

    @staticmethod
    def _width(sheet: Sheet, place: int) -> int:
        """Wide enough for most cells; measured on the first rows only."""
        longest = max(
            (len(clean_text(line[place])) for line in sheet.rows[:40] if place < len(line)),
            default=0,
        )
        return min(max(70, 8 * longest + 20), 240)

    def _texts(self, place: object) -> list[str]:
        sheet = self.choices.sheet
        assert isinstance(place, int)
        if sheet is None or place >= len(sheet.rows):
            return []
        return [
            str(sheet.row_number(place)),
            *(clean_text(cell) for cell in sheet.rows[place][:WIDEST]),
        ]

    def _tone(self, place: object, column: int) -> str:
        assert isinstance(place, int)
        header = self.choices.header
        if column == 0 or (header is not None and place < header.place):
            return "faint"
        return "accent" if header is not None and place == header.place else ""

    def _use_row(self) -> None:
        place = self.view.currentIndex().row()
        if self.choices.sheet is not None and place >= 0:
            self.header_row.setValue(self.choices.sheet.row_number(place))

    def _take_row(self) -> None:
        header = self.choices.header
        wanted = self.header_row.value()
        if header is None or header.row != wanted:
            self.choices.take_sheet(self.choices.sheet_name, wanted)
            self._show()

    def _take_sheet(self) -> None:
        name = self.sheet.currentData()
        held = (
            next((sheet for sheet in self.choices.file.sheets if sheet.name == name), None)
            if (self.choices.file)
            else None
        )
        if held is not None and not held.rows and held.hidden:
            self._read_hidden(name)
            return
        self.choices.take_sheet(name)
        self._show()

    def _take_layout(self) -> None:
        layout, sheet, header = (
            self.layout_box.currentData(),
            self.choices.sheet,
            self.choices.header,
        )
        if sheet is not None and header is not None and layout != self.choices.mapping.layout:
            self.choices.mapping = with_layout(self.choices.mapping, layout, sheet, header)
            self.choices.result = None
            self._show()

    def lacking(self) -> str:
        """A row with headings."""
        if self.choices.sheet is None or not self.choices.sheet.rows:
            return "This sheet is empty; choose another."
        return "" if self.choices.header is not None else "Choose the row that holds the headings."

    def start_here(self) -> QWidget:
        """The preview, in which the header row is chosen."""
        return self.view
