"""How everything looks: palette, type, spacing, and the one stylesheet, light and dark.

Every pair of ink and ground here is at least 4.5 : 1 (a test holds it). Colour never stands alone: a
word or a mark goes with it.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from jcplanner.plan.resources import resource

CAPTION, BODY, SECTION, TITLE, KEY = 11, 13, 13, 20, 22
"""Type sizes in pixels: captions and headers, text, section heads (bold), page title, key figures."""

STEP = 4
"""Spacing comes in steps of this many pixels."""

ROW_HEIGHT = 26
CORNER = 6

FONTS = ("Segoe UI", "SF Pro Text", ".AppleSystemUIFont", "Inter", "Noto Sans", "DejaVu Sans")


@dataclass(frozen=True)
class Palette:
    """The colours by what they are for; each `_tint` is the ground for the ink of the same name."""

    ink: str
    mute: str
    faint: str
    canvas: str
    surface: str
    line: str
    accent: str
    accent_tint: str
    on_accent: str
    align: str
    align_tint: str
    learn: str
    learn_tint: str
    integrate: str
    integrate_tint: str
    idle: str
    idle_tint: str
    bad: str
    bad_tint: str
    warn: str
    warn_tint: str
    input: str
    group: str
    handle: str
    partners: tuple[str, ...]
    """The inks of partners in their order, for curves and the words at their ends."""


LIGHT = Palette(
    ink="#16232f", mute="#55636f", faint="#66747f",
    canvas="#f3f5f7", surface="#ffffff", line="#dfe5ea",
    accent="#0b5c73", accent_tint="#e3f0f3", on_accent="#ffffff",
    align="#35679a", align_tint="#e4edf6",
    learn="#8a5a00", learn_tint="#fbf0d9",
    integrate="#1b7350", integrate_tint="#dff1e8",
    idle="#5b6670", idle_tint="#eceff2",
    bad="#b3261e", bad_tint="#fbe9e7",
    warn="#8a5300", warn_tint="#fbf0d9",
    input="#fffbe3", group="#f3f5f7", handle="#b4c0c9",
    partners=("#35679a", "#1b7350", "#7b4a9c", "#9a4f12", "#a62f6d", "#4b5a2a"),
)  # fmt: skip

DARK = Palette(
    ink="#e7edf2", mute="#a9b6c1", faint="#8b98a4",
    canvas="#12181e", surface="#1a222a", line="#2d3842",
    accent="#5cc0d8", accent_tint="#143640", on_accent="#0d1a20",
    align="#8ab6e3", align_tint="#1b2f43",
    learn="#e6b65c", learn_tint="#3a2d12",
    integrate="#6fcba2", integrate_tint="#14362a",
    idle="#a3afba", idle_tint="#29333c",
    bad="#ff9b92", bad_tint="#40201f",
    warn="#e6b65c", warn_tint="#3a2d12",
    input="#2b2a17", group="#202932", handle="#4a5863",
    partners=("#8ab6e3", "#6fcba2", "#c6a5ea", "#eda873", "#f39ac2", "#c3cf8e"),
)  # fmt: skip

_STAGE_FIELDS = {
    "not started": "idle",
    "align": "align",
    "learn": "learn",
    "integrate": "integrate",
}


def is_dark() -> bool:
    """Whether the dark palette is in force."""
    application = QApplication.instance()
    return application is not None and bool(application.property("dark"))


def colours() -> Palette:
    """The palette in force."""
    return DARK if is_dark() else LIGHT


def stage_colours(stage: str) -> tuple[str, str]:
    """The ink and the tint of a stage of the pathway."""
    palette, name = colours(), _STAGE_FIELDS.get(stage, "idle")
    return getattr(palette, name), getattr(palette, f"{name}_tint")


def font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The program's font at one of the type sizes, with figures of equal width."""
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def apply(application: QApplication, *, dark: bool) -> None:
    """Put style, font, palette and stylesheet on the application."""
    if application.property("dark") is None:
        # Once only: setting a style goes over every widget there is.
        application.setStyle("Fusion")
        application.setFont(_system_font())
    application.setProperty("dark", dark)
    palette = colours()
    application.setPalette(_qt_palette(palette))
    application.setStyleSheet(_sheet(palette))


def _system_font() -> QFont:
    families = set(QFontDatabase.families())
    chosen = next((family for family in FONTS if family in families), None)
    made = QFont(chosen) if chosen else QFont()
    made.setPixelSize(BODY)
    # Tabular figures, so that columns of numbers line up.
    if hasattr(made, "setFeature"):
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _qt_palette(colours: Palette) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for where, colour in {
        role.Window: colours.canvas,
        role.WindowText: colours.ink,
        role.Base: colours.surface,
        role.AlternateBase: colours.canvas,
        role.Text: colours.ink,
        role.Button: colours.surface,
        role.ButtonText: colours.ink,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.ink,
        role.Highlight: colours.accent_tint,
        role.HighlightedText: colours.ink,
        role.PlaceholderText: colours.faint,
        role.Link: colours.accent,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.Light: colours.surface,
    }.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.faint))
    return made


def _drawing(name: str) -> str:
    """The arrow of combo boxes, the mark of check boxes: a stylesheet takes them from files only."""
    return resource("icons", f"{name}-{'dark' if is_dark() else 'light'}.svg").as_posix()


def _sheet(c: Palette) -> str:
    """The stylesheet. Names in it are the object names and `role` properties that widgets.py sets."""
    return f"""
    QWidget {{ font-size: {BODY}px; }}
    * {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolTip {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.line}; padding: 4px; }}
    QLabel[role="caption"] {{ color: {c.mute}; font-size: {CAPTION}px; }}
    QLabel[role="muted"] {{ color: {c.mute}; }}
    QLabel[role="section"] {{ font-weight: 600; }}
    QLabel[role="title"] {{ font-size: {TITLE}px; font-weight: 600; }}
    QLabel[role="key"] {{ font-size: {KEY}px; font-weight: 600; }}
    QLabel[role="bad"] {{ color: {c.bad}; }}
    QLabel[role="warn"] {{ color: {c.warn}; }}
    QLabel[role="good"] {{ color: {c.integrate}; }}
    QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line};
        border-radius: {CORNER}px; }}
    QFrame[role="rule"] {{ background: {c.line}; max-height: 1px; border: none; }}
    QFrame[role="strip"] {{ background: {c.accent_tint}; border: none; border-radius: {CORNER}px; }}
    QFrame#scenario {{ background: {c.warn_tint}; border: none;
        border-bottom: 1px solid {c.line}; }}
    QFrame#scenario QLabel {{ color: {c.warn}; }}
    QFrame#navigation {{ background: {c.surface}; border: none; border-right: 1px solid {c.line}; }}
    QFrame#header {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
    QFrame#status {{ background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
    QFrame#navigation QLabel[role="caption"] {{ padding: 12px 8px 4px 8px; }}
    QFrame#navigation QToolButton {{ border: 1px solid transparent; border-radius: {CORNER}px;
        padding: 5px 8px; text-align: left; color: {c.mute}; background: transparent; }}
    QFrame#navigation QToolButton:hover {{ background: {c.canvas}; color: {c.ink}; }}
    QFrame#navigation QToolButton:checked {{ background: {c.accent_tint}; color: {c.accent};
        font-weight: 600; }}
    QFrame#navigation QToolButton:focus {{ border-color: {c.accent}; }}
    QPushButton, QToolButton[role="button"] {{ background: {c.surface}; color: {c.accent};
        border: 1px solid {c.line}; border-radius: {CORNER}px; padding: 5px 12px; font-weight: 600; }}
    QPushButton:hover, QToolButton[role="button"]:hover {{ background: {c.accent_tint}; }}
    QPushButton:focus, QToolButton[role="button"]:focus {{ border: 1px solid {c.accent}; }}
    QPushButton:disabled, QToolButton[role="button"]:disabled {{ color: {c.faint};
        background: {c.idle_tint}; }}
    QToolButton[role="button"]::menu-indicator {{ image: none; }}
    QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent};
        border: 1px solid {c.accent}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.ink}; padding: 4px 11px; }}
    QPushButton[role="primary"]:disabled {{ background: {c.idle_tint}; color: {c.faint};
        border-color: {c.line}; }}
    QPushButton[role="key"] {{ background: transparent; border: 1px solid transparent; color: {c.ink};
        font-size: {KEY}px; padding: 0 3px; margin-left: -4px; text-align: left; }}
    QPushButton[role="key"]:hover {{ color: {c.accent}; background: transparent; }}
    QPushButton[role="key"]:focus {{ border-color: {c.accent}; }}
    QPushButton[role="key"]:disabled {{ color: {c.ink}; background: transparent; }}
    QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent;
        color: {c.accent}; padding: 1px 2px; font-weight: 400; text-align: left; }}
    QPushButton[role="link"]:hover {{ text-decoration: underline; }}
    QPushButton[role="link"]:focus {{ border-color: {c.accent}; }}
    QPushButton[role="link"][tone="bad"] {{ color: {c.bad}; }}
    QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QTextEdit, QDateEdit {{ background: {c.surface};
        color: {c.ink}; border: 1px solid {c.line}; border-radius: {CORNER}px; padding: 4px 8px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus,
    QDateEdit:focus {{ border-color: {c.accent}; }}
    QLineEdit[role="input"] {{ background: {c.input}; }}
    QSlider::groove:horizontal {{ height: 4px; background: {c.line}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ width: 14px; margin: -6px 0; background: {c.accent};
        border: 1px solid {c.accent}; border-radius: 7px; }}
    QSlider::handle:horizontal:focus {{ border: 2px solid {c.ink}; }}
    QSlider::handle:horizontal:disabled {{ background: {c.handle}; border-color: {c.handle}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{_drawing("chevron")}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.line};
        selection-background-color: {c.accent_tint}; selection-color: {c.ink}; outline: none; }}
    QCheckBox::indicator, QListWidget::indicator {{ width: 14px; height: 14px;
        border: 1px solid {c.faint}; border-radius: 3px; background: {c.surface}; }}
    QCheckBox::indicator:focus {{ border-color: {c.accent}; }}
    QCheckBox::indicator:checked, QListWidget::indicator:checked {{ background: {c.accent};
        border-color: {c.accent}; image: url("{_drawing("check")}"); }}
    QAbstractItemView {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.line};
        border-radius: {CORNER}px; gridline-color: {c.line}; selection-background-color: {c.accent_tint};
        selection-color: {c.ink}; outline: none; }}
    QAbstractItemView:focus {{ border-color: {c.accent}; }}
    QAbstractItemView QLineEdit {{ background: {c.input}; border: 2px solid {c.accent};
        border-radius: 0; padding: 0 4px; }}
    QAbstractItemView[role="bare"] {{ border: none; }}
    QAbstractItemView[role="frozen"] {{ border: none; border-right: 1px solid {c.line};
        border-radius: 0; }}
    QHeaderView {{ background: {c.surface}; border: none; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.mute}; border: none;
        border-bottom: 1px solid {c.line}; padding: 4px 8px; font-weight: 400; }}
    QTableCornerButton::section {{ background: {c.surface}; border: none;
        border-bottom: 1px solid {c.line}; }}
    QMenuBar {{ background: {c.surface}; color: {c.ink}; border-bottom: 1px solid {c.line}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.accent_tint}; color: {c.accent}; }}
    QMenu {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 16px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.accent_tint}; color: {c.accent}; }}
    QMenu::item:disabled {{ color: {c.faint}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {c.handle}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar::tab {{ background: transparent; color: {c.mute}; padding: 6px 12px; border: none;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom: 2px solid {c.accent}; }}
    QTabBar::tab:focus {{ color: {c.ink}; }}
    QSplitter::handle {{ background: transparent; }}
    QProgressBar {{ border: 1px solid {c.line}; border-radius: {CORNER}px; background: {c.surface};
        text-align: center; color: {c.ink}; }}
    QProgressBar::chunk {{ background: {c.accent_tint}; }}
    QDialog {{ background: {c.canvas}; }}
    """
