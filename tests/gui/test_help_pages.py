import pytest

from jcplanner.gui.help_pages import page
from jcplanner.gui.screens import SCREENS


@pytest.mark.parametrize("key", ["start", *(spec.key for spec in SCREENS)])
def test_every_screen_has_a_page_of_help_that_fits_one_view(key: str):
    lines = page(key).read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert 10 <= len(lines) <= 30


@pytest.mark.parametrize("spec", SCREENS, ids=lambda spec: spec.key)
def test_a_page_is_headed_as_its_screen_is_called(spec):
    heading = page(spec.key).read_text("utf-8").splitlines()[0]
    assert heading.removeprefix("# ") == spec.title


def test_the_start_page_names_the_shortcuts_that_the_screens_have():
    text = page("start").read_text("utf-8")
    shortcuts = {spec.key: spec.shortcut for spec in SCREENS}
    for key in ("partners", "alignment", "pathway"):
        assert f"**{shortcuts[key]}**" in text


def test_what_is_new_begins_with_the_newest_version():
    from jcplanner import __version__

    headings = [
        line for line in page("whats_new").read_text("utf-8").splitlines() if line.startswith("## ")
    ]
    assert headings[0] == f"## {__version__}"
