"""A chart of a board paper as a picture: columns by year, one for each name, with their amounts in words."""

import io
from typing import Any

from jcplanner.domain.money import show_headline
from jcplanner.exchange.write import LINE, legal_text
from jcplanner.plan.resources import resource
from jcplanner.reports.paper_blocks import Columns

WIDTH, HEIGHT = 1700, 760
_TONES = ("#0B5C73", "#C77B1A", "#5B7F3A", "#8A4F7D", "#4A6FA5", "#9C5B3B")
_INK = "#192026"
_TOP, _BOTTOM, _SIDE = 110, 70, 20
_LONGEST = 40


def chart_picture(chart: Columns) -> bytes:
    """The chart as a PNG. Its figures stand in a table of the paper as well."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw: Any = ImageDraw.Draw(picture)
    font: Any = ImageFont.truetype(str(resource("fonts", "NotoSans-Regular.ttf")), 26)
    at = _SIDE
    for place, (name, _) in enumerate(chart.series):
        words = legal_text(name)
        words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}\u2026"
        wide = int(draw.textlength(words, font=font)) + 60
        if at + wide > WIDTH:
            break
        draw.rectangle((at, 24, at + 24, 48), fill=_TONES[place % len(_TONES)])
        draw.text((at + 34, 18), words, fill=_INK, font=font)
        at += wide + 20
    held = [pence for _, given in chart.series for pence in given if pence is not None]
    top, low = max([0, *held]), min([0, *held])
    scale = (HEIGHT - _TOP - _BOTTOM) / ((top - low) or 1)
    zero = _TOP + int(top * scale)
    group = (WIDTH - 2 * _SIDE) / max(len(chart.labels), 1)
    bar = 0.8 * group / max(len(chart.series), 1)
    small: Any = ImageFont.truetype(
        str(resource("fonts", "NotoSans-Regular.ttf")), max(10, min(24, int(bar / 4.2)))
    )
    for year, label in enumerate(chart.labels):
        left = _SIDE + year * group + 0.1 * group
        middle = left + 0.4 * group
        draw.text((middle, HEIGHT - 36), label, fill=_INK, font=font, anchor="mm")
        for place, (_, given) in enumerate(chart.series):
            pence = given[year]
            if pence is None:
                continue
            start, end = left + place * bar, zero - int(pence * scale)
            box = (start + 2, min(zero, end), start + max(bar - 2, 4), max(zero, end))
            draw.rectangle(box, fill=_TONES[place % len(_TONES)])
            above = min(zero, end) - 16
            words = show_headline(pence)
            draw.text((start + bar / 2, above), words, fill=_INK, font=small, anchor="mm")
    draw.line((_SIDE, zero, WIDTH - _SIDE, zero), fill=LINE, width=3)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
