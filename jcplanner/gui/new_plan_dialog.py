"""A new plan: from which template or example, its title, place and first year, and where it is kept."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.years import FIRST_YEAR, LAST_YEAR, year_label
from jcplanner.exchange.file_names import plain_name
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.import_wizard.page import labelled
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.templates import (
    EXAMPLE,
    TEMPLATE,
    describe,
    example_names,
    template_names,
    this_year,
)
from jcplanner.store.planfile import SUFFIX

FILTER = f"jcplanner plans (*{SUFFIX})"


class NewPlanDialog(QDialog):
    """`chosen` carries path, template or example, title, first year (None: as it comes) and place."""

    chosen = Signal(object, str, str, object, str)

    def __init__(self, parent: QWidget | None = None, kind: str = TEMPLATE) -> None:
        super().__init__(parent)
        self._kind = kind
        self._folder = _documents()
        self._path_typed = False
        self.setWindowTitle("New plan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 520)
        self.offered = ListModel(("",), _offer_texts, tone=_offer_tone, chosen=_is_choice)
        self.offered.put(_offers(kind))
        self.list = ListView("Templates and worked examples", self.offered, (0,))
        self.list.horizontalHeader().hide()
        self.list.setProperty("role", "")
        self.list.setFixedWidth(290)
        self.summary = PlainLabel("", wrap=True)
        self.title, self.place, self.path = QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setMaxLength(200)
        self.place.setMaxLength(200)
        self.place.setPlaceholderText("Such as Herefordshire")
        self.first_year = QuietCombo()
        for year in range(max(FIRST_YEAR, 2005), min(LAST_YEAR, this_year() + 11)):
            self.first_year.addItem(year_label(year), year)
        self.first_year.setCurrentIndex(self.first_year.findData(this_year()))
        self.years = PlainLabel("", "caption", wrap=True)

        card = Card()
        self.heading = PlainLabel("", "section", wrap=True)
        for part in (self.heading, self.summary):
            card.body.addWidget(part)
        card.body.addSpacing(2 * style.STEP)
        card.body.addWidget(labelled("Title", self.title))
        card.body.addWidget(labelled("Place", self.place))
        card.body.addWidget(labelled("First financial year: the base year", self.first_year))
        card.body.addWidget(self.years)
        browse = button("Choose…", self._browse)
        browse.setAccessibleName("Choose where the plan is kept")
        kept = QHBoxLayout()
        kept.addWidget(labelled("Kept in the file", self.path), 1)
        kept.addWidget(browse, alignment=Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(kept)
        card.body.addStretch(1)
        self.fault = PlainLabel("", "bad", wrap=True)
        self.make_button = button("Make the plan", self.make, "primary")
        self.make_button.setDefault(True)
        foot = row(self.fault, button("Cancel", self.reject), self.make_button)
        foot.setStretchFactor(self.fault, 1)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(3 * style.STEP)
        layout.addWidget(PlainLabel("New plan", "title"))
        middle = QHBoxLayout()
        middle.setSpacing(3 * style.STEP)
        middle.addWidget(self.list)
        middle.addWidget(card, 1)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_choice())
        self.title.textEdited.connect(lambda _text: self._suggest_path())
        self.path.textEdited.connect(lambda _text: self._typed_path())
        self.first_year.currentIndexChanged.connect(lambda _at: self._say_years())
        self._choose_first()
        self.title.setFocus()

    def _choose_first(self) -> None:
        """The template for a council and an NHS partner is what most people want; else the first."""
        names = [name for _, name in self.offered.items]  # type: ignore[misc]
        usual = (
            names.index("council-nhs") if self._kind == TEMPLATE and "council-nhs" in names else 1
        )
        self.list.select(usual)

    @property
    def name(self) -> str:
        """The template or example that is chosen."""
        held = self.list.current_item()
        return held[1] if held is not None else ""  # type: ignore[index]

    def choose(self, name: str) -> None:
        """Choose a template or example by its name."""
        self.list.select([held for _, held in self.offered.items].index(name))  # type: ignore[misc]

    def _show_choice(self) -> None:
        if not self.name:
            return
        held = describe(self.name)
        example = held.kind == EXAMPLE
        self.heading.setText(held.title)
        self.summary.setText(held.summary)
        self.title.setPlaceholderText(
            "As the example is called" if example else "Such as One Herefordshire"
        )
        for widget in (self.place, self.first_year):
            widget.setEnabled(not example)
        self._say_years()
        self._suggest_path()

    def _say_years(self) -> None:
        if not self.first_year.isEnabled():
            self.years.setText("An example has the place and the years of its published figures.")
            return
        year = self.first_year.currentData()
        self.years.setText(
            f"{year_label(year)} is the last year before the pathway; "
            f"{year_label(year + 1)} to {year_label(year + 3)} follow. Both can be changed later."
        )

    def _suggest_path(self) -> None:
        """The file is called after the plan until somebody says otherwise; never one that is there."""
        self.fault.setText("")
        if self._path_typed or not self.name:
            return
        stem = _file_name(self.title.text()) or _file_name(describe(self.name).title)
        path, number = self._folder / f"{stem}{SUFFIX}", 1
        while path.exists():
            number += 1
            path = self._folder / f"{stem} {number}{SUFFIX}"
        self.path.setText(str(path))
        self.path.setCursorPosition(0)

    def _typed_path(self) -> None:
        self._path_typed = True
        self.fault.setText("")

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Where is the plan kept?", self.path.text(), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self.take_path)
        dialog.open()

    def take_path(self, path: str) -> None:
        """Keep the plan in this file."""
        self.path.setText(path)
        self._typed_path()

    def lacking(self) -> str:
        """Why the plan cannot be made yet, in one sentence; "" where it can."""
        if not self.title.text().strip() and describe(self.name).kind == TEMPLATE:
            return "Give the plan a title."
        text = self.path.text().strip()
        if not text:
            return "Say in which file the plan is kept."
        path = _with_suffix(text)
        if path.exists():
            return f"{path.name} is there already; choose another name."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}; choose another."
        return ""

    def make(self) -> None:
        """Tell what was chosen, unless something is missing."""
        fault = self.lacking()
        if fault:
            self.fault.setText(fault)
            (self.title if "title" in fault else self.path).setFocus()
            return
        example = describe(self.name).kind == EXAMPLE
        year = None if example else self.first_year.currentData()
        place = "" if example else " ".join(self.place.text().split())
        path, title = _with_suffix(self.path.text().strip()), " ".join(self.title.text().split())
        name = self.name
        self.accept()
        self.chosen.emit(path, name, title, year, place)


def _offers(kind: str) -> list[tuple[str, str]]:
    """Words and names in the order of the list; a heading has no name."""
    groups = [("Templates", template_names()), ("Worked examples", example_names())]
    if kind == EXAMPLE:
        groups.reverse()
    return [
        offer
        for heading, names in groups
        for offer in ((heading, ""), *((describe(name).title, name) for name in names))
    ]


def _offer_texts(offer: object) -> list[str]:
    words, name = offer  # type: ignore[misc]
    return [f"  {words}" if name else words]


def _offer_tone(offer: object, column: int) -> str:
    return "" if _is_choice(offer) else "faint"


def _is_choice(offer: object) -> bool:
    return bool(offer[1])  # type: ignore[index]


def _with_suffix(text: str) -> Path:
    path = Path(text).expanduser()
    return path if path.suffix.casefold() == SUFFIX else path.with_name(path.name + SUFFIX)


def _file_name(title: str) -> str:
    return plain_name(title).strip(". ")[:80]


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()
