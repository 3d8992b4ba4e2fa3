"""Versions: points in the history that were given a name; two of them compared, or the plan brought back."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from jcplanner.domain.versions import Version, in_groups
from jcplanner.gui import style
from jcplanner.gui.compare_dialog import CompareDialog
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import waiting
from jcplanner.gui.version_dialog import VersionDialog
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, versions
from jcplanner.plan.wording import say_when
from jcplanner.reports.differences import Side, as_frozen, as_now, compare
from jcplanner.reports.differences_report import headline

ABOUT_FREEZING = (
    "A version freezes the plan as it now stands, so that whatever changes later can be compared with it. "
    "Nothing in the plan changes."
)
NONE_YET = (
    "No version has been frozen yet. Freeze one when figures go to a meeting or a partner: every later "
    "change can then be compared with what was agreed."
)


class VersionsPanel(Panel):
    """The list of versions, the newest first; below it, which two are compared.

    ``frozen`` tells of a new version by its id, ``read`` how many there are.
    """

    frozen = Signal(str)
    read = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._since: dict[str, int | None] = {}
        self.dialog: VersionDialog | CompareDialog | None = None
        self.freeze_action = self._command("&Freeze a version\u2026", "Ctrl+N", self.freeze)
        self.compare_action = self._command("&Compare", "Ctrl+D", self.compare)
        self.back_action = self._command("&Bring back\u2026", "Ctrl+Shift+R", self.bring_back)
        self.rename_action = self._command("Re&name\u2026", "F2", self.rename)
        self.remove_action = self._command("Remo&ve", "Ctrl+Del", self.remove)
        self.copy_action = self._command("C&opy the list", "Ctrl+Shift+C", self._copy)

        self.model = ListModel(
            ("Version", "Purpose", "Frozen", "Fingerprint", "Steps since"),
            self._texts,
            right=(4,),
            tone=lambda _held, column: "mute" if column in (2, 3) else "",
        )
        self.view = ListView("Versions", self.model, (260, 0, 150, 176, 116))
        self.view.activated.connect(lambda _index: self.compare())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        card = Card()
        card.body.addWidget(self.view, 1)
        self.count = PlainLabel("", "caption")
        self.rename_button = self._button("Rename\u2026", self.rename, self.rename_action)
        self.remove_button = self._button("Remove", self.remove, self.remove_action)
        self.back_button = self._button("Bring back\u2026", self.bring_back, self.back_action)
        card.body.addLayout(
            row(self.count, None, self.rename_button, self.remove_button, self.back_button)
        )

        self.before_box = self._box("Before")
        self.after_box = self._box("After")
        self.compare_button = self._button("Compare", self.compare, self.compare_action)
        beside = Card("What has changed")
        beside.body.addLayout(
            row(
                *self._labelled("Fr&om", self.before_box),
                *self._labelled("&to", self.after_box),
                self.compare_button,
                None,
            )
        )
        self.said = PlainLabel("", "caption", wrap=True)
        beside.body.addWidget(self.said)

        held = QWidget()
        down = QVBoxLayout(held)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(3 * style.STEP)
        down.addWidget(card, 1)
        down.addWidget(beside)
        self.faces = QStackedWidget()
        self.faces.addWidget(self._nothing_yet())
        self.faces.addWidget(held)
        self.page.addWidget(self.faces, 1)

    def _command(self, text: str, keys: str, then: Callable[[], object]) -> QAction:
        made = QAction(text, self)
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda: then())
        return made

    def _button(self, text: str, then: Callable[[], object], action: QAction, role: str = "quiet"):
        made = button(text, then, role)
        made.setToolTip(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        return made

    def _box(self, name: str) -> QuietCombo:
        made = QuietCombo()
        made.setAccessibleName(name)
        made.setMinimumContentsLength(26)
        made.activated.connect(lambda _place: self._allow())
        return made

    def _labelled(self, text: str, box: QuietCombo) -> tuple[QWidget, QWidget]:
        label = QLabel(text)
        label.setBuddy(box)
        return label, box

    def _nothing_yet(self) -> QWidget:
        card = Card()
        card.body.addWidget(PlainLabel(NONE_YET, wrap=True))
        self.first_button = self._button(
            "Freeze a version\u2026", self.freeze, self.freeze_action, "primary"
        )
        card.body.addLayout(row(self.first_button, None))
        card.body.addStretch(1)
        return card

    # What it shows

    def actions_offered(self) -> list[QAction]:
        """Freeze, compare, bring back, rename, remove, copy."""
        return [
            self.freeze_action,
            self.compare_action,
            self.back_action,
            self.rename_action,
            self.remove_action,
            self.copy_action,
        ]

    def take_focus(self) -> None:
        """The list, or the button that freezes the first version."""
        (self.view if self.model.items else self.first_button).setFocus()

    @property
    def version(self) -> Version | None:
        """The version that is chosen in the list."""
        held = self.view.current_item()
        return held if isinstance(held, Version) else None

    def refresh(self) -> None:
        """Read the versions again, keeping what is chosen."""
        held = sorted(
            self.plan.table(Version).values(),
            key=lambda version: (version.step_place, version.at),
            reverse=True,
        )
        self._since = versions.steps_since_each(self.plan)
        kept = self.version
        before, after = self.before_box.currentData(), self.after_box.currentData()
        self.model.put(held)
        for box in (self.before_box, self.after_box):
            box.clear()
            for version in held:
                box.addItem(version.name, version.id)
        self.after_box.insertItem(0, "Now", "")
        place = next((at for at, one in enumerate(held) if kept and one.id == kept.id), 0)
        if held:
            self.view.select(place)
        self.before_box.setCurrentIndex(max(self.before_box.findData(before), 0))
        self.after_box.setCurrentIndex(max(self.after_box.findData(after), 0) if after else 0)
        self.count.setText("1 version" if len(held) == 1 else f"{len(held):,} versions")
        self.faces.setCurrentIndex(bool(held))
        self._allow()
        self.read.emit(len(held))

    def _texts(self, held: object) -> list[str]:
        assert isinstance(held, Version)
        since = self._since.get(held.id)
        return [
            held.name,
            held.purpose,
            say_when(held.at),
            in_groups(held.fingerprint),
            "history gone" if since is None else "none" if not since else f"{since:,}",
        ]

    def _chosen(self) -> None:
        version = self.version
        if version is not None:
            self.before_box.setCurrentIndex(max(self.before_box.findData(version.id), 0))
        self._allow()

    def _allow(self) -> None:
        version = self.version
        reachable = version is not None and self._since.get(version.id) is not None
        for action, made, allowed in (
            (self.rename_action, self.rename_button, version is not None),
            (self.remove_action, self.remove_button, version is not None),
            (self.back_action, self.back_button, reachable),
            (self.compare_action, self.compare_button, self._why_not() == ""),
        ):
            action.setEnabled(allowed)
            made.setEnabled(allowed)
        self.said.setText(self._why_not() or self._between())

    def _between(self) -> str:
        """How many steps lie between the two that are chosen."""
        before, after = self.before_box.currentData(), self.after_box.currentData()
        held = [self.plan.table(Version)[key] if key else None for key in (before, after)]
        steps = versions.steps_between(self.plan, held[0], held[1])
        said = "1 step lies" if steps == 1 else f"{steps:,} steps lie"
        return (
            f"{said} between them. Every figure and word that differs is shown, before and after."
        )

    def _why_not(self) -> str:
        """Why the two that are chosen cannot be compared; blank where they can."""
        before, after = self.before_box.currentData(), self.after_box.currentData()
        if before is None:
            return "Freeze a version first."
        if before == after:
            return "Choose two that are not the same."
        for key in (before, after):
            if key and self._since.get(key) is None:
                name = self.plan.records.name(Version.TABLE, key)
                return f'The history of this plan begins after "{name}", so it cannot be shown any more.'
        return ""

    def show_version(self, key: str) -> None:
        """Select a version."""
        place = next((at for at, held in enumerate(self.model.items) if held.id == key), -1)  # type: ignore[attr-defined]
        if place >= 0:
            self.view.select(place)

    # What can be done

    def freeze(self) -> None:
        """Ask for a name, and freeze the plan as it stands."""

        def given(name: str, purpose: str) -> None:
            with waiting():
                key = versions.freeze(self.plan, name, purpose)
            self.frozen.emit(key)
            self.show_version(key)

        self._open(VersionDialog(self, "Freeze a version", ABOUT_FREEZING, "Freeze", given))

    def rename(self) -> None:
        """Ask for another name or purpose; what was frozen stays."""
        version = self.version
        if version is None:
            return
        about = f"Frozen {say_when(version.at)}, fingerprint {in_groups(version.fingerprint)}."
        self._open(
            VersionDialog(
                self,
                "Rename the version",
                about,
                "Rename",
                lambda name, purpose: versions.rename(self.plan, version.id, name, purpose),
                version.name,
                version.purpose,
            )
        )

    def remove(self) -> None:
        """Remove the chosen version; undo brings it back."""
        version = self.version
        if version is not None:
            self.session.do(lambda: edits.remove(self.plan, Version, [version.id]), self)

    def compare(self) -> None:
        """Show what differs between the two that are chosen."""
        if self._why_not():
            return
        before, after = self.before_box.currentData(), self.after_box.currentData()

        def made() -> CompareDialog:
            with waiting():
                differences = compare(self._side(before), self._side(after))
                return CompareDialog(self.session, differences, self)

        dialog = self.session.do(made, self)
        if dialog is not None:
            self._open(dialog)

    def _side(self, key: str) -> Side:
        return as_frozen(self.plan, self.plan.table(Version)[key]) if key else as_now(self.plan)

    def bring_back(self) -> None:
        """Say what would change, and after asking make the plan what it was at the chosen version."""
        version = self.version
        if version is None:
            return

        def found() -> str:
            with waiting():
                differences = compare(as_now(self.plan), as_frozen(self.plan, version))
                return headline(differences) if differences.changes else ""

        words = self.session.do(found, self)
        if words is None:
            return
        if not words:
            tell(self, f'The plan says just what it said at "{version.name}".')
            return
        ask(
            self,
            f'Bring the plan back to "{version.name}"?',
            "Bring back",
            lambda: self.session.do(self._bring, self),
            details=f"{words} All of it is one step that undo takes back; versions and saved mappings "
            "stay.",
        )

    def _bring(self) -> None:
        version = self.version
        if version is not None:
            with waiting():
                versions.bring_back(self.plan, version)

    def _open(self, dialog: VersionDialog | CompareDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _copy(self) -> None:
        self.view.copy(all_rows=True)
