"""The tabs of a stage review that are read: what is considered, figures then and now, decisions; criteria."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.stage_reviews import GateCriterion, StageReview
from jcplanner.domain.versions import Version
from jcplanner.gui.forms.owned_section import OwnedSection
from jcplanner.gui.placed_card import PlacedCard
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan import edits, gate_edits
from jcplanner.plan.versions import freeze
from jcplanner.reports.gates import considered_table, decided_words, decisions_table, then_and_now
from jcplanner.reports.placed import PlacedTable


class ReviewPanel(Panel):
    """A tab of a stage review. ``wanted`` carries the place of a row that a person opens."""

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.review = ""

    def show_review(self, review: str) -> None:
        """Show another review."""
        self.review = review
        self.refresh()

    @property
    def held(self) -> StageReview | None:
        """The review, as long as it is there."""
        return self.plan.table(StageReview).get(self.review)


class CriteriaPanel(ReviewPanel):
    """What must hold, with its evidence."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.section = OwnedSection(
            session,
            GateCriterion,
            "stage_review",
            (("name", 0), ("state", 112), ("evidence", 220)),
            ("name", "state", "evidence"),
            "Each is met, or does not apply, with evidence in words: a paper, a minute, a figure.",
        )
        self.template_button = button("Put in the &usual criteria", self.put_in)
        self.template_button.setToolTip(
            "Those for the stage that it leads to, in one step (Ctrl+T)"
        )
        self.section.list_card.body.insertLayout(2, row(self.template_button, None))
        self.page.addWidget(self.section)
        QShortcut(
            QKeySequence("Ctrl+T"),
            self,
            self.put_in,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def refresh(self) -> None:
        """Show the criteria of the review."""
        self.section.show_owner(self.review)

    def put_in(self) -> None:
        """Put the usual criteria in, as one step."""
        if self.review:
            self.session.do(lambda: gate_edits.add_template_criteria(self.plan, self.review), self)
            self.section.show_current()
            self.section.view.setFocus()

    def show_record(self, key: str) -> None:
        """Choose a criterion and put the keyboard where it lacks something; none: ready to add one."""
        if key not in self.plan.table(GateCriterion):
            self.template_button.setFocus()
            return
        self.section.select(key)
        held = self.plan.table(GateCriterion)[key]
        self.section.form.focus("state" if held.state == "not yet" else "evidence")

    def settle(self) -> None:
        """Take what is being typed."""
        self.section.form.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the list, or to what fills it."""
        there = self.section.model.rowCount() > 0
        (self.section.view if there else self.template_button).setFocus()


class ConsideredPanel(ReviewPanel):
    """Issues, risks, lessons and opportunities of the area at the stage that ends."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.go_button = button("Open the &registers", lambda: self._go("risk"))
        self.card = PlacedCard(
            session,
            "Issues, risks, lessons, opportunities",
            parts=(self.go_button,),
        )
        self.card.view.doubleClicked.connect(lambda _index: self.card.open_current())
        self.card.wanted.connect(self.wanted)
        self.about = PlainLabel("", "caption", wrap=True)
        self.card.body.insertWidget(1, self.about)
        self.page.addWidget(self.card)

    def refresh(self) -> None:
        """Show what is considered."""
        held = self.held
        if held is not None:
            self.card.put(considered_table(self.plan, held))
            self.about.setText(
                f"Of this area and those inside it, at {held.from_stage} or any stage, and of the review's "
                "proposal. A risk is looked at once it is assessed, an issue once it is in hand or "
                "answered. Enter leads to the register."
            )

    def _go(self, table: str) -> None:
        self.wanted.emit(Place("registers", table))

    def take_focus(self) -> None:
        """The keyboard goes to the list."""
        if not self.card.take_focus():
            self.go_button.setFocus()


class FiguresPanel(ReviewPanel):
    """Net revenue of the area by year and partner: when the stage began, and now."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.freeze_button = button("&Freeze the figures of now", self.freeze)
        self.freeze_button.setToolTip("As the version that this review compares with")
        money = (110, 150)
        self.card = PlacedCard(
            session,
            "Figures then and now",
            widths=((90, 100), (200, 1_200), money, money, money),
            parts=(self.freeze_button,),
        )
        self.card.view.doubleClicked.connect(lambda _index: self.card.open_current())
        self.card.wanted.connect(self.wanted)
        self.about = PlainLabel("", "caption", wrap=True)
        self.card.body.insertWidget(1, self.about)
        self.page.addWidget(self.card)

    def refresh(self) -> None:
        """Compare anew; a version that cannot be shown is told in its own words."""
        held = self.held
        if held is None:
            return
        version = self.plan.table(Version).get(held.version or "")
        self.freeze_button.setVisible(version is None)
        try:
            table = then_and_now(self.plan, held)
        except Refusal as refusal:
            table = PlacedTable("Then and now", (), (), str(refusal))
        self.card.put(table)
        scope = "Net revenue in cash of the area with those inside it."
        then = (
            f'Then: version "{version.name}".'
            if version
            else "Choose the version of the figures when the stage began on the Gate tab, or freeze one."
        )
        self.about.setText(f"{scope} {then} Enter shows the lines on the Budgets screen.")

    def freeze(self) -> None:
        """Freeze a version now, and compare the review with it."""
        held = self.held
        if held is not None and held.version not in self.plan.table(Version):
            self.session.do(lambda: self._freeze(held), self)
            self.take_focus()

    def _freeze(self, held: StageReview) -> None:
        area = self.plan.records.name("service_area", held.service_area)
        name = f"{area}: {held.from_stage} to {held.to_stage}"
        names = {version.name for version in self.plan.table(Version).values()}
        number, found = 2, name
        while found in names:
            found, number = f"{name} ({number})", number + 1
        version = freeze(self.plan, found, "Figures for a stage review")
        edits.change(self.plan, StageReview, [held.id], version=version)

    def take_focus(self) -> None:
        """The keyboard goes to the table."""
        if not self.card.take_focus():
            self.freeze_button.setFocus()


class DecisionsPanel(ReviewPanel):
    """What each body said of the review's proposal."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.go_button = button("Open &Decisions", self._go)
        self.card = PlacedCard(
            session,
            "Decisions of the bodies",
            parts=(self.go_button,),
        )
        self.card.view.doubleClicked.connect(lambda _index: self.card.open_current())
        self.card.wanted.connect(self.wanted)
        self.about = PlainLabel("", "caption", wrap=True)
        self.card.body.insertWidget(1, self.about)
        self.page.addWidget(self.card)

    def refresh(self) -> None:
        """Show the decisions."""
        held = self.held
        if held is None:
            return
        self.card.put(decisions_table(self.plan, held))
        name = self.plan.records.name(Proposal.TABLE, held.proposal)
        words = decided_words(self.plan, held)
        self.about.setText(
            f'Proposal "{name}"'
            + (f": {words}." if words else ".")
            + " Enter leads to the decision."
            if name
            else "The review names no proposal yet: choose it on the Gate tab."
        )

    def _go(self) -> None:
        held = self.held
        proposal = held.proposal if held and held.proposal else ""
        self.wanted.emit(Place("decisions", Proposal.TABLE, proposal))

    def take_focus(self) -> None:
        """The keyboard goes to the list."""
        if not self.card.take_focus():
            self.go_button.setFocus()
