"""How text becomes a cell, and how a finished file takes the place of an older one."""

from pathlib import Path

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.write import CUT_NOTE, LONGEST_TEXT, cell_text, quoted, replacing


def allowed(path: Path) -> None:
    """Anything may be replaced."""


def test_text_is_kept_as_it_is():
    for text in (
        "",
        "=1+1",
        "  spaces  ",
        "Über",
        "\u05e9\u05dc\u05d5\u05dd",
        "tab\tline\n",
        "<r>",
    ):
        assert cell_text(text) == text


def test_what_a_cell_cannot_hold_becomes_a_space():
    assert cell_text("a\x00b\x1fc\ud800d\ufffee") == "a b c d e"


def test_markup_of_the_writer_itself_is_made_harmless():
    assert cell_text("<r><t>x</t></r>") == "<r><t>x</t></r> "


def test_long_text_is_cut_with_a_note():
    assert cell_text("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    cut = cell_text("x" * (LONGEST_TEXT + 1))
    assert len(cut) == LONGEST_TEXT
    assert cut.endswith(CUT_NOTE)
    assert len(cell_text("\U0001f600" * LONGEST_TEXT).encode("utf-16-le")) <= 2 * LONGEST_TEXT


def test_quotes_are_doubled_inside_a_formula():
    assert quoted('a "b"') == '"a ""b"""'


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with replacing(path, allowed) as beside:
        beside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(path, allowed) as beside:
        beside.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_may_not_be_replaced_is_asked_again_at_the_end(tmp_path: Path):
    path = tmp_path / "a.txt"

    def never(path: Path) -> None:
        raise Refusal("no")

    with pytest.raises(Refusal), replacing(path, never) as beside:
        beside.write_text("new")
        path.write_text("somebody else was faster")
    assert path.read_text() == "somebody else was faster"
