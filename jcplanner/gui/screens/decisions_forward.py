"""The second tab of Decisions: what comes next, by day, with what has to be ready when."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QStackedWidget, QWidget

from jcplanner.domain.column import Value
from jcplanner.domain.deciding import FIGURES_DAYS, PAPERS_DAYS, body_name
from jcplanner.domain.decisions import Decision
from jcplanner.domain.forward_plan import DECISION, Coming, forward_plan
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Place
from jcplanner.domain.registers import SUBMISSION_KINDS
from jcplanner.exchange.file_names import workbook_name
from jcplanner.gui import style
from jcplanner.gui.export_card import documents_folder
from jcplanner.gui.forms.editors import TextEditor, is_being_edited
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.record_places import place_of
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, NothingYet, PlainLabel, button, row
from jcplanner.plan import edits
from jcplanner.plan.fields import column_named
from jcplanner.reports.forward_plan import HEADS, cells

_WIDTHS = tuple(
    (least, least if column != 1 else 2_000)
    for column, least in enumerate((104, 190, 140, 130, 102, 142, 102, 112))
)
"""The words of what it is take what room there is."""

_FIGURES, _STATE = 5, 7
_ANSWERED = frozenset((DECISION, *SUBMISSION_KINDS))
"""What is late once its day has gone by; meetings and consultations are over then."""
FILTER = "Calendar files (*.ics)"


class ForwardPanel(Panel):
    """Meetings, expected decisions, consultations and submissions. ``decision_wanted`` asks for a cell."""

    decision_wanted = Signal(str)
    body_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._first = True
        self.past = QCheckBox("&Past and done too")
        self.past.setToolTip("Show what is done and what lies behind, too (Alt+P)")
        self.past.clicked.connect(lambda _on: self.refresh())
        self.about = PlainLabel("", "caption")
        self.export_button = button("Save as calendar\u2026", self.export)
        self.export_button.setToolTip("Ctrl+K")
        self.model = ListModel(HEADS, self._texts, tone=self._tone)
        self.view = GrowingList("Forward plan", self.model, _WIDTHS)
        self.view.activated.connect(lambda _index: self.open())
        self.view.selectionModel().currentChanged.connect(lambda *_at: self._show_days())
        card = Card()
        card.body.addLayout(row(self.past, self.about, None, self.export_button))
        card.body.addWidget(self.view, 1)
        card.body.addLayout(self._lead_times())
        self.faces = QStackedWidget()
        self.faces.addWidget(card)
        self.bodies_button = button("Add bodies and meetings", lambda: self.body_wanted.emit(""))
        self.faces.addWidget(
            NothingYet(
                "Nothing is planned yet",
                "The forward plan is made of meetings with their dates, decisions that are awaited, "
                "consultations and submissions. Begin with the bodies and their meetings.",
                self.bodies_button,
            )
        )
        self.page.addWidget(self.faces, 1)
        self._actions = [
            self.command("&Save as calendar\u2026", "Ctrl+K", self.export),
            self.command("&Go to it", "Ctrl+L", self.open),
            self.command("&Past and done too", "Ctrl+Shift+P", self.past.click),
            self.command("Cop&y the plan", "Ctrl+Shift+C", lambda: self.view.copy(all_rows=True)),
        ]

    def _lead_times(self):
        """The lead times of the body in the chosen row, changed where their effect is seen."""
        self.body_label = PlainLabel("", "section")
        parts: list[QWidget] = [self.body_label]
        self.days: dict[str, TextEditor] = {}
        for name, words, usual in (
            ("papers_days", "Papers &due, days before", PAPERS_DAYS),
            ("figures_days", "F&igures fixed, days before", FIGURES_DAYS),
        ):
            column = column_named(Body, name)
            editor = TextEditor(column, self.plan.records)
            editor.widget.setAccessibleName(f"{column.label} of the body in the chosen row")
            editor.widget.setToolTip(column.help)
            editor.widget.setFixedWidth(64)
            if isinstance(editor.widget, QLineEdit):
                editor.widget.setPlaceholderText(str(usual))
            editor.settled.connect(lambda value, name=name: self._set_days(name, value))
            editor.faulty.connect(self._say)
            label = QLabel(words)
            label.setBuddy(editor.widget)
            self.days[name] = editor
            parts += [label, editor.widget]
        self.fault = PlainLabel("", "bad")
        return row(*parts, self.fault, None, spacing=2 * style.STEP)

    def actions_offered(self) -> list[QAction]:
        """The calendar file, and going to what the chosen row comes from."""
        return self._actions

    @property
    def coming(self) -> Coming | None:
        """The chosen entry."""
        held = self.view.current_item()
        return held if isinstance(held, Coming) else None

    def refresh(self) -> None:
        """Read the days again."""
        every = forward_plan(self.plan.records)
        today, chosen = date.today(), self.coming
        if self._first and every and all(_is_past(held, today) for held in every if held.day):
            # A plan of years gone by: an almost empty list would say nothing of it.
            self.past.setChecked(True)
        self._first = False
        shown = [held for held in every if self.past.isChecked() or not _is_past(held, today)]
        self.model.put(shown)
        self.faces.setCurrentIndex(0 if every else 1)
        hidden = len(every) - len(shown)
        self.about.setText(f"{hidden:,} past or done not shown" if hidden else "")
        keys = [(held.kind, held.key) for held in shown]
        wanted = (chosen.kind, chosen.key) if chosen else None
        if shown:
            self.view.select(keys.index(wanted) if wanted in keys else 0)
        self._show_days()

    def _texts(self, held: object) -> tuple[str, ...]:
        assert isinstance(held, Coming)
        return cells(self.plan, held, date.today())

    def _tone(self, held: object, column: int) -> str:
        assert isinstance(held, Coming)
        today = date.today()
        if _is_past(held, today):
            return "mute"
        late = held.day is not None and held.day < today and held.kind in _ANSWERED
        if column == _STATE and late:
            return "bad"
        fixed = held.figures is not None and held.figures < today and not late
        return "warn" if column == _FIGURES and fixed else ""

    def _show_days(self) -> None:
        coming = self.coming
        body = coming.body if coming else None
        self.body_label.setText(body_name(self.plan.records, body) if body else "")
        for name, editor in self.days.items():
            editor.widget.setEnabled(body is not None)
            if not is_being_edited(editor.widget):
                editor.show(getattr(body, name) if body else None)

    def _set_days(self, name: str, value: Value) -> None:
        coming = self.coming
        if coming is not None and coming.body is not None:
            key = coming.body.id
            self.session.do(lambda: edits.change(self.plan, Body, [key], **{name: value}), self)

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)

    # What people do

    def open(self) -> None:
        """Go to what the chosen entry comes from: the matrix, the body's meetings, a register."""
        coming = self.coming
        if coming is None:
            return
        if coming.table == Decision.TABLE:
            self.decision_wanted.emit(coming.key)
            return
        place = place_of(self.plan.records, coming.table, coming.key)
        if place is not None:
            self.session.go(Place(place.screen, coming.table, coming.key))

    def export(self) -> None:
        """Ask where, and write the calendar file there."""
        name = workbook_name(self.plan, date.today(), "forward plan").removesuffix(".xlsx")
        dialog = QFileDialog(
            self,
            "Save the forward plan as a calendar",
            str(documents_folder() / f"{name}.ics"),
            FILTER,
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the calendar file."""
        from jcplanner.exchange.calendar_file import export_calendar

        count = self.session.do(lambda: export_calendar(self.plan, path), self)
        if count is not None:
            events = "1 event" if count == 1 else f"{count:,} events"
            self.about.setText(f"Written: {path.name}, {events}, in {path.parent}")

    def take_focus(self) -> None:
        """The list has the keyboard, or the first button where there is nothing yet."""
        held = self.bodies_button if self.faces.currentIndex() else self.view
        held.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_past(held: Coming, today: date) -> bool:
    """Whether nothing is left to be done about it: done, or a day gone by that asks for no answer."""
    gone = held.day is not None and held.day < today
    return held.done or (gone and held.kind not in _ANSWERED)
