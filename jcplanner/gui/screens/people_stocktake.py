"""The Stocktake tab of People: officers' time typed in its table, totals below, what a summary leaves out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from jcplanner.domain.people import OfficerTime
from jcplanner.domain.problems import Place
from jcplanner.domain.stocktake import NOT_CASH
from jcplanner.gui import style
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.facts_card import FactsCard
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.people_tables import TIME_COLUMNS, TimeSection
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, NothingYet, PlainLabel, button, row
from jcplanner.plan import people_edits
from jcplanner.reports.people import (
    TotalRow,
    basis_words,
    fte_words,
    stocktake_facts,
    stocktake_totals,
    year_words,
)

_SHARES = (300, 330)
_MOST_COLUMNS = 100
"""Three for each year: FTE and money stand right, what they rest on stands left."""

_NAME, _FTE, _YEAR, _BASIS = (190, 300), (102, 102), (84, 110), (130, 420)


class StocktakePanel(Panel):
    """Entries above; totals and what is to be known below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.section = TimeSection(
            session,
            OfficerTime,
            TIME_COLUMNS,
            "A cost is that of the months sampled; a year is worked out from it. Name posts and teams, "
            f"never persons. {NOT_CASH}",
            people_edits.add_time,
        )
        self.model = ListModel(
            (),
            self._texts,
            right=[column for column in range(1, _MOST_COLUMNS) if column % 3],
            tone=self._tone,
            chosen=lambda item: isinstance(item, TotalRow) and item.counts is not None,
        )
        self.totals = GrowingList("Totals of officers' time", self.model, ())
        self.facts = FactsCard("What to know")
        self.faces = QStackedWidget()
        self.faces.addWidget(self._full())
        self.faces.addWidget(self._empty())
        self.page.addWidget(self.faces, 1)
        section = self.section
        self.add_action = self.command("&Add an entry", "Ctrl+N", self.add)
        self.remove_action = self.command("&Remove the entry", "Ctrl+Del", section.remove)
        self.up_action = self.command("Move &up", "Alt+Up", lambda: section.move(-1))
        self.down_action = self.command("Move &down", "Alt+Down", lambda: section.move(1))
        self.next_action = self.command(
            "&Estimate chosen entries for the next year", "Ctrl+D", self.estimate
        )
        for held, keys in (
            (section.add_button, "Ctrl+N"),
            (section.remove_button, "Ctrl+Del"),
            (section.up_button, "Alt+Up"),
            (section.down_button, "Alt+Down"),
            (self.next_button, "Ctrl+D"),
        ):
            held.setToolTip(keys)
        self.refresh()

    def _full(self) -> QWidget:
        totals = Card()
        totals.body.addLayout(
            row(PlainLabel("Totals", "section"), PlainLabel("not cash", "caption"), None)
        )
        totals.body.addWidget(self.totals, 1)
        self.next_button = button("Estimate next year", self.estimate)
        self.next_button.setAccessibleName("Estimate the chosen entries for the next year")
        head = self.section.list_card.body.itemAt(0).layout()
        assert head is not None
        head.insertWidget(3, self.next_button)  # type: ignore[attr-defined]
        below = QWidget()
        across = row(totals, self.facts, spacing=3 * style.STEP)
        across.setStretch(0, 8)
        across.setStretch(1, 5)
        below.setLayout(across)
        held = QSplitter(Qt.Orientation.Vertical)
        held.setHandleWidth(3 * style.STEP)
        held.setChildrenCollapsible(False)
        held.addWidget(self.section)
        held.addWidget(below)
        held.setSizes(list(_SHARES))
        return held

    def _empty(self) -> QWidget:
        self.first_button = button("Add the first entry", self.add, "primary")
        return NothingYet(
            "No officers' time yet",
            "Add what officers' time goes into the joint work: its tier, FTE, and the cost in the months "
            "that were sampled. A year is worked out from the sample and marked as indicative.",
            self.first_button,
        )

    def actions_offered(self) -> list[QAction]:
        """Add, remove, move, estimate the next year."""
        return [
            self.add_action,
            self.remove_action,
            self.up_action,
            self.down_action,
            self.section.table.paste_action,
            self.next_action,
        ]

    def add(self) -> None:
        """Add an entry, its name ready to be typed."""
        self.faces.setCurrentIndex(0)
        self.section.add()

    def estimate(self) -> None:
        """Carry the chosen entries into the next year as estimates."""
        keys = self.section.chosen_keys()
        made = self.session.do(lambda: people_edits.estimate_next_year(self.plan, keys), self)
        if made:
            self.section.go_to(made[0])

    def take_focus(self) -> None:
        """The keyboard is in the table, or on the first thing to do."""
        first = self.first_button if self.faces.currentIndex() else self.section.view
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Lead to an entry."""
        self.refresh()
        self.section.go_to(place.id)
        self.take_focus()

    # What is shown

    def refresh(self) -> None:
        """Show the stocktake as it now stands."""
        self.faces.setCurrentIndex(0 if self.plan.table(OfficerTime) else 1)
        self.section.show_current()
        years, rows = stocktake_totals(self.plan)
        heads = ["Officers' time a year"]
        widths = [_NAME]
        for year in years:
            heads += [f"{year_words(year)} FTE", "A year", "Rests on"]
            widths += [_FTE, _YEAR, _BASIS]
        self.model.put(rows, heads)
        self.totals.set_widths(widths)
        self.facts.put("What to know", stocktake_facts(self.plan))

    def _texts(self, item: object) -> list[str]:
        assert isinstance(item, TotalRow)
        texts = ["\u2003" * item.depth + item.words]
        for held in item.counts or ():
            texts += [
                fte_words(held.fte or None),
                self.session.money(held.annual if held.bases else None),
                basis_words(held),
            ]
        return texts

    def _tone(self, item: object, column: int) -> str:
        assert isinstance(item, TotalRow)
        if item.counts is None:
            return "accent"
        return "mute" if column and column % 3 == 0 else ""
