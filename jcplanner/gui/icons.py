"""Icons: our own line drawings in resources/icons, painted in whatever colour the palette asks for."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from jcplanner.gui import style
from jcplanner.plan.resources import resource

SIZE = 18


def icon(name: str) -> QIcon:
    """The icon with a name, muted as a rule and in the accent colour where it is checked.

    Raises FileNotFoundError for an unknown name.
    """
    palette = style.colours()
    made = QIcon()
    for state, colour in ((QIcon.State.Off, palette.mute), (QIcon.State.On, palette.accent)):
        for ratio in (1, 2):
            made.addPixmap(pixmap(name, colour, SIZE, ratio), QIcon.Mode.Normal, state)
    return made


def pixmap(name: str, colour: str, size: int, ratio: int = 1) -> QPixmap:
    """One icon as a picture of a size in pixels, drawn for a screen of the given pixel ratio."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    made = QPixmap(QSize(size, size) * ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
