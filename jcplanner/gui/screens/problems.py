"""Problems: every worry about the plan, serious ones first, each leading to where it is put right."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from jcplanner.domain.problems import SEVERITIES, Place, Problem
from jcplanner.gui import style
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens import screen_named
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, ScreenHead, button, row
from jcplanner.plan.plan import Notice
from jcplanner.plan.wording import say_record

SEVERITY_WORDS = {"serious": "Serious", "warning": "Warning", "note": "Note"}
SEVERITY_TONES = {"serious": "bad", "warning": "warn", "note": "mute"}

MOST_ORDERED = 5_000
"""Above so many problems of one kind they stay in the order of their lines: ordering would take longest."""

WAIT = 150
"""Milliseconds without another change before the list is read again."""

_Choice = tuple[str, str, int]
"""A row of the choices on the left: severity ("" for all), kind ("" for all of it), how many."""


class ProblemsScreen(Screen):
    """Kinds of problem with their counts on the left; the problems themselves, filtered, beside them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._problems: list[Problem] = []
        self._shown: list[Problem] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)

        self.head = ScreenHead("Problems")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by words")
        self.filter.setAccessibleName("Filter problems by words")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(260)
        self.filter.textChanged.connect(self._filter)
        self.head.add(self.filter)
        self.open_action = QAction("Go to the problem's &place", self)
        self.open_action.setShortcut(QKeySequence("Ctrl+Return"))
        self.open_action.triggered.connect(self.open_current)
        self.copy_action = QAction("&Copy all problems", self)
        self.copy_action.setShortcut(QKeySequence("Ctrl+Shift+C"))
        self.copy_action.triggered.connect(lambda: self.view.copy(all_rows=True))
        self.head.add(button("Copy all", self.copy_action.trigger))
        self.page.addWidget(self.head)

        self.kinds = ListModel(
            ("Kind", "Count"), self._choice_texts, right=(1,), tone=self._choice_tone
        )
        self.kinds_view = ListView("Kinds of problem", self.kinds, (0, 64))
        self.kinds_view.horizontalHeader().hide()
        self.kinds_view.selectionModel().currentRowChanged.connect(lambda *_: self._filter())
        kinds_card = Card()
        kinds_card.setFixedWidth(280)
        kinds_card.body.addWidget(self.kinds_view)

        self.model = ListModel(("Severity", "Problem", "Where"), self._texts, tone=_tone)
        self.view = ListView("Problems", self.model, (88, 0, 220))
        self.view.activated.connect(lambda _index: self.open_current())
        self.view.doubleClicked.connect(lambda _index: self.open_current())
        self._none = PlainLabel("", "muted", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._none)
        list_card = Card()
        list_card.body.addWidget(self._stack)
        self.words = PlainLabel("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.go_button = button("Go there", self.open_current)
        self.go_button.setToolTip(
            "Enter or a double click; Ctrl+Enter from anywhere on this screen"
        )
        self.go_button.setAccessibleName("Go to where the problem is put right")
        below = row(self.words, self.go_button)
        below.setStretchFactor(self.words, 1)
        list_card.body.addLayout(below)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._say_current())
        across = QHBoxLayout()
        across.setSpacing(3 * style.STEP)
        across.addWidget(kinds_card)
        across.addWidget(list_card, 1)
        self.page.addLayout(across, 1)
        self.setTabOrder(self.filter, self.kinds_view)
        self.setTabOrder(self.kinds_view, self.view)

    def actions_offered(self) -> list[QAction]:
        """Open the place; copy all."""
        return [self.open_action, self.copy_action]

    def find(self, text: str) -> None:
        """The header's find box filters the list."""
        self.filter.setText(text)

    def follow(self, notice: Notice) -> None:
        """Several changes in a row are read once, shortly after the last of them."""
        self._later.start(WAIT)

    def refresh(self) -> None:
        """Read the problems again, keeping what was chosen."""
        self._later.stop()
        if not self.plan.worries.look():
            self.head.about.setText("looking\u2026")
            self._later.start(0)
            return
        chosen = self._chosen()
        by_kind = self.plan.worries.by_kind()
        self._problems = [
            problem
            for key in sorted(by_kind, key=lambda key: (SEVERITIES.index(key[0]), key[1]))
            for problem in _in_order(by_kind[key])
        ]
        choices: list[_Choice] = [("", "", len(self._problems))]
        for severity in SEVERITIES:
            kinds = sorted(
                ((kind, len(held)) for (of, kind), held in by_kind.items() if of == severity),
                key=lambda held: (-held[1], held[0]),
            )
            if kinds:
                choices.append((severity, "", sum(count for _, count in kinds)))
                choices.extend((severity, kind, count) for kind, count in kinds)
        place = next(
            (place for place, held in enumerate(choices) if chosen and held[:2] == chosen), 0
        )
        counts = self.plan.worries.counts()
        self.head.about.setText(
            ", ".join(
                f"{counts[severity]:,} {word if counts[severity] == 1 else several}"
                for severity, word, several in (
                    ("serious", "serious", "serious"),
                    ("warning", "warning", "warnings"),
                    ("note", "note", "notes"),
                )
            )
        )
        selection = self.kinds_view.selectionModel()
        selection.blockSignals(True)
        self.kinds.put(choices)
        self.kinds_view.select(place)
        selection.blockSignals(False)
        self._filter()

    def _chosen(self) -> tuple[str, str] | None:
        held = self.kinds_view.current_item()
        return None if held is None else held[:2]  # type: ignore[index]

    def _filter(self) -> None:
        severity, kind = self._chosen() or ("", "")
        words = self.filter.text().casefold().split()
        kept = self.view.current_item()
        self._shown = [
            problem
            for problem in self._problems
            if (not severity or problem.severity == severity)
            and (not kind or problem.kind == kind)
            and all(word in problem.text.casefold() for word in words)
        ]
        self.model.put(self._shown)
        if kept in self._shown[:5_000]:
            self.view.select(self._shown.index(kept))  # type: ignore[arg-type]
        elif self._shown:
            self.view.select(0)
        self._none.setText(
            "No problem has these words."
            if self._problems
            else "No problems: nothing to put right."
        )
        self._stack.setCurrentIndex(0 if self._shown else 1)
        self._say_current()

    def _say_current(self) -> None:
        """The chosen problem in full: a list cuts long sentences."""
        problem = self.view.current_item()
        self.words.setText(problem.text if isinstance(problem, Problem) else "")
        self.go_button.setVisible(isinstance(problem, Problem))

    def show_place(self, place: Place) -> None:
        """A place here names a kind of problem in its table."""
        for at, held in enumerate(self.kinds.items):
            if held[1] == place.table and place.table:  # type: ignore[index]
                self.kinds_view.select(at)

    def open_current(self) -> None:
        """Go to where the selected problem is put right."""
        problem = self.view.current_item()
        if isinstance(problem, Problem):
            self.session.go(problem.place)

    def _texts(self, problem: object) -> list[str]:
        assert isinstance(problem, Problem)
        return [SEVERITY_WORDS[problem.severity], problem.text, self._where(problem.place)]

    def _where(self, place: Place) -> str:
        try:
            title = screen_named(place.screen).title
        except KeyError:
            return ""
        name = say_record(self.plan, place.table, place.id, None) if place.id else ""
        return f"{title}: {name}" if name else title

    @staticmethod
    def _choice_texts(choice: object) -> list[str]:
        severity, kind, count = choice  # type: ignore[misc]
        if not severity:
            return ["All problems", f"{count:,}"]
        word = kind[:1].upper() + kind[1:]
        return [f"    {word}" if kind else SEVERITY_WORDS[severity], f"{count:,}"]

    @staticmethod
    def _choice_tone(choice: object, column: int) -> str:
        severity, kind, _ = choice  # type: ignore[misc]
        return SEVERITY_TONES.get(severity, "") if not kind else ""


def _in_order(problems: list[Problem]) -> list[Problem]:
    if len(problems) > MOST_ORDERED:
        return problems
    return sorted(problems, key=lambda problem: problem.text)


def _tone(problem: object, column: int) -> str:
    assert isinstance(problem, Problem)
    return SEVERITY_TONES[problem.severity] if column == 0 else ("mute" if column == 2 else "")
