"""The Envelopes part: what each programme area may spend in a year, locked to the resource."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from jcplanner.domain.column import Value
from jcplanner.domain.envelopes import METHOD, NEITHER, EnvelopeRow, EnvelopesOfYear, envelopes_of
from jcplanner.domain.priorities import Envelope
from jcplanner.domain.years import year_label
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.priorities_grid import GridColumn, TypedGrid, TypedView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import priority_edits
from jcplanner.plan.fields import column_named

_AMOUNT, _FLOOR, _CEILING = "amount", "floor", "ceiling"
_STRENGTHS = ((5_000, "Half strength"), (10_000, "Full strength"), (20_000, "Double strength"))
_LEVELS = ((None, "Usual level"), (0, "Top areas"), (1, "One level down"), (2, "Two levels down"))


class EnvelopesPanel(Panel):
    """Programme areas down; a typed envelope is held, and the rest can be spread over the others."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.exercise: str | None = None
        self.year = 0
        self.now: EnvelopesOfYear | None = None
        self.held: dict[int, set[str]] = {}
        self.grid = TypedGrid(session, self._text, self._value, self._write, faint=self._faint)
        self.view = TypedView(self.grid, "Envelopes")
        self.left = PlainLabel("", "section")
        self.about = PlainLabel("", "caption", wrap=True)
        self.spread_button = button("Spread the rest", self.spread, "primary")
        self.spread_button.setToolTip("Ctrl+Shift+R")
        self.hold_button = button("Hold or release", self.hold)
        self.hold_button.setToolTip("Ctrl+H")
        self.strength_box = QuietCombo()
        self.strength_box.setAccessibleName("How strongly scores shift envelopes")
        for strength, words in _STRENGTHS:
            self.strength_box.addItem(words, strength)
        self.strength_box.setCurrentIndex(1)
        self.propose_button = button("Propose from scores", self.propose)
        self.propose_button.setToolTip("Ctrl+Shift+P")
        self.level_box = QuietCombo()
        self.level_box.setAccessibleName("Level of the programme areas")
        for level, words in _LEVELS:
            self.level_box.addItem(words, level)
        self.level_box.activated.connect(lambda _place: self.refresh())
        card = Card()
        card.body.addLayout(
            row(
                self.left,
                None,
                self.level_box,
                self.strength_box,
                self.propose_button,
                self.hold_button,
                self.spread_button,
            )
        )
        card.body.addWidget(self.about)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(PlainLabel(METHOD, "caption", wrap=True))
        self.page.addWidget(card, 1)
        self.spread_action = self.command("&Spread the rest", "Ctrl+Shift+R", self.spread)
        self.hold_action = self.command("&Hold or release", "Ctrl+H", self.hold)
        self.propose_action = self.command("P&ropose from scores", "Ctrl+Shift+P", self.propose)

    def actions_offered(self) -> list[QAction]:
        """Spreading, holding, proposing and pasting."""
        return [self.spread_action, self.hold_action, self.propose_action, self.view.paste_action]

    @property
    def level(self) -> int | None:
        """How far down the tree the areas lie; None for the first level with more than one."""
        return self.level_box.currentData()

    def show_year(self, year: int, exercise: str | None) -> None:
        """Show the envelopes of a year; scores are of this prioritisation."""
        self.year, self.exercise = year, exercise
        self.refresh()

    def refresh(self) -> None:
        """Show the envelopes as they now stand."""
        self.now = envelopes_of(self.plan.records, self.plan.figures, self.year, self.level)
        money = [column_named(Envelope, name) for name in (_FLOOR, _CEILING, _AMOUNT)]
        floor, ceiling, amount = money
        columns = (
            GridColumn("name", "Programme area", right=False),
            GridColumn(_FLOOR, "Floor", floor),
            GridColumn(_CEILING, "Ceiling", ceiling),
            GridColumn(_AMOUNT, "Envelope", amount),
            GridColumn("held", "Held", right=False),
            GridColumn("planned", "Plan from the bottom up"),
            GridColumn("difference", "Plan less envelope"),
            GridColumn("rests", "The plan is its", right=False),
        )
        self.grid.put([one.area for one in self.now.rows], columns)
        widths = (230, 100, 100, 116, 60, 184, 146, 130)
        for column, width in enumerate(widths):
            self.view.horizontalHeader().resizeSection(column, width)
        if not self.view.currentIndex().isValid() and self.grid.rows:
            self.view.go_to(0, 3)
        self._say()
        self.propose_button.setEnabled(self.exercise is not None)
        self.strength_box.setEnabled(self.exercise is not None)

    def _say(self) -> None:
        assert self.now is not None
        money, now = self.session.money, self.now
        if now.left is None:
            self.left.setText("No resource yet")
            self.about.setText(
                f"Nobody has said what the commissioners have in {year_label(self.year)}; type it on the Gap "
                "screen under Resources, and envelopes are locked to it."
            )
        else:
            words = "Left to place" if now.left >= 0 else "Placed beyond the resource"
            self.left.setText(f"{words}: {money(abs(now.left))}")
            self.left.set_role("section" if now.left >= 0 else "bad")
            self.about.setText(
                f"{year_label(self.year)}: {money(now.placed)} placed of the commissioners' resource of "
                f"{money(now.resource)}; plans from the bottom up come to {money(now.planned)}."
                f"{self._outside()}"
            )

    def _outside(self) -> str:
        assert self.now is not None
        if not self.now.outside:
            return ""
        return f" {self.session.money(self.now.outside)} of budgets lie in no row."

    def _row(self, area: str) -> EnvelopeRow | None:
        rows = () if self.now is None else self.now.rows
        return next((one for one in rows if one.area == area), None)

    def _text(self, area: str, column: str) -> str:
        held, money = self._row(area), self.session.money
        if held is None:
            return ""
        if column == "name":
            return "\u2003" * held.depth + self.plan.records.name("service_area", area)
        if column == "held":
            return "held" if area in self._held_now() else ""
        if column == "rests":
            return "" if held.rests_on == NEITHER else held.rests_on
        return money(getattr(held, column))

    def _faint(self, area: str, column: str) -> str:
        return {_FLOOR: "none", _CEILING: "none", _AMOUNT: "to place"}.get(column, "")

    def _value(self, area: str, column: str) -> Value:
        held = self._row(area)
        return None if held is None else getattr(held, column)

    def _held_now(self) -> set[str]:
        return self.held.setdefault(self.year, set())

    def _write(self, cells: object) -> None:
        assert isinstance(cells, dict)
        for (area, field), value in cells.items():
            if field == _AMOUNT:
                (self._held_now().discard if value is None else self._held_now().add)(area)
        given = {(area, self.year, field): value for (area, field), value in cells.items()}
        priority_edits.set_envelopes(self.plan, given)

    def hold(self) -> None:
        """Hold the chosen areas' envelopes while the rest is spread, or release them."""
        rows = [self.grid.rows[at] for at in self.view.selected_rows()]
        held = self._held_now()
        release = all(area in held for area in rows)
        for area in rows:
            (held.discard if release else held.add)(area)
        self.refresh()

    def spread(self) -> None:
        """Spread what the held envelopes leave of the resource over the other areas."""
        year, level, there = self.year, self.level, set(self.grid.rows)
        held = self._held_now() & there
        rows = () if self.now is None else self.now.rows
        if not held and any(one.amount is None for one in rows):
            # Nothing was typed or held since the plan was opened: what is there stays, blanks are filled.
            held = {one.area for one in rows if one.amount is not None}
        self.session.do(lambda: priority_edits.place_rest(self.plan, year, held, level), self)

    def propose(self) -> None:
        """Propose envelopes from scores, around today's plans."""
        year, level, exercise = self.year, self.level, self.exercise
        strength = int(self.strength_box.currentData())
        if exercise is not None:
            verb = priority_edits.propose_envelopes
            self.session.do(lambda: verb(self.plan, year, exercise, strength, level), self)

    def take_focus(self) -> None:
        """The grid has the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
