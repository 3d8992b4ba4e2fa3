"""A chart taken away: as an image twice as fine as the screen, and as SVG, with its title and scope."""

from collections.abc import Callable

from PySide6.QtCore import QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from jcplanner.gui import style

PICTURE_SCALE = 2
"""A picture has this many dots to a pixel, so that it is still sharp on paper."""

_EDGE, _HEAD = 12, 48

Body = Callable[[QPainter, QRectF], None]
"""Draws a chart, without its title, inside an area."""


def picture_size(chart: QSize) -> QSize:
    """How large the picture of a chart of that size is: with its title, scope and edges."""
    return chart + QSize(2 * _EDGE, _HEAD + _EDGE)


def draw_picture(painter: QPainter, size: QSize, title: str, scope: str, body: Body) -> None:
    """Draw a chart with its title and scope, so that it stands by itself."""
    colours, across = style.colours(), size.width() - 2 * _EDGE
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(colours.surface))
    painter.setPen(QColor(colours.ink))
    painter.setFont(style.font(style.SECTION, bold=True))
    painter.drawText(QRect(_EDGE, 8, across, 20), 0, title)
    painter.setPen(QColor(colours.mute))
    painter.setFont(style.font(style.CAPTION))
    painter.drawText(QRect(_EDGE, 28, across, 18), 0, scope)
    body(painter, QRectF(_EDGE, _HEAD, across, size.height() - _HEAD - _EDGE))


def image_of(size: QSize, title: str, scope: str, body: Body) -> QImage:
    """The picture as an image."""
    image = QImage(size * PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PICTURE_SCALE)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    draw_picture(painter, size, title, scope, body)
    painter.end()
    return image


def write_svg(
    device: QIODevice, size: QSize, title: str, scope: str, sentence: str, body: Body
) -> None:
    """Write the picture as SVG, described by its sentence; pyqtgraph's own exporter fails on columns."""
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription(sentence)
    painter = QPainter(generator)
    draw_picture(painter, size, title, scope, body)
    painter.end()
