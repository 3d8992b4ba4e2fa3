"""The palette can be read: every ink on its ground, light and dark."""

import dataclasses

import pytest

from jcplanner.gui.style import DARK, LIGHT, Palette

LOWEST_CONTRAST = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs(palette: Palette) -> list[tuple[str, str]]:
    """Every pair of ink and ground that the screens put together."""
    names = [field.name for field in dataclasses.fields(palette)]
    tinted = [(name, f"{name}_tint") for name in names if f"{name}_tint" in names]
    plain = [
        (ink, ground)
        for ink in ("ink", "mute", "accent", "bad", "warn", "align", "learn", "integrate")
        for ground in ("surface", "canvas")
    ]
    return [
        *tinted,
        *plain,
        ("faint", "surface"),
        ("on_accent", "accent"),
        ("ink", "input"),
        ("ink", "group"),
        ("ink", "accent_tint"),
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_can_be_read_on_its_ground(palette: Palette) -> None:
    faint = {
        pair: round(contrast(getattr(palette, pair[0]), getattr(palette, pair[1])), 2)
        for pair in pairs(palette)
        if contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) < LOWEST_CONTRAST
    }
    assert faint == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ink_of_every_partner_can_be_read(palette: Palette):
    ratios = [contrast(ink, palette.surface) for ink in palette.partners]
    assert min(ratios) >= LOWEST_CONTRAST
