"""Providers that two or more partners buy from: who, with which lines, and whether one contract is joint."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from jcplanner.domain.joint_contracts import Bought, bought_twice
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.domain.registers import Contract
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.fields import link_name
from jcplanner.plan.line_search import line_words
from jcplanner.plan.register_edits import add_joint_contract

ABOUT = (
    "Providers that two or more partners buy from, by name: capitals and spaces make no difference. "
    "Enter goes to a provider's lines, one after the other."
)
NONE = (
    "No provider is bought by two partners. Providers stand in the lines' column Provider and in "
    "contracts."
)


class TwicePanel(Panel):
    """The list of providers; below, the lines and contracts of the one that is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = ListModel(
            ("Provider", "Bought by", "Lines", "Joint contract"), self._texts, right=(2,)
        )
        widths = ((180, 900), (150, 260), (64, 64), (110, 120))
        self.view = GrowingList("Providers bought twice", self.model, widths)
        self.view.activated.connect(lambda _index: self.go_to_lines())
        self.view.selectionModel().currentRowChanged.connect(lambda *_at: self._show_parts())
        self.parts_model = ListModel(("Partner", "Line or contract"), self._part_texts)
        self.parts = GrowingList("Lines and contracts", self.parts_model, ((110, 160), (220, 1200)))
        self.parts.activated.connect(lambda _index: self.go_to_part())
        self.lines_button = button("Go to its line", self.go_to_part)
        self.joint_button = button("Add a joint contract", self.add_contract)
        self.lines_button.setToolTip("Alt+L")
        self.joint_button.setToolTip("Alt+J")
        card = Card()
        self.count = PlainLabel("", "caption")
        card.body.addLayout(
            row(PlainLabel("Same provider bought twice", "section"), self.count, None)
        )
        self.about = PlainLabel(ABOUT, "caption", wrap=True)
        card.body.addWidget(self.about)
        card.body.addWidget(self.view, 3)
        below = Card("Its lines and contracts")
        below.body.addWidget(self.parts, 1)
        below.body.addLayout(row(self.lines_button, self.joint_button, None))
        self.below = below
        self.page.addWidget(card, 3)
        self.page.addWidget(below, 2)
        self.line_action = self.command("Go to its &line", "Alt+L", self.go_to_part)
        self.joint_action = self.command("Add a &joint contract", "Alt+J", self.add_contract)

    def actions_offered(self) -> list[QAction]:
        """Where a provider is bought, and the contract that would join it."""
        return [self.line_action, self.joint_action]

    def take_focus(self) -> None:
        """The list has the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Look for providers anew."""
        chosen = self.chosen
        found = bought_twice(self.plan.records)
        self.model.put(found)
        self.count.setText(f"{len(found):,}" if found else "none")
        self.about.setText(ABOUT if found else NONE)
        self.below.setVisible(bool(found))
        if found:
            names = [held.provider for held in found]
            self.view.select(
                names.index(chosen.provider) if chosen and chosen.provider in names else 0
            )
        self._show_parts()

    def show_provider(self, provider: str) -> None:
        """Choose a provider by its name."""
        for place, held in enumerate(self.model.items):
            if isinstance(held, Bought) and held.provider == provider:
                self.view.select(place)

    @property
    def chosen(self) -> Bought | None:
        """The provider that is chosen."""
        item = self.view.current_item()
        return item if isinstance(item, Bought) else None

    def _texts(self, item: object) -> tuple[str, ...]:
        assert isinstance(item, Bought)
        names = (link_name(self.plan.records, Partner.TABLE, key) for key in item.partners)
        many = sum(map(len, item.lines.values()))
        return (item.provider, ", ".join(sorted(names)), f"{many:,}", "Yes" if item.joint else "No")

    def _show_parts(self) -> None:
        held = self.chosen
        parts: list[Place] = []
        if held is not None:
            parts += [
                Place("budgets", "budget_line", line)
                for some in held.lines.values()
                for line in some
            ]
            parts += [Place("registers", Contract.TABLE, key) for key in held.contracts]
        self.parts_model.put(parts)
        if parts:
            self.parts.select(0)
        self.joint_button.setEnabled(held is not None and not held.joint)

    def _part_texts(self, item: object) -> tuple[str, str]:
        assert isinstance(item, Place)
        records = self.plan.records
        if item.table == Contract.TABLE:
            return ("Contract", records.name(Contract.TABLE, item.id))
        lines = records.named(item.table)
        partner = lines.value(item.id, "partner") if item.id in lines else None
        return (
            link_name(records, Partner.TABLE, str(partner) if partner else None),
            line_words(records, item.id),
        )

    def go_to_lines(self) -> None:
        """Put the keyboard on the lines of the chosen provider."""
        self.parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_part(self) -> None:
        """Show the chosen line on the Budgets screen, or the contract in its register."""
        item = self.parts.current_item()
        if isinstance(item, Place):
            self.session.go(item)

    def add_contract(self) -> None:
        """Add a joint contract with the provider, its payers named, shares to be typed."""
        held = self.chosen
        if held is None or held.joint:
            return
        made = self.session.do(
            lambda: add_joint_contract(self.plan, held.provider, held.lines), self
        )
        if made:
            self.session.go(Place("registers", Contract.TABLE, made))
