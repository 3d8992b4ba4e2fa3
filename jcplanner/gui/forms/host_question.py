"""The VAT question of a pool's host, asked on screen the moment that the host is changed."""

from PySide6.QtWidgets import QWidget

from jcplanner.domain.changes import Change
from jcplanner.domain.pools import Pool
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.plan import Notice
from jcplanner.reports.host_question import host_question


class HostQuestion(Card):
    """Hidden until there is a question; it goes when it is closed or another pool is looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.session = session
        self.pool = ""
        self.head = PlainLabel("", "section", wrap=True)
        self.words = PlainLabel("", wrap=True)
        self.words.setAccessibleName("The VAT question of the host")
        self.close_button = button("Close", self.hide)
        self.close_button.setAccessibleName("Close the VAT question")
        head = row(self.head, self.close_button)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.words)
        self.hide()

    def ask(self, pool: str | None, year: int | None = None) -> None:
        """Ask it of a pool, with the pounds of a year (the pool's first one where none is named)."""
        plan = self.session.plan
        held = plan.table(Pool).get(pool or "")
        if held is None:
            self.hide()
            return
        self.pool = held.id
        self.head.setText(f"VAT: {held.name}")
        self.words.setText("\n".join(host_question(plan, held.id, held.host, year)))
        self.show()

    def follow(self, notice: Notice, pool: str | None, year: int | None = None) -> None:
        """Ask where a step gave this pool another host; go where the question was of another pool."""
        if self.pool != pool:
            self.hide()
        if any(_moved_host(change, pool) for change in notice.changes):
            self.ask(pool, year)


def _moved_host(change: Change, pool: str | None) -> bool:
    """Whether a step gave a pool that was there another host."""
    if change.table != Pool.TABLE or change.id != pool or change.before is None:
        return False
    return "host" in change.before and change.after is not None


class PoolSection(RecordSection):
    """The register of pools; contributions, agreement and balance are on the Pools screen."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            Pool,
            (("name", 0), ("host", 200), ("nature", 140)),
            "Pooled funds, each under one host. The Pathway screen says which areas are in which pool; the "
            "Pools screen has their contributions, agreements and balance.",
        )
        self.question = HostQuestion(session)
        self.list_card.body.addWidget(self.question)
        session.changed.connect(lambda notice: self.question.follow(notice, self.key))
        self.chosen.connect(self._another)

    def _another(self, key: str) -> None:
        if key != self.question.pool:
            self.question.hide()
