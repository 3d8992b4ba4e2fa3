"""The list of virements that were made: what each moved, and taking one back by its opposite."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jcplanner.domain.money import show_exact
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.plan import Notice
from jcplanner.plan.virement_choices import say_years
from jcplanner.plan.virement_edits import Made, judge, made_virements, opposite, reverse_virement
from jcplanner.reports.virements import MoveRow, agreed_on, move_rows

NONE_YET = (
    "No virement has been made yet. Choose the lines between which budget moves in the Budgets table, then"
    " New virement (Ctrl+Shift+M)."
)


class VirementsDialog(QDialog):
    """Show it with `open()`. ``begin`` opens the dialog that makes one."""

    def __init__(
        self, session: Session, begin: Callable[[], object], chosen: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session, self.plan, self._begin = session, session.plan, begin
        self.setWindowTitle("Virements")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(700, 420)
        self.resize(940, 560)
        self.model = ListModel(
            ("Reason", "Year", "Holds for", "Agreed by", "Agreed on", "Moved", "State"),
            _made_texts,
            right=(5,),
            tone=_made_tone,
        )
        self.view = ListView("Virements", self.model, (0, 72, 116, 150, 96, 120, 90))
        self.moves_model = ListModel(
            ("Line", "Partner", "Service area", "Net gained"), _move_texts, right=(3,)
        )
        self.moves = ListView("Moves of the virement", self.moves_model, (0, 110, 220, 150))
        self.about = PlainLabel("", "caption", wrap=True)
        self.empty = PlainLabel(NONE_YET, wrap=True)
        self.reverse_button = button("&Reverse this virement…", self.reverse)
        self.copy_button = button("&Copy all", lambda: self.view.copy(all_rows=True))
        self.new_button = button("&New virement…", self.begin)
        self.close_button = button("Close", self.reject, "primary")
        self.card, self.moves_card = Card(), Card("Its moves")
        for card, parts in ((self.card, [self.view]), (self.moves_card, [self.moves, self.about])):
            card.body.setContentsMargins(*(2 * style.STEP,) * 4)
            for part in parts:
                card.body.addWidget(part, 0 if part is self.about else 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(*(4 * style.STEP,) * 4)
        page.setSpacing(3 * style.STEP)
        page.addWidget(self.empty)
        page.addWidget(self.card, 3)
        page.addWidget(self.moves_card, 2)
        page.addLayout(
            row(self.new_button, self.reverse_button, None, self.copy_button, self.close_button)
        )
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_moves())
        session.changed.connect(self._follow)
        self.read(chosen)
        (self.view if self.model.items else self.new_button).setFocus()

    def read(self, chosen: str = "") -> None:
        """Show the virements as they now stand, the newest first; one of them chosen."""
        made = tuple(reversed(made_virements(self.plan)))
        self.model.put(made)
        ids = [held.virement.id for held in made]
        for part in (self.card, self.moves_card, self.reverse_button, self.copy_button):
            part.setVisible(bool(made))
        self.empty.setVisible(not made)
        if made:
            self.view.select(ids.index(chosen) if chosen in ids else 0)
        self._show_moves()

    @property
    def chosen(self) -> Made | None:
        """The virement under the cursor."""
        held = self.view.current_item()
        return held if isinstance(held, Made) else None

    def _follow(self, _notice: Notice) -> None:
        self.read(self.chosen.virement.id if self.chosen else "")

    def _show_moves(self) -> None:
        made = self.chosen
        self.moves_model.put(() if made is None else move_rows(self.plan, made))
        self.reverse_button.setEnabled(made is not None and not made.reversed)
        words = "" if made is None else made.virement.note
        if made is not None and made.net:
            words = f"The moves come to {show_exact(made.net)}, and must come to nil. {words}"
        self.about.setText(words)
        self.about.setVisible(bool(words))

    def begin(self) -> None:
        """Close, and begin a new virement."""
        self.accept()
        self._begin()

    def reverse(self) -> None:
        """Say what the opposite virement would move, and make it when that is agreed to."""
        made = self.chosen
        if made is None:
            return
        try:
            wanted = opposite(self.plan, made.virement.id)
            judge(self.plan, wanted)
        except Refusal as refusal:
            tell(self, str(refusal))
            return
        ask(
            self,
            f'Reverse "{made.virement.reason}"?',
            "Reverse",
            lambda: self._reverse(made.virement.id),
            details=f"The opposite virement is made. {say_years(self.plan, wanted)}",
        )

    def _reverse(self, virement: str) -> None:
        back = self.session.do(lambda: reverse_virement(self.plan, virement), self)
        if back is not None:
            self.read(back)


def _made_texts(item: object) -> Sequence[str]:
    assert isinstance(item, Made)
    held = item.virement
    return (
        held.reason,
        year_label(held.year),
        "This year alone" if held.recurrence == "non-recurrent" else "Recurrent",
        held.agreed_by,
        agreed_on(item),
        show_exact(item.moved),
        "Not nil" if item.net else "Reversed" if item.reversed else "",
    )


def _made_tone(item: object, column: int) -> str:
    assert isinstance(item, Made)
    if item.net and column == 6:
        return "bad"
    return "mute" if item.reversed else ""


def _move_texts(item: object) -> Sequence[str]:
    assert isinstance(item, MoveRow)
    name = f"{item.name} (income)" if item.direction == "income" else item.name
    return name, item.partner, item.area, show_exact(item.pence)
