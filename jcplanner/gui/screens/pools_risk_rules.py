"""The risk-share rules of a pool: their order, what each says, and sets of rules to begin with."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.in_year import pool_lines
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.risk_rules import RULES, SIDES, RiskShare, RiskShareRule, share_id
from jcplanner.domain.risk_share import FIXED, OTHERS_FIRST, OUTSIDE, USUAL_CAP
from jcplanner.gui import style
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, risk_edits
from jcplanner.plan.fields import column_named
from jcplanner.plan.plan import Notice
from jcplanner.plan.rule_sets import rule_sets
from jcplanner.reports.risk_share import RiskOfPool

_FIELDS = ("rule", "cap", "amount", "protected", "clause", "note")
_SHARED = (FIXED, OUTSIDE)
_ONLY_FOR = {"cap": tuple(USUAL_CAP), "protected": (OTHERS_FIRST,)}
_SHARE = column_named(RiskShare, "share")


class RulesDialog(QDialog):
    """Rules for overspends, then for underspends, each in the order of call, beside a form for one."""

    def __init__(
        self, session: Session, pool: str, year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.plan, self.pool, self.year = session, session.plan, pool, year
        self.setWindowTitle(f"Risk share: {self.plan.records.name('pool', pool)}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1080, 600)
        self.model = ListModel(("For an", "Rule, in order", "What the agreement says"), self._texts)
        self.view = ListView("Rules of the pool", self.model, (110, 220, 0))
        self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._show_rule())
        self.view.activated.connect(lambda _index: self.form.focus("rule"))
        self.view.installEventFilter(self)
        self.adder = QuietCombo()
        self.adder.setAccessibleName("Rule to add")
        self.adder.setMinimumContentsLength(30)
        for side in SIDES:
            for rule in RULES:
                if side in rule.sides:
                    self.adder.addItem(f"{side.capitalize()}: {rule.name}", (side, rule.name))
        self.adder.setToolTip("What to add")
        self.adder_words = PlainLabel("", "caption", wrap=True)
        self.add_button = button("&Add", self.add)
        self.up_button = button("&Up", lambda: self.move_rule(-1))
        self.down_button = button("&Down", lambda: self.move_rule(1))
        self.remove_button = button("&Remove", self.remove)
        for held, name in (
            (self.add_button, "Add the rule"),
            (self.up_button, "Move the rule up"),
            (self.down_button, "Move the rule down"),
            (self.remove_button, "Remove the rule"),
        ):
            held.setAccessibleName(name)
        self.sets = QuietCombo()
        self.sets.setAccessibleName("Set of rules")
        self.sets.setMinimumContentsLength(22)
        for held in rule_sets():
            self.sets.addItem(held.name, held)
        self.set_words = PlainLabel("", "caption", wrap=True)
        self.set_button = button("&Put in the set", self.put_set)
        self.form = RecordForm(session, RiskShareRule, columns=_FIELDS, write=self._write)
        self.form_card = Card("Rule")
        self.form_card.setFixedWidth(330)
        self.shares = QWidget()
        self._share_rows = QFormLayout(self.shares)
        self._share_rows.setContentsMargins(0, 0, 0, 0)
        self._share_fields: dict[str, QLineEdit] = {}
        self.shares_words = PlainLabel("", "caption", wrap=True)
        self.line_box = QuietCombo()
        self.line_box.setAccessibleName("For one line")
        self.line_box.activated.connect(lambda _place: self._line_chosen())
        self._lay_out()
        for box in (self.adder, self.sets):
            box.currentIndexChanged.connect(lambda _place: self._say_words())
        session.changed.connect(self._follow)
        QShortcut(QKeySequence("Ctrl+Shift+Up"), self).activated.connect(lambda: self.move_rule(-1))
        QShortcut(QKeySequence("Ctrl+Shift+Down"), self).activated.connect(
            lambda: self.move_rule(1)
        )
        self._say_words()
        self.read()
        (self.view if self.model.items else self.sets).setFocus()

    def _lay_out(self) -> None:
        list_card = Card()
        list_card.body.addLayout(
            row(
                PlainLabel("Rules in the order of call", "section"),
                None,
                self.up_button,
                self.down_button,
                self.remove_button,
            )
        )
        list_card.body.addWidget(
            PlainLabel(
                "Each rule takes from what the ones before it left; what none takes is unallocated. "
                "Rules for one line go before those of the pool.",
                "caption",
                wrap=True,
            )
        )
        list_card.body.addWidget(self.view, 1)
        list_card.body.addLayout(
            row(PlainLabel("Add", "caption"), self.adder, self.add_button, None)
        )
        list_card.body.addWidget(self.adder_words)
        list_card.body.addLayout(
            row(PlainLabel("Set", "caption"), self.sets, self.set_button, None)
        )
        list_card.body.addWidget(self.set_words)
        line_label = QLabel("For one &line")
        line_label.setProperty("role", "caption")
        line_label.setBuddy(self.line_box)
        self.form_card.heading.setWordWrap(True)
        self.form_card.body.addWidget(self.shares_words)
        self.form_card.body.addWidget(self.shares)
        self.form_card.body.addWidget(self.form, 1)
        self.form_card.body.addWidget(line_label)
        self.form_card.body.addWidget(self.line_box)
        across = QHBoxLayout()
        across.setSpacing(3 * style.STEP)
        across.addWidget(list_card, 1)
        across.addWidget(self.form_card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(3 * style.STEP)
        layout.addLayout(across, 1)
        layout.addLayout(row(None, button("Close", self.accept, "primary")))

    # Reading

    @property
    def key(self) -> str:
        """The rule that is chosen; blank for none."""
        held = self.view.current_item()
        return held.id if isinstance(held, RiskShareRule) else ""

    def read(self, choose: str = "") -> None:
        """Show the rules as the plan has them, keeping the one that is chosen."""
        wanted = choose or self.key
        self.risk = RiskOfPool(self.plan, self.pool, self.year)
        rules = sorted(self.risk.rules, key=lambda rule: SIDES.index(rule.side))
        self.model.put(rules)
        places = [place for place, rule in enumerate(rules) if rule.id == wanted]
        if rules:
            self.view.select(places[0] if places else 0)
        self._show_rule()

    def _texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, RiskShareRule)
        peers = [rule.id for rule in self.risk.rules if rule.side == held.side]
        number = peers.index(held.id) + 1
        return (
            held.side.capitalize(),
            f"{number}  {_capital(held.rule)}",
            self.risk.words_of(held.id),
        )

    def _show_rule(self) -> None:
        key = self.key
        for held in (self.up_button, self.down_button, self.remove_button):
            held.setEnabled(bool(key))
        self.form.show_record(key or None)
        rule = self.plan.table(RiskShareRule).get(key)
        self.form_card.heading.setText(_capital(rule.rule) if rule else "No rule yet")
        self.form.setVisible(rule is not None)
        for name, rules in _ONLY_FOR.items():
            field = self.form.field(name).parentWidget()
            field.setVisible(rule is not None and rule.rule in rules)
        self._show_shares(rule)
        self._show_line(rule)

    def _show_shares(self, rule: RiskShareRule | None) -> None:
        shown = rule is not None and rule.rule in _SHARED
        self.shares.setVisible(shown)
        self.shares_words.setVisible(shown)
        if rule is None or not shown:
            return
        partners = self.plan.table(Partner).ordered()
        if list(self._share_fields) != [partner.id for partner in partners]:
            self._make_share_fields(partners)
        for partner, field in self._share_fields.items():
            held = self.plan.table(RiskShare).get(share_id(rule.id, partner))
            if not (field.hasFocus() and field.isModified()):
                field.setText(_SHARE.show(held.share) if held and held.share is not None else "")
        self.shares_words.setText(f"Shares: {self.risk.words_of(rule.id)}")

    def _make_share_fields(self, partners: Sequence[Partner]) -> None:
        while self._share_rows.rowCount():
            self._share_rows.removeRow(0)
        self._share_fields = {}
        for partner in partners:
            field = QLineEdit()
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setPlaceholderText("such as 50%")
            field.setAccessibleName(f"Share of {partner.name}")
            field.editingFinished.connect(lambda key=partner.id: self._share_typed(key))
            label = PlainLabel(partner.short)
            label.setBuddy(field)
            self._share_rows.addRow(label, field)
            self._share_fields[partner.id] = field

    def _show_line(self, rule: RiskShareRule | None) -> None:
        self.line_box.clear()
        self.line_box.addItem("The pool as a whole", None)
        self.line_box.setEnabled(rule is not None)
        lines = [held.line for held in pool_lines(self.plan.records, self.pool, self.year)]
        for line in lines:
            self.line_box.addItem(line.description, line.id)
        if rule is not None and rule.line and self.line_box.findData(rule.line) < 0:
            self.line_box.addItem(self.plan.records.name("budget_line", rule.line), rule.line)
        self.line_box.setCurrentIndex(max(self.line_box.findData(rule.line if rule else None), 0))

    def _say_words(self) -> None:
        side, name = self.adder.currentData()
        words = next(rule.words for rule in RULES if rule.name == name)
        self.adder_words.setText(f"For an {side}: {words}")
        held = self.sets.currentData()
        self.set_words.setText(f"{held.about} {held.source}.")

    # What people do

    def add(self) -> None:
        """Add the rule chosen in the list behind the others, and put the keyboard into its form."""
        self.form.settle()
        side, name = self.adder.currentData()
        key = self.session.do(lambda: risk_edits.add_rule(self.plan, self.pool, side, name), self)
        if key:
            self.read(key)
            self.view.setFocus()

    def move_rule(self, by: int) -> None:
        """Move the chosen rule up (-1) or down (1) among those of its side."""
        key = self.key
        if key:
            self.session.do(lambda: risk_edits.move_rule(self.plan, key, by), self)

    def remove(self) -> None:
        """Remove the chosen rule; undo brings it back."""
        key = self.key
        if key:
            self.session.do(lambda: edits.remove(self.plan, RiskShareRule, [key]), self)
            self.view.setFocus()

    def put_set(self) -> None:
        """Put the chosen set in, after asking where rules would go."""
        held = self.sets.currentData()

        def put() -> None:
            self.session.do(
                lambda: risk_edits.put_rule_set(self.plan, self.pool, held, self.year), self
            )
            self.view.setFocus()

        count = len(self.risk.rules)
        if not count:
            put()
            return
        what = (
            "The rule that is there goes" if count == 1 else f"The {count} rules that are there go"
        )
        ask(self, f'Put in "{held.name}"?', "Put in", put, details=f"{what}. This can be undone.")

    def _write(self, key: str, name: str, value: object) -> None:
        if name == "rule":
            rule = self.plan.table(RiskShareRule)[key]
            known = next((held for held in RULES if held.name == value), None)
            if known is not None and rule.side not in known.sides:
                raise Refusal(f'"{value}" is not a rule for an {rule.side}; choose another.')
        edits.change(self.plan, RiskShareRule, [key], **{name: value})  # type: ignore[arg-type]

    def _share_typed(self, partner: str) -> None:
        field, rule = self._share_fields[partner], self.key
        if not rule or not field.isModified():
            return
        field.setModified(False)

        def put() -> None:
            try:
                share = _SHARE.parse(field.text())
            except ValueError as fault:
                raise Refusal(str(fault)) from None
            risk_edits.set_shares(self.plan, rule, {partner: share})  # type: ignore[dict-item]

        self.session.do(put, self)
        self._show_shares(self.plan.table(RiskShareRule).get(rule))

    def _line_chosen(self) -> None:
        key = self.key
        line = self.line_box.currentData()
        if key and self.plan.table(RiskShareRule).value(key, "line") != line:
            self.session.do(lambda: edits.change(self.plan, RiskShareRule, [key], line=line), self)

    def _follow(self, notice: Notice) -> None:
        if self.pool in self.plan.records.named("pool"):
            self.read()
        else:
            self.reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete in the list removes the chosen rule."""
        if (
            watched is self.view
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            self.remove()
            return True
        return super().eventFilter(watched, event)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
