"""The Evaluation tab of a stage review: questions with their findings, and lessons put to use (000¶17c)."""

from typing import Any

from jcplanner.domain.gates import areas_of
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stage_reviews import Evaluation
from jcplanner.gui.forms.owned_section import OwnedSection
from jcplanner.gui.placed_card import PlacedCard
from jcplanner.gui.screens.stage_review_lists import ReviewPanel
from jcplanner.gui.session import Session
from jcplanner.reports.consolidations import put_to_use_table

_LESSONS_HEIGHT = 150


class EvaluationPanel(ReviewPanel):
    """Questions of the area above, its lessons and what became of each below."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.section = OwnedSection(
            session,
            Evaluation,
            "service_area",
            (("name", 0), ("measure", 150), ("baseline", 76), ("target", 76), ("finding", 170)),
            ("name", "stage", "measure", "baseline", "target", "finding", "found_on", "lesson"),
            "What is asked of the integrated budget, how it is measured, and what was found.",
            belongs=self._belongs,
        )
        self.page.addWidget(self.section, 3)
        self.lessons = PlacedCard(session, "Lessons put to use")
        self.lessons.setMinimumHeight(_LESSONS_HEIGHT)
        self.lessons.view.doubleClicked.connect(lambda _index: self.lessons.open_current())
        self.lessons.wanted.connect(self.wanted)
        self.page.addWidget(self.lessons, 2)

    def _belongs(self, held: Any, owner: str) -> bool:
        areas = self.plan.table(ServiceArea)
        return owner in areas and held.service_area in within(areas, owner)

    def refresh(self) -> None:
        """Show questions and lessons of the area."""
        held = self.held
        if held is not None:
            self.section.show_owner(held.service_area or "")
            self.lessons.put(put_to_use_table(self.plan, areas_of(self.plan.records, held)))

    def show_record(self, key: str) -> None:
        """Choose a question."""
        self.section.select(key)
        self.section.form.focus("name")

    def settle(self) -> None:
        """Take what is being typed."""
        self.section.form.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the list, or to what adds the first question."""
        there = self.section.model.rowCount() > 0
        (self.section.view if there else self.section.add_button).setFocus()
