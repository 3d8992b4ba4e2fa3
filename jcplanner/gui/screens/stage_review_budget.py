"""The Integrated budget tab of a stage review: from which lines, into what, and the structure beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.gates import areas_of
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.domain.stage_reviews import Consolidation
from jcplanner.gui import style
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.placed_card import PlacedCard
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.stage_review_lists import ReviewPanel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.find_field import FindField
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, gate_edits
from jcplanner.plan.line_search import find_lines
from jcplanner.reports.consolidations import structure_table, sums_of, sums_table
from jcplanner.reports.placed import PlacedRow, PlacedTable, headings

_FIELDS = ("name", "year", "pool", "lead_partner", "words")
_NARROW, _LIST_HEIGHT = 780, 132


class BudgetPanel(ReviewPanel):
    """Integrated budgets of the area: fields on the left, lines, their sum and the posts on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chosen = QuietCombo()
        self.chosen.setAccessibleName("Integrated budget")
        self.chosen.activated.connect(lambda _at: self.refresh())
        self.add_button = button("&Add", self.add)
        self.add_button.setAccessibleName("Add an integrated budget")
        self.remove_button = button("Remove", self.remove)
        self.remove_button.setAccessibleName("Remove this integrated budget")
        self.form = RecordForm(session, Consolidation, columns=_FIELDS)
        left = Card("Integrated budget")
        left.body.addWidget(
            PlainLabel(
                "Which of the partners' lines are to become one budget, in which pool, under whose lead.",
                "caption",
                wrap=True,
            )
        )
        left.body.addWidget(self.chosen)
        left.body.addLayout(row(self.add_button, self.remove_button, None))
        left.body.addWidget(self.form, 1)
        self.blank = PlainLabel("")
        left.body.addWidget(self.blank, 1)
        records = session.plan.records
        self.find_line = FindField(lambda text: find_lines(records, text))
        self.find_line.setAccessibleName("Find a line to put in")
        self.find_line.setPlaceholderText("type to find a line to put in")
        self.find_line.chosen.connect(self.take)
        self.area_button = button("All lines of the a&rea", self.take_area)
        self.out_button = button("Ta&ke out", self.drop)
        self.lines = PlacedCard(session, "From these lines")
        self.lines.body.insertLayout(1, row(self.find_line, self.area_button, self.out_button))
        self.lines.view.doubleClicked.connect(lambda _index: self.lines.open_current())
        self.lines.wanted.connect(self.wanted)
        self.sums = PlacedCard(session, "Sum by partner and year", whole=True)
        self.apart = PlainLabel("", "caption", wrap=True)
        self.sums.body.insertWidget(1, self.apart)
        self.posts = PlacedCard(session, "Management structure, now and proposed")
        self.posts.view.doubleClicked.connect(lambda _index: self.posts.open_current())
        self.posts.wanted.connect(self.wanted)
        right = QWidget()
        down = QVBoxLayout(right)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2 * style.STEP)
        for card in (self.lines, self.sums, self.posts):
            card.body.setContentsMargins(*(3 * style.STEP,) * 4)
            card.setMinimumHeight(_LIST_HEIGHT)
            down.addWidget(card, {self.lines: 3, self.posts: 2}.get(card, 0))
        self.page.addWidget(Folding((left, 2), (right, 5), narrow=_NARROW))
        QShortcut(
            QKeySequence("Delete"),
            self.lines.view,
            self.drop,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    @property
    def area(self) -> str:
        """The area that is reviewed."""
        held = self.held
        return (held.service_area or "") if held else ""

    @property
    def key(self) -> str:
        """The integrated budget in sight; blank for none."""
        return str(self.chosen.currentData() or "")

    def refresh(self) -> None:
        """Show the integrated budgets of the area, and the one that is chosen."""
        held = self.held
        if held is None:
            return
        self._fill()
        key = self.key
        self.form.show_record(key or None)
        self.form.setVisible(bool(key))
        self.blank.setVisible(not key)
        for part in (self.remove_button, self.find_line, self.area_button, self.out_button):
            part.setEnabled(bool(key))
        self._show_lines(key)
        self.posts.put(structure_table(self.plan, areas_of(self.plan.records, held)))

    def _fill(self) -> None:
        kept, inside = self.key, areas_of(self.plan.records, self.held) if self.held else set()
        budgets = [
            held for held in self.plan.table(Consolidation).ordered() if held.service_area in inside
        ]
        self.chosen.clear()
        for held in budgets:
            self.chosen.addItem(held.name, held.id)
        self.chosen.setCurrentIndex(max(self.chosen.findData(kept), 0 if budgets else -1))
        self.chosen.setEnabled(bool(budgets))

    def _show_lines(self, key: str) -> None:
        self.apart.setVisible(bool(key))
        if not key:
            words = (
                "No integrated budget is described yet. Add one, then say which lines go into it."
            )
            self.lines.put(PlacedTable("Lines", (), (), words))
            self.sums.put(PlacedTable("Sum", (), (), "There is nothing to add up yet."))
            return
        sums = sums_of(self.plan, key)
        lines, records = self.plan.table(BudgetLine), self.plan.records

        def partner_of(line: str) -> str | None:
            held = lines.value(line, "partner")
            return None if held is None else str(held)

        rows = tuple(
            PlacedRow(
                (
                    str(lines.value(line, "description")),
                    records.name(Partner.TABLE, partner_of(line)) or "No partner",
                    str(lines.value(line, "direction")),
                ),
                Place("budgets", BudgetLine.TABLE, line),
            )
            for line in sums.lines
        )
        self.lines.put(
            PlacedTable(
                "Lines",
                headings("Line", "Partner", "Direction"),
                rows,
                "No line yet: type a few words of its name above, or take all lines of the area.",
            )
        )
        self.sums.put(sums_table(self.plan, key))
        apart = [
            f"{show_plain(pence)} {words} over all years stands apart"
            for pence, words in ((sums.capital, "of capital"), (sums.in_kind, "in kind"))
            if pence
        ]
        self.apart.setText("; ".join(["Net revenue in cash", *apart]) + ".")

    def add(self) -> None:
        """Describe another integrated budget, from the year of the review."""
        held = self.held
        if held is None:
            return
        self.form.settle()
        name = self.plan.records.name("service_area", self.area)
        key = self.session.do(
            lambda: edits.add(
                self.plan,
                Consolidation,
                name=f"{name}: integrated budget",
                service_area=self.area,
                year=held.year,
            ),
            self,
        )
        if key is not None:
            self.show_record(key)

    def remove(self) -> None:
        """Remove the one in sight; its lines stay budget lines."""
        key = self.key
        if key:
            name = self.plan.records.name(Consolidation.TABLE, key)
            ask(
                self,
                f'Remove the integrated budget "{name}"?',
                "Remove",
                lambda: self.session.do(
                    lambda: edits.remove(self.plan, Consolidation, [key]), self
                ),
                details="Its lines stay in the plan. This can be undone.",
            )

    def take(self) -> None:
        """Put the line that was found in."""
        line, key = self.find_line.value, self.key
        if line and key:
            self.session.do(lambda: gate_edits.take_lines(self.plan, key, [str(line)]), self)
            self.find_line.put(None, "")

    def take_area(self) -> None:
        """Put all lines of its area in."""
        key = self.key
        if key:
            self.session.do(lambda: gate_edits.take_area(self.plan, key), self)

    def drop(self) -> None:
        """Take the chosen line out."""
        held, key = self.lines.view.current_item(), self.key
        if key and isinstance(held, PlacedRow) and held.place is not None:
            line = held.place.id
            self.session.do(lambda: gate_edits.drop_lines(self.plan, key, [line]), self)

    def show_record(self, key: str) -> None:
        """Choose an integrated budget and put the keyboard into its name."""
        self.refresh()
        at = self.chosen.findData(key)
        if at >= 0:
            self.chosen.setCurrentIndex(at)
            self.refresh()
            self.form.focus("name")

    def settle(self) -> None:
        """Take what is being typed."""
        self.form.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the choice, or to what adds the first one."""
        (self.chosen if self.key else self.add_button).setFocus()
