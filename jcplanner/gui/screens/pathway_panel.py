"""The panel beside the pathway: change where an area stands in a year, and see what moves before it does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import (
    ARRANGEMENTS,
    STAGES,
    TYPICAL_ARRANGEMENT,
    PathwayStep,
    standing,
)
from jcplanner.domain.pools import Pool
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import STAGE_WORDS, Card, PlainLabel, button, row, rule
from jcplanner.plan import edits
from jcplanner.reports.cards import what_moves

NEW_POOL = "new"
NOTE_HEIGHT = 56


class PathwayPanel(Card):
    """Shows one card of the pathway. Nothing in the plan moves until it is applied, in one step."""

    left = Signal()
    """The keyboard wants to go back to the cards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Pathway", parent)
        self.session, self.plan = session, session.plan
        self.area, self.year = "", 0
        self._loading = False
        self._shown: dict[str, str | None] = {}
        self.heading.setWordWrap(True)
        self.where = PlainLabel("", "caption", wrap=True)
        self.stage = _choices("Stage", [(stage, STAGE_WORDS[stage]) for stage in STAGES])
        self.arrangement = _choices(
            "Arrangement", [(held, held[:1].upper() + held[1:]) for held in ARRANGEMENTS]
        )
        self.pool, self.lead, self.host = (
            _choices("Pool"),
            _choices("Lead partner"),
            _choices("Host"),
        )
        self.pool_name = QLineEdit()
        self.pool_name.setAccessibleName("Name of the new pooled fund")
        self.pool_name.setPlaceholderText("Name of the new pooled fund")
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.moves = PlainLabel("", wrap=True)
        self.moves.setAccessibleName("What moves")
        self.apply_button = button("Apply", self.apply, "primary")
        self.back_button = button("Put back", self.read)
        self.inherit_button = button("Inherit again", self.inherit_again, "link")
        self._lay_out()
        self.stage.currentIndexChanged.connect(self._stage_chosen)
        for box in (self.arrangement, self.pool, self.lead, self.host):
            box.currentIndexChanged.connect(self._chosen)
        self.pool_name.textChanged.connect(self._chosen)
        self.note.textChanged.connect(self._chosen)

    def _lay_out(self) -> None:
        fields = QWidget()
        body = QVBoxLayout(fields)
        body.setContentsMargins(0, 0, 2 * style.STEP, 0)
        body.setSpacing(2 * style.STEP)
        body.addWidget(self.where)
        body.addWidget(self.inherit_button, 0, Qt.AlignmentFlag.AlignLeft)
        for label, field in (
            ("Stage", self.stage),
            ("Arrangement", self.arrangement),
            ("Pool", self.pool),
        ):
            body.addLayout(_field(label, field))
        self.new_pool = QWidget()
        inside = QVBoxLayout(self.new_pool)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(style.STEP)
        inside.addWidget(self.pool_name)
        inside.addLayout(_field("Host partner", self.host))
        body.addWidget(self.new_pool)
        body.addLayout(_field("Lead partner", self.lead))
        body.addLayout(_field("Note", self.note))
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(fields)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # What moves, and the buttons, stay in sight however many fields there are.
        self.body.addWidget(scroll, 1)
        self.body.addWidget(rule())
        self.body.addWidget(PlainLabel("What moves", "section"))
        self.body.addWidget(self.moves)
        self.body.addLayout(row(self.apply_button, self.back_button, None))

    def show_card(self, area: str, year: int) -> None:
        """Show the card of an area in a year; what was chosen but not applied on another is dropped."""
        chosen = self.makes_pool or self.fields != self._shown
        if (area, year) != (self.area, self.year) or not chosen:
            self.area, self.year = area, year
            self.read()
        else:
            self._chosen()

    def read(self) -> None:
        """Show the card as the plan has it."""
        areas = self.plan.table(ServiceArea)
        there = self.area in areas
        self.setEnabled(there)
        if not there:
            self.heading.setText("Choose a card")
            self.where.setText("Arrow keys move between the cards; Enter changes one.")
            self.moves.setText("")
            return
        self._loading = True
        held, own = self._standing(), self._own()
        name = areas[self.area].name
        self.heading.setText(f"{name}, {year_label(self.year)}")
        self.where.setText(self._where_words())
        partners = [(partner.id, partner.name) for partner in self.plan.table(Partner).ordered()]
        pools = [(pool.id, pool.name) for pool in self.plan.table(Pool).ordered()]
        _fill(self.pool, [("", "No pool"), *pools, (NEW_POOL, "New pooled fund\u2026")])
        _fill(self.lead, [("", "No lead partner"), *partners])
        _fill(self.host, [("", "No host yet"), *partners])
        _choose(self.stage, held.stage)
        _choose(self.arrangement, held.arrangement)
        _choose(self.pool, held.pool or "")
        _choose(self.lead, held.lead_partner or "")
        self.note.setPlainText(own.note if own else "")
        self.pool_name.setText(f"{name} pooled fund")
        self._loading = False
        self._shown = self.fields
        self._chosen()

    def _standing(self):
        areas, steps = self.plan.table(ServiceArea), self.plan.table(PathwayStep)
        return standing(areas, steps, self.area, self.year)

    def _own(self) -> PathwayStep | None:
        return self.plan.table(PathwayStep).get(cell_id(self.area, self.year))

    def _where_words(self) -> str:
        held, areas = self._standing(), self.plan.table(ServiceArea)
        if held.set_on == self.area:
            above = areas.value(self.area, "parent")
            over = standing(areas, self.plan.table(PathwayStep), above, self.year)  # type: ignore[arg-type]
            if over.set_on is None:
                return "Set here. Nothing above it is set."
            source = areas[over.set_on].name
            return f"Set here. It would inherit {over.stage}, {over.arrangement}, from {source}."
        if held.set_on:
            return f"Inherited from {areas[held.set_on].name}. Applying a change sets it here."
        return "Not set here or above."

    @property
    def fields(self) -> dict[str, str | None]:
        """What is chosen, by the names of `PathwayStep`; a new pool is left out."""
        pool = self.pool.currentData()
        return {
            "stage": self.stage.currentData(),
            "arrangement": self.arrangement.currentData(),
            "pool": None if pool in ("", NEW_POOL) else pool,
            "lead_partner": self.lead.currentData() or None,
            "note": self.note.toPlainText().strip(),
        }

    @property
    def makes_pool(self) -> bool:
        """Whether a new pooled fund is to be made."""
        return self.pool.currentData() == NEW_POOL

    @property
    def is_touched(self) -> bool:
        """Whether something is chosen that the plan does not have yet."""
        if self.area not in self.plan.table(ServiceArea):
            return False
        held, own = self._standing(), self._own()
        stands = {
            "stage": held.stage,
            "arrangement": held.arrangement,
            "pool": held.pool,
            "lead_partner": held.lead_partner,
            "note": own.note if own else "",
        }
        return self.makes_pool or self.fields != stands

    def _stage_chosen(self) -> None:
        """A stage brings the arrangement that is typical of it; people may then choose another."""
        if not self._loading:
            _choose(self.arrangement, TYPICAL_ARRANGEMENT[self.stage.currentData()])
            self._chosen()

    def _chosen(self) -> None:
        if self._loading:
            return
        touched, own = self.is_touched, self._own()
        self.new_pool.setVisible(self.makes_pool)
        self.apply_button.setEnabled(
            touched and bool(self.pool_name.text().strip() or not self.makes_pool)
        )
        self.back_button.setEnabled(touched)
        self.inherit_button.setVisible(own is not None)
        self._show_moves()

    def _show_moves(self) -> None:
        chosen = self.fields
        name = self.pool_name.text().strip()
        pool = name if self.makes_pool else self.plan.records.name("pool", chosen["pool"])
        sentences = what_moves(
            self.plan,
            self.area,
            self.year,
            stage=str(chosen["stage"]),
            arrangement=str(chosen["arrangement"]),
            pool=pool,
        )
        self.moves.setText("\n".join(sentences))

    def apply(self) -> None:
        """Put what is chosen into the plan, as one step."""
        if not self.is_touched:
            return
        made = None
        if self.makes_pool:
            made = {"name": self.pool_name.text().strip(), "host": self.host.currentData() or None}
        self.session.do(
            lambda: edits.set_pathway(
                self.plan, self.area, self.year, new_pool=made, **self.fields
            ),
            self,
        )
        self.read()
        self.left.emit()

    def inherit_again(self) -> None:
        """Drop the area's own card of the year, as one step."""
        if self._own() is not None:
            self.session.do(lambda: edits.clear_pathway(self.plan, self.area, self.year), self)
            self.read()
            self.left.emit()

    def start(self) -> None:
        """Put the keyboard on the first field."""
        self.stage.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the card back and returns to the cards."""
        if event.key() == Qt.Key.Key_Escape:
            self.read()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _choices(name: str, choices: list[tuple[str, str]] | None = None) -> QComboBox:
    made = QuietCombo()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    _fill(made, choices or [])
    return made


def _fill(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    box.clear()
    for key, words in choices:
        box.addItem(words, key)


def _choose(box: QComboBox, key: str) -> None:
    place = box.findData(key)
    box.setCurrentIndex(max(place, 0))


def _field(label: str, widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(2)
    caption: QLabel = PlainLabel(label, "caption")
    caption.setBuddy(widget)
    made.addWidget(caption)
    made.addWidget(widget)
    return made
