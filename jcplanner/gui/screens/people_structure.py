"""The Structure tab of People: posts typed in their table, the trees before and after, what changes."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QWidget

from jcplanner.domain.people import Post
from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.facts_card import FactsCard
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.people_tables import TypedSection
from jcplanner.gui.session import Session
from jcplanner.gui.structure_chart import height_of
from jcplanner.gui.widgets import Card, NothingYet, PlainLabel, button, row
from jcplanner.plan import people_edits
from jcplanner.reports.people import employers_table, structure_sentences
from jcplanner.reports.structure_drawing import structure_drawing

POST_COLUMNS = (
    ("name", 230),
    ("partner", 120),
    ("proposed_partner", 146),
    ("reports_to", 200),
    ("proposed_reports_to", 200),
    ("state", 140),
    ("fte", 60),
    ("cost", 120),
    ("joint", 136),
    ("tupe", 90),
    ("manages", 150),
    ("source", 200),
    ("note", 220),
)
"""The fields of a post with their widths."""

_SHARES = (230, 400)
_SIDE_SHARES = (210, 160)
_AROUND = 24
_NOT_SAID = "?"
_WIDTHS = ((90, 160), (64, 80), (82, 96), (76, 110), (76, 110))


class StructurePanel(Panel):
    """Posts above; the drawing below, beside it what changes and employers before and after."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.section = TypedSection(
            session,
            Post,
            POST_COLUMNS,
            "Posts, never persons. What is blank as proposed is as it is now; a post that goes is there "
            '"now only", a new one "proposed only".',
            people_edits.add_post,
        )
        self.chart = ChartPlace(session)
        self.chart.opened.connect(self._open)
        self.chart.reached.connect(self._scroll_to)
        self.scroller = QScrollArea()
        self.scroller.setWidget(self.chart)
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setAccessibleName("Structure before and after")
        self.facts = FactsCard("What changes")
        self.model = ListModel(
            ("Employer", "Posts", "FTE", "Cost now", "Proposed"), self._texts, right=range(1, 5)
        )
        self.employers = GrowingList("Employers now and as proposed", self.model, _WIDTHS)
        self.faces = QStackedWidget()
        self.faces.addWidget(self._full())
        self.faces.addWidget(self._empty())
        self.page.addWidget(self.faces, 1)
        section = self.section
        self.add_action = self.command("&Add a post", "Ctrl+N", self.add)
        self.remove_action = self.command("&Remove the post", "Ctrl+Del", section.remove)
        self.up_action = self.command("Move &up", "Alt+Up", lambda: section.move(-1))
        self.down_action = self.command("Move &down", "Alt+Down", lambda: section.move(1))
        self.find_action = self.command("&Find the post in the chart", "Ctrl+G", self.show_in_chart)
        for held, keys in (
            (section.add_button, "Ctrl+N"),
            (section.remove_button, "Ctrl+Del"),
            (section.up_button, "Alt+Up"),
            (section.down_button, "Alt+Down"),
        ):
            held.setToolTip(keys)
        self.refresh()

    def _full(self) -> QWidget:
        chart = Card()
        chart.body.addLayout(
            row(
                PlainLabel("Before and after", "section"),
                PlainLabel("arrows move over posts, Enter opens one in the table", "caption"),
                None,
            )
        )
        chart.body.addWidget(self.scroller, 1)
        employers = Card("By employer, now to proposed")
        employers.body.addWidget(self.employers, 1)
        side = QSplitter(Qt.Orientation.Vertical)
        side.setHandleWidth(3 * style.STEP)
        side.setChildrenCollapsible(False)
        side.addWidget(self.facts)
        side.addWidget(employers)
        side.setSizes(list(_SIDE_SHARES))
        below = QWidget()
        across = row(chart, side, spacing=3 * style.STEP)
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
        self.first_button = button("Add the first post", self.add, "primary")
        return NothingYet(
            "No posts yet",
            "Add the posts of the commissioners' management structure: who employs each, which post it "
            "reports to, and what is proposed otherwise. Both are drawn side by side.",
            self.first_button,
        )

    def actions_offered(self) -> list[QAction]:
        """Add, remove, move, find in the chart; and what is done with the chart."""
        line = QAction(self)
        line.setSeparator(True)
        chart = self.chart
        return [
            self.add_action,
            self.remove_action,
            self.up_action,
            self.down_action,
            self.section.table.paste_action,
            self.find_action,
            line,
            chart.table_action,
            chart.copy_action,
            chart.png_action,
            chart.svg_action,
        ]

    def add(self) -> None:
        """Add a post, its name ready to be typed."""
        self.faces.setCurrentIndex(0)
        self.section.add()

    def take_focus(self) -> None:
        """The keyboard is in the table, or on the first thing to do."""
        first = self.first_button if self.faces.currentIndex() else self.section.view
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Lead to a post."""
        self.refresh()
        self.section.go_to(place.id)
        self.take_focus()

    def show_in_chart(self) -> None:
        """Put the keyboard on the chosen post in the drawing, as it is now or as proposed."""
        drawing, key = structure_drawing(self.plan), self.section.key
        if key in drawing.posts:
            self.chart.go_to(drawing.posts.index(key))

    # What is shown

    def refresh(self) -> None:
        """Show posts, drawing and changes as they now stand."""
        self.faces.setCurrentIndex(0 if self.plan.table(Post) else 1)
        self.section.show_current()
        drawing = structure_drawing(self.plan)
        self.chart.setMinimumHeight(height_of(drawing) + _AROUND)
        self.chart.show_drawing(drawing)
        self.facts.put("What changes", structure_sentences(self.plan))
        self.model.put(employers_table(self.plan).rows)
        self.employers.set_widths(_WIDTHS)

    def _texts(self, item: object) -> list[str]:
        name, posts, posts_after, fte, fte_after, cost, cost_after, _ = item  # type: ignore[misc]
        return [
            name,
            f"{posts:,} \u2192 {posts_after:,}",
            f"{fte or _NOT_SAID} \u2192 {fte_after or _NOT_SAID}" if fte or fte_after else "",
            self.session.money(cost),
            self.session.money(cost_after),
        ]

    def _open(self, part: int, _column: int) -> None:
        """Lead from a box to the post in the table."""
        posts = structure_drawing(self.plan).posts
        if part < len(posts):
            self.section.go_to(posts[part])
            self.section.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll_to(self, area: QRectF) -> None:
        middle = area.center().toPoint()
        across, down = int(area.width() / 2) + 4, int(area.height() / 2) + 4
        self.scroller.ensureVisible(middle.x(), middle.y(), across, down)
