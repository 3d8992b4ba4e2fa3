"""Record what one body said of one proposal: a form that becomes one step, on the figures it was shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.column import Value
from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.deciding import body_name, may_decide, said
from jcplanner.domain.decisions import Decision, Meeting, RecommendationOutcome
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal, Recommendation
from jcplanner.domain.versions import Version, in_groups
from jcplanner.gui import style
from jcplanner.gui.forms.editors import Editor, QuietCombo, editor_for
from jcplanner.gui.session import Session
from jcplanner.gui.tables.sheet import Sheet, SheetCell, SheetRow, SheetView, Values
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan import decision_edits
from jcplanner.plan.fields import column_named
from jcplanner.reports.decisions import bound_to, say_short

_FREEZE = "freeze"
_LEFT = (
    ("needed", "Its decision is &needed"),
    ("meeting", "&Meeting"),
    ("expected", "&Expected"),
    ("outcome", "&Outcome"),
    ("decided_on", "&Decided on"),
    ("minute", "Minute &reference"),
)
_RIGHT = (("words", "Reso&lution"), ("conditions", "&Conditions"), ("source", "&Source"))
_ROWS_SHOWN = 4


class DecisionDialog(QDialog):
    """Show it with `open()`. Nothing moves until it is recorded; a refusal is said inside."""

    def __init__(
        self, session: Session, proposal: str, body: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.plan = session, session.plan
        self.proposal, self.body = proposal, body
        records = self.plan.records
        self.held = said(records, proposal, self.plan.table(Body)[body])
        start = self.held.decision or Decision("", proposal, body)
        self.values: dict[str, Value] = {
            name: getattr(start, name) for name, _ in (*_LEFT, *_RIGHT)
        }
        self.single: dict[str, tuple[str, str]] = {}
        name = body_name(records, self.held.body)
        self.setWindowTitle(f"{name}: {records.name(Proposal.TABLE, proposal)}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(640, 420)
        self.resize(860, 560)
        self.editors: dict[str, Editor] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(5 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        layout.addWidget(PlainLabel(records.name(Proposal.TABLE, proposal), "title", wrap=True))
        layout.addWidget(PlainLabel(self._about(name), "caption", wrap=True))
        across = QHBoxLayout()
        across.setSpacing(5 * style.STEP)
        across.addLayout(self._fields(_LEFT), 2)
        across.addLayout(self._right(), 3)
        layout.addLayout(across)
        layout.addWidget(self._recommendations())
        layout.addStretch(1)
        self.fault = PlainLabel("", "bad", wrap=True)
        self.fault.hide()
        layout.addWidget(self.fault)
        self.main = button("Record", self.accept, "primary")
        self.main.setDefault(True)
        layout.addLayout(row(None, button("Cancel", self.reject), self.main))
        self._faults: dict[str, str] = {}
        for name, one in self.editors.items():
            one.faulty.connect(lambda fault, name=name: self._fault_of(name, fault))
        self._show_meeting()
        self.editors["outcome"].widget.setFocus()

    def _about(self, name: str) -> str:
        body = self.held.body
        if may_decide(body):
            return f"What {name} decided, in its own words. Other bodies decide for themselves."
        why = "Its authority is advisory" if body.authority == "advisory" else "It has no authority"
        return (
            f"What {name} said. {why}: it can note the proposal, defer it or not consider it; what it "
            "recommends goes into the resolution."
        )

    # The form

    def _fields(self, names: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * style.STEP)
        grid.setVerticalSpacing(style.STEP + 2)
        for at, (name, words) in enumerate(names):
            column = column_named(Decision, name)
            editor = editor_for(column, self.plan.records)
            editor.show(self.values[name])
            editor.settled.connect(lambda value, name=name: self._settled(name, value))
            self.editors[name] = editor
            editor.widget.setAccessibleName(column.label)
            editor.widget.setAccessibleDescription(column.help)
            editor.widget.setToolTip(column.help)
            label = QLabel(words)
            label.setProperty("role", "caption")
            label.setBuddy(editor.widget)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor.widget, at, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(names), 1)
        return grid

    def _right(self) -> QVBoxLayout:
        self.version = QuietCombo()
        self.version.setAccessibleName("On the figures of")
        self.version.setMinimumContentsLength(20)
        bound = self.held.decision.version if self.held.decision else None
        self.version.addItem("No version", None)
        self.version.addItem("The figures as they are now: freeze them", _FREEZE)
        for held in sorted(
            self.plan.table(Version).values(),
            key=lambda held: (held.step_place, held.at),
            reverse=True,
        ):
            self.version.addItem(held.name, held.id)
        self.version.setCurrentIndex(max(self.version.findData(bound), 0))
        self.version.activated.connect(lambda _place: self._show_version())
        self.version_name = QLineEdit()
        self.version_name.setAccessibleName("Name of the new version")
        self.fingerprint = PlainLabel("", "caption", wrap=True)
        grid = self._fields(_RIGHT)
        label = QLabel("On the &figures of")
        label.setProperty("role", "caption")
        label.setBuddy(self.version)
        at = len(_RIGHT)
        grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.version, at, 1)
        grid.addWidget(self.version_name, at + 1, 1)
        grid.addWidget(self.fingerprint, at + 2, 1)
        down = QVBoxLayout()
        down.addLayout(grid)
        down.addStretch(1)
        self._show_version()
        return down

    def _show_version(self) -> None:
        chosen = self.version.currentData()
        self.version_name.setVisible(chosen == _FREEZE)
        if chosen == _FREEZE and not self.version_name.text():
            self.version_name.setText(self._suggested_name())
        version = self.plan.table(Version).get(str(chosen))
        words = ""
        if version is not None:
            words = f"Fingerprint {in_groups(version.fingerprint)}"
        elif chosen is None and self.held.decision and self.held.decision.fingerprint:
            words = bound_to(self.plan, self.held.decision)
        self.fingerprint.setText(words[:1].upper() + words[1:])
        self.fingerprint.setVisible(bool(words))

    def _suggested_name(self) -> str:
        """The body and its day, told apart from versions that have that name."""
        day = self._day()
        name = body_name(self.plan.records, self.held.body)
        wanted = f"{name}, {say_day(day)}" if day else name
        taken = {held.name.casefold() for held in self.plan.table(Version).values()}
        made, number = wanted, 2
        while made.casefold() in taken:
            made, number = f"{wanted} ({number})", number + 1
        return made

    def _day(self):
        meeting = self.plan.table(Meeting).get(str(self.values["meeting"]))
        return read_day(str(self.values["decided_on"] or "")) or (
            read_day(meeting.date) if meeting else None
        )

    def _show_meeting(self) -> None:
        """Offer this body's meetings only; its day stands in where no other is typed."""
        box = self.editors["meeting"].widget
        assert isinstance(box, QuietCombo)
        box.clear()
        box.addItem("None named", None)
        for held in self.plan.table(Meeting).ordered():
            if held.body == self.body:
                day = say_short(read_day(held.date))
                box.addItem(", ".join(part for part in (held.name, day) if part), held.id)
        box.setCurrentIndex(max(box.findData(self.values["meeting"]), 0))
        self._show_day()

    def _show_day(self) -> None:
        meeting = self.plan.table(Meeting).get(str(self.values["meeting"]))
        day = read_day(meeting.date) if meeting else None
        for name in ("decided_on", "expected"):
            field = self.editors[name].widget
            assert isinstance(field, QLineEdit)
            field.setPlaceholderText(
                f"as its meeting, {say_short(day)}" if day else "such as 28/07/2016"
            )

    def _recommendations(self) -> QWidget:
        """What it said of single recommendations, where that differs from the whole."""
        self.sheet = Sheet(self.plan, ("Recommendation", "Outcome", "Words"), self._write_single)
        self.sheet_view = SheetView(self.sheet, "Single recommendations")
        self.sheet_view.set_widths(400, 150, 0)
        self.sheet_view.setFixedHeight(_ROWS_SHOWN * style.ROW_HEIGHT + 34)
        outcomes = self.plan.table(RecommendationOutcome)
        for held in self._own():
            one = outcomes.get(f"{held.id}:{self.body}")
            self.single[held.id] = (one.outcome, one.words) if one else ("not yet", "")
        self._put_single()
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 2 * style.STEP, 0, 0)
        down.addWidget(PlainLabel("Where it said otherwise of single recommendations", "caption"))
        down.addWidget(self.sheet_view)
        inside.setVisible(bool(self.single))
        return inside

    def _own(self) -> list[Recommendation]:
        held = self.plan.table(Recommendation).ordered()
        return [one for one in held if one.proposal == self.proposal]

    def _put_single(self) -> None:
        def cells(number: int, held: Recommendation) -> tuple[SheetCell, ...]:
            outcome, words = self.single[held.id]
            shown = "" if outcome == "not yet" else outcome.capitalize()
            return (
                SheetCell(f"{number}. {held.words}", tip=held.words),
                SheetCell(
                    shown, column_named(RecommendationOutcome, "outcome"), outcome, "As the whole"
                ),
                SheetCell(words, column_named(RecommendationOutcome, "words"), words, tip=words),
            )

        self.sheet.put(
            [SheetRow(held.id, cells(number, held)) for number, held in enumerate(self._own(), 1)]
        )

    def _write_single(self, values: Values) -> None:
        for (key, name), value in values.items():
            outcome, words = self.single[key]
            self.single[key] = (str(value), words) if name == "outcome" else (outcome, str(value))
        self._put_single()

    # Taking it

    def _settled(self, name: str, value: Value) -> None:
        self.values[name] = value
        if name == "meeting":
            self._show_day()
        if name in ("meeting", "decided_on") and self.version.currentData() == _FREEZE:
            self.version_name.setText(self._suggested_name())

    def _fault_of(self, name: str, fault: str) -> None:
        self._faults[name] = fault
        self._say(next((held for held in self._faults.values() if held), ""))

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def accept(self) -> None:
        """Record it, or say why it cannot be so."""
        self._say("")
        for editor in self.editors.values():
            editor.settle()
        if any(self._faults.values()):
            return
        version = self.version.currentData()
        fields = dict(self.values)
        before = self.held.decision.version if self.held.decision else None
        single = {key: held for key, held in self.single.items() if self._differs(key, held)}
        try:
            if version == _FREEZE:
                decision_edits.record_on_figures_now(
                    self.plan, self.version_name.text(), self.proposal, self.body, single, **fields
                )
            else:
                if version != before:
                    fields["version"] = version
                decision_edits.record_decision(
                    self.plan, self.proposal, self.body, single, **fields
                )
        except Refusal as refusal:
            self._say(str(refusal))
            return
        super().accept()

    def _differs(self, key: str, held: tuple[str, str]) -> bool:
        one = self.plan.table(RecommendationOutcome).get(f"{key}:{self.body}")
        return held != ((one.outcome, one.words) if one else ("not yet", ""))
