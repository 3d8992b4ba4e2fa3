"""The window: navigation, header, the screen in sight, status line. It knows nothing about budgets."""

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.problems import Place
from jcplanner.gui import help_pages, style
from jcplanner.gui.actions import Actions
from jcplanner.gui.documents import Documents
from jcplanner.gui.header import Header
from jcplanner.gui.navigation import Navigation
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.scenario_box import ScenarioBand
from jcplanner.gui.screens import screen_named
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.start import StartScreen
from jcplanner.gui.session import Session
from jcplanner.gui.standing import put_back, standing_of
from jcplanner.gui.status_line import StatusLine
from jcplanner.gui.undo_keys import UndoKeys


class Window(QMainWindow):
    """One window, with at most one plan open in it."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.documents = Documents(self)
        self.session: Session | None = None
        self.status: StatusLine | None = None
        self._header: Header | None = None
        self._navigation: Navigation | None = None
        self._stack: QStackedWidget | None = None
        self._screens: dict[str, Screen] = {}
        self.setWindowTitle("jcplanner")
        self.setMinimumSize(960, 600)
        self.setAcceptDrops(True)
        self.commands = Actions(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(UndoKeys(self).follow)
        self.resize(1366, 728)
        self.restoreGeometry(preferences.bytes("window"))
        self.show_start()

    def show_start(self) -> None:
        """No plan is open: say what can be done next."""
        self._drop_session()
        self.setWindowTitle("jcplanner")
        self.setCentralWidget(StartScreen(self.documents, self.preferences))
        self.commands.show_screen_menu("", [])
        self._enable()

    def show_plan(self, session: Session, screen: str = "overview") -> None:
        """Show an open plan; where it is the one that was shown, on the same screen at the same place."""
        standing = None
        if self.session is not None and self.session.plan.agreed is session.plan.agreed:
            screen = self.screen_key
            standing = standing_of(self._screens[screen])
        self._drop_session()
        self.session = session
        self._header, self.status = Header(session), StatusLine(session)
        self._navigation = Navigation(lambda spec: self.show_screen(spec.key))
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._header)
        if session.plan.scenario:
            right.addWidget(ScenarioBand(session))
        right.addWidget(self._stack)
        right.addWidget(self.status)
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(middle)
        session.changed.connect(lambda notice: self._enable())
        session.place_wanted.connect(self.show_place)
        self._header.searched.connect(self._find)
        self._enable()
        shown = self.show_screen(screen)
        if shown is not None and standing is not None:
            put_back(shown, standing)

    def _drop_session(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
        self.session = self.status = self._header = self._navigation = self._stack = None
        self._screens = {}

    def _enable(self) -> None:
        plan = self.session.plan if self.session else None
        self.commands.enable(
            plan=plan is not None,
            undo=plan.undo_name if plan else "",
            redo=plan.redo_name if plan else "",
        )
        if plan is not None:
            scenario = f" ({plan.scenario_name})" if plan.scenario else ""
            self.setWindowTitle(f"{plan.details.title}{scenario} \u2013 jcplanner")

    def show_screen(self, key: str) -> Screen | None:
        """Bring a screen to the front; it is made when it is first shown."""
        if self.session is None or self._stack is None or self._navigation is None:
            return None
        spec = screen_named(key)
        if spec.key not in self._screens:
            screen = spec.make(self.session)
            screen.setAccessibleName(spec.title)
            screen.offers_changed.connect(self._offer)
            self._screens[spec.key] = screen
            self._stack.addWidget(screen)
        screen = self._screens[spec.key]
        self._stack.setCurrentWidget(screen)
        self._navigation.mark(spec.key)
        if self._header is not None:
            self._header.find_box.setEnabled(type(screen).find is not Screen.find)
        screen.setFocus()
        screen.take_focus()
        self._offer()
        return screen

    def _offer(self) -> None:
        """Put the commands of the screen in sight into its menu."""
        key = self.screen_key
        if key:
            spec = screen_named(key)
            self.commands.show_screen_menu(spec.title, self._screens[key].actions_offered())

    @property
    def screen_key(self) -> str:
        """The key of the screen in sight; blank on the start page."""
        shown = self._stack.currentWidget() if self._stack else None
        return next((key for key, screen in self._screens.items() if screen is shown), "")

    def show_place(self, place: Place) -> None:
        """Lead to where something is put right."""
        screen = self.show_screen(place.screen)
        if screen is not None:
            screen.show_place(place)

    def command(self, key: str, name: str) -> None:
        """Call a command of a screen, showing the screen first."""
        screen = self.show_screen(key)
        if screen is not None:
            getattr(screen, name)()

    def undo(self) -> None:
        """Take the newest step back."""
        if self.session is not None:
            self.session.do(self.session.plan.undo, self)

    def redo(self) -> None:
        """Do again what was undone."""
        if self.session is not None:
            self.session.do(self.session.plan.redo, self)

    def choose_scenario(self) -> None:
        """Open the list of scenarios."""
        if self._header is not None:
            self._header.scenario_box.setFocus()
            self._header.scenario_box.showPopup()

    def start_find(self) -> None:
        """Put the cursor into the find box."""
        if self._header is not None:
            self._header.find_box.setFocus()
            self._header.find_box.selectAll()

    def _find(self, text: str) -> None:
        shown = self._screens.get(self.screen_key)
        if shown is not None:
            shown.find(text)

    def set_unit(self, unit: str) -> None:
        """Show figures in another unit."""
        session = self.session
        if session is not None:
            session.do(lambda: session.set_unit(unit), self)

    def toggle_dark(self) -> None:
        """Change between light and dark; remembered."""
        dark = not style.is_dark()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        style.apply(application, dark=dark)
        self.preferences.set_text("look", "dark" if dark else "light")
        if self._navigation is not None:
            self._navigation.recolour()
        for screen in self._screens.values():
            screen.refresh()

    def help(self) -> None:
        """Show the help page of the screen in sight."""
        help_pages.show(self, self.screen_key or "start")

    def shortcuts(self) -> None:
        """Show every shortcut of the window and of the screen in sight."""
        shown = self._screens.get(self.screen_key)
        help_pages.show_shortcuts(
            self, self.commands.list(), shown.actions_offered() if shown else []
        )

    def whats_new(self) -> None:
        """Show what is new in this version."""
        help_pages.show(self, "whats_new")

    def about(self) -> None:
        """Show the versions of the program and of what it is made of."""
        help_pages.show_about(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file: a plan to open, or a budget to bring in."""
        if event.mimeData().hasUrls() and len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the plan, or begin to bring the budget in."""
        self.documents.take_file(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Publish, remember the window's place, and go; stay only where the person chooses to."""
        self.preferences.set_bytes("window", self.saveGeometry())
        if self.documents.finish(quitting=True):
            event.accept()
        else:
            event.ignore()
