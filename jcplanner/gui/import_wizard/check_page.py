"""Last page: what would be brought in, to be compared with the file's own totals before it is accepted."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QTabWidget, QWidget

from jcplanner.domain.money import show_exact
from jcplanner.domain.years import year_label
from jcplanner.exchange.intake import IntakeResult
from jcplanner.exchange.interpret import with_answer
from jcplanner.exchange.proposal import Change
from jcplanner.exchange.reading import ControlTotal, Remark, Undecided
from jcplanner.gui import style
from jcplanner.gui.import_wizard.choices import Choices
from jcplanner.gui.import_wizard.page import Page
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.widgets import Card, PlainLabel, button

_OPTION = re.compile(r"\s*\(--[^)]*\)")
"""What a sentence says to those who use the command line."""

ANSWER_WORDS = {
    "day first": "The day comes first (28/07/2016)",
    "month first": "The month comes first (07/28/2016)",
}


class CheckPage(Page):
    """Control totals first, then everything that is left out, what changes, and notes."""

    step = "Check and accept"

    def __init__(self, choices: Choices, run: Callable[[], None]) -> None:
        super().__init__(choices, "Does it add up?", "Nothing has been brought in yet.")
        self._run = run
        self.headline = PlainLabel("", "section", wrap=True)
        self.body.addWidget(self.headline)

        self.question = Card()
        self.question_text = PlainLabel("", wrap=True)
        self.question.body.addWidget(self.question_text)
        self._answers = QHBoxLayout()
        self.question.body.addLayout(self._answers)
        self.body.addWidget(self.question)

        self._figures = QHBoxLayout()
        self._figures.setSpacing(3 * style.STEP)
        self.captions: dict[str, PlainLabel] = {}
        self.figures: dict[str, PlainLabel] = {}
        for name in (
            "Expenditure",
            "Income",
            "Lines added",
            "Lines changed",
            "Unchanged",
            "Rejected",
        ):
            self._figures.addWidget(self._tile(name), 1)
        self.tiles = QWidget()
        self.tiles.setLayout(self._figures)
        self._figures.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.tiles)

        self.totals = ListModel(
            ("Control total", "Stated in the file", "Brought in", "Difference", ""),
            _total_texts,
            right=(1, 2, 3),
            tone=_total_tone,
        )
        self.rejected = ListModel(("Row", "Column", "Value", "Why"), _remark_texts)
        self.skipped = ListModel(("Row", "Column", "Value", "Why"), _remark_texts)
        self.changes = ListModel(("Line", "What", "Before", "After"), _change_texts)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName("Notes")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("What would be brought in")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for title, model, widths in (
            ("Control totals", self.totals, (0, 160, 160, 130, 90)),
            ("Rejected", self.rejected, (80, 200, 220, 0)),
            ("Left out", self.skipped, (80, 200, 220, 0)),
            ("What changes", self.changes, (0, 150, 200, 200)),
        ):
            view = ListView(title, model, widths)
            view.setProperty("role", "")
            self.tabs.addTab(view, title)
        self.tabs.addTab(self.notes, "Notes")
        self.body.addWidget(self.tabs, 1)
        self.save = QCheckBox("Save the mapping in the plan, for the next file from this partner")
        self.save.setChecked(True)
        self.body.addWidget(self.save)

    def _tile(self, name: str) -> QWidget:
        made = Card()
        made.body.setContentsMargins(12, 8, 12, 8)
        made.body.setSpacing(0)
        self.captions[name] = PlainLabel(name, "caption")
        made.body.addWidget(self.captions[name])
        self.figures[name] = PlainLabel("", "section")
        made.body.addWidget(self.figures[name])
        return made

    def enter(self) -> None:
        """Work out what would happen, unless nothing has been chosen otherwise since."""
        if self.choices.result is None:
            self.headline.setText("")
            self._show_parts(False)
            self.question.hide()
            self._run()
        else:
            self.show_result(self.choices.result)

    def _show_parts(self, shown: bool) -> None:
        for part in (self.tiles, self.tabs, self.save):
            part.setVisible(shown)

    def show_result(self, result: IntakeResult) -> None:
        """Show what the dry run gave."""
        self.question.hide()
        self._show_parts(True)
        self.headline.set_role("section")
        years = ", ".join(year_label(year) for year in result.years)
        partner = f" for {result.partner}" if result.partner else ""
        self.headline.setText(f"{result.headline()}{f' {years}{partner}.' if years else ''}")
        for name, text in (
            ("Expenditure", show_exact(result.expenditure)),
            ("Income", show_exact(result.income)),
            ("Lines added", f"{result.lines_added:,}"),
            ("Lines changed", f"{result.lines_changed:,}"),
            ("Unchanged", f"{result.lines_unchanged:,}"),
            ("Rejected", f"{len(result.rejected):,}"),
        ):
            self.figures[name].setText(text)
        span = f", {len(result.years)} years" if len(result.years) > 1 else ""
        for name in ("Expenditure", "Income"):
            self.captions[name].setText(f"{name}{span}")
        self.figures["Rejected"].set_role("bad" if result.rejected else "section")
        self.totals.put(result.control_totals)
        self.rejected.put(result.rejected)
        self.skipped.put(result.skipped)
        self.changes.put(result.changes)
        self.notes.setPlainText("\n\n".join(result.notes))
        apart = len(result.control_differences)
        agree = len(result.control_totals) - apart
        titles = (
            f"Control totals ({f'{apart:,} apart' if apart else f'{agree:,} agree'})"
            if result.control_totals
            else "Control totals (none stated)",
            f"Rejected ({len(result.rejected):,})",
            f"Left out ({sum(max(held.rows, 1) for held in result.skipped):,})",
            f"What changes ({len(result.changes):,})",
            f"Notes ({len(result.notes):,})",
        )
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)
        self.tabs.setCurrentIndex(
            1 if result.rejected else 0 if result.control_totals else 3 if result.changes else 4
        )
        self.save.setVisible(self.choices.is_new_mapping)
        self.moved.emit()

    def show_refusal(self, sentence: str) -> None:
        """Say why the file cannot be brought in as things are chosen."""
        self._show_parts(False)
        self.question.hide()
        self.headline.set_role("bad")
        self.headline.setText(_OPTION.sub("", sentence))
        self.moved.emit()

    def ask(self, question: Undecided) -> None:
        """Put a question that the file leaves open; the answer goes into the mapping."""
        self._show_parts(False)
        self.headline.setText("")
        self.question_text.setText(str(question).partition("; say")[0] + ".")
        while (held := self._answers.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        for choice in question.choices:
            self._answers.addWidget(
                button(
                    ANSWER_WORDS.get(choice, choice),
                    lambda choice=choice: self._answer(question.setting, choice),
                )
            )
        self._answers.addStretch(1)
        self.question.show()
        self._answers.itemAt(0).widget().setFocus()
        self.moved.emit()

    def _answer(self, setting: str, answer: str) -> None:
        self.choices.mapping = with_answer(self.choices.mapping, setting, answer)
        self.choices.result = None
        self.enter()

    def lacking(self) -> str:
        """Something that would change the plan."""
        result = self.choices.result
        if result is None:
            return "Nothing can be brought in yet."
        return "Nothing would change." if result.nothing_changed else ""

    def start_here(self) -> QWidget:
        """The lists; the wizard's own button accepts."""
        return self.tabs


def _total_texts(item: object) -> list[str]:
    assert isinstance(item, ControlTotal)
    rounding = f"rounding {item.rounding:f}p" if item.rounding and item.agrees else ""
    return [
        item.name,
        show_exact(item.stated),
        show_exact(item.derived),
        show_exact(item.difference) if item.difference else "0",
        rounding or ("agrees" if item.agrees else "apart"),
    ]


def _total_tone(item: object, column: int) -> str:
    assert isinstance(item, ControlTotal)
    return ("integrate" if item.agrees else "bad") if column >= 3 else ""


def _remark_texts(item: object) -> list[str]:
    assert isinstance(item, Remark)
    where = f"{item.row:,}" if item.row is not None else ""
    why = f"{item.why} ({item.rows:,} rows alike)" if item.rows > 1 else item.why
    return [where, item.column, item.value, why]


def _change_texts(item: object) -> list[str]:
    assert isinstance(item, Change)

    def words(value: str | int | None) -> str:
        return show_exact(value) if isinstance(value, int) else value or "blank"

    return [item.line, item.what, words(item.before), words(item.after)]
