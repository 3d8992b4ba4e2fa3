"""Scoring a risk: likelihood and impact before, now and as wanted, with the scale's words in sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from jcplanner.domain.registers import Risk
from jcplanner.domain.scoring_risks import MOMENTS, SCORE_FIELDS, degree, scale_of, score_of
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel
from jcplanner.plan import edits

_ABOUT = {
    "inherent": "Inherent: before anything is done",
    "current": "Current: as it stands now",
    "target": "Target: as it is wanted",
}
_POPUP = 380
NOT_SCORED = "not scored"


class DegreeBox(QuietCombo):
    """One degree from 1 to 5: its list gives the whole meaning, the box only number and word."""

    settled = Signal(object)

    def __init__(self, field: str) -> None:
        super().__init__()
        self.setMinimumContentsLength(5)
        self.setAccessibleName(SCORE_FIELDS[field])
        self.addItem(NOT_SCORED, None)
        for value, held in enumerate(scale_of(field), start=1):
            self.addItem(degree(scale_of(field), value), value)
            self.setItemData(value, f"{value} {held.word}", Qt.ItemDataRole.UserRole + 1)
        self.view().setMinimumWidth(_POPUP)
        self.activated.connect(lambda place: self.settled.emit(self.itemData(place)))

    @property
    def short(self) -> str:
        """What the box itself shows: "4 likely"."""
        return self.currentData(Qt.ItemDataRole.UserRole + 1) or NOT_SCORED

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box with its short words."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.short
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ScoreFields(QWidget):
    """Three rows of likelihood and impact; under each what was chosen means, and what it comes to."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._risk = session, ""
        self.boxes: dict[str, DegreeBox] = {}
        self.words: dict[str, PlainLabel] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(2 * style.STEP)
        layout.setVerticalSpacing(style.STEP)
        for column in range(2):
            layout.setColumnStretch(column, 1)
        layout.addWidget(PlainLabel("Likelihood", "caption"), 0, 0)
        layout.addWidget(PlainLabel("Impact", "caption"), 0, 1)
        row = 1
        for moment in MOMENTS:
            layout.addWidget(PlainLabel(_ABOUT[moment], "caption"), row, 0, 1, 2)
            for column, axis in enumerate(("likelihood", "impact")):
                name = f"{moment}_{axis}"
                box = self.boxes[name] = DegreeBox(name)
                box.settled.connect(lambda value, name=name: self._settle(name, value))
                layout.addWidget(box, row + 1, column)
            said = self.words[moment] = PlainLabel("", "caption", wrap=True)
            layout.addWidget(said, row + 2, 0, 1, 2)
            row += 3

    def show_risk(self, risk: str) -> None:
        """Show the scores of a risk; "" for none."""
        self._risk = risk
        held = self._session.plan.table(Risk).get(risk)
        self.setEnabled(held is not None)
        for name, box in self.boxes.items():
            value = getattr(held, name) if held is not None else None
            place = box.findData(value) if value is not None else 0
            box.setCurrentIndex(max(place, 0))
        for moment, label in self.words.items():
            label.setText(self._said(held, moment) if held is not None else "")
            label.setVisible(bool(label.text()))

    def _said(self, risk: Risk, moment: str) -> str:
        """The score and the meaning of both degrees: "16, high. Likely: ...; major: ..."."""
        meanings = [
            f"{held.word}: {held.meaning}"
            for axis in ("likelihood", "impact")
            if (value := getattr(risk, f"{moment}_{axis}")) is not None and 1 <= value <= 5
            for held in (scale_of(axis)[value - 1],)
        ]
        score = score_of(risk, moment)
        parts = [f"{score.words}."] if score else []
        return " ".join([*parts, *(f"{said[:1].upper()}{said[1:]}." for said in meanings)])

    def _settle(self, name: str, value: int | None) -> None:
        risk = self._risk
        if risk in self._session.plan.table(Risk):
            self._session.do(
                lambda: edits.change(self._session.plan, Risk, [risk], **{name: value}), self
            )
            self.show_risk(risk)
