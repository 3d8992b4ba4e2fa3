"""Opening, saving and closing plans from the window."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.partners import Partner
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens.start import StartScreen
from jcplanner.gui.window import Window
from jcplanner.plan import edits
from jcplanner.plan.opening import open_plan, reading


@pytest.fixture
def window(qtbot: QtBot):
    """A window with no plan open."""
    made = Window(Preferences())
    qtbot.addWidget(made, before_close_func=lambda held: held.documents.finish())
    made.show()
    return made


def messages() -> list[str]:
    """What message boxes say just now."""
    boxes = [held for held in QApplication.topLevelWidgets() if isinstance(held, QMessageBox)]
    said = [box.text() for box in boxes if box.isVisible()]
    for box in boxes:
        box.close()
    return said


def names(path: Path) -> set[str]:
    """The partners that a plan file holds."""
    with reading(path) as plan:
        return {held.name for held in plan.table(Partner).values()}


def test_the_first_start_shows_what_to_do_next(window: Window) -> None:
    assert isinstance(window.centralWidget(), StartScreen)


def test_a_new_plan_is_in_its_file_and_among_the_recent_ones(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "Two partners.jcplan"
    window.documents.make(path, "council-nhs", "Two partners")
    assert path.exists()
    assert window.session is not None
    assert window.session.plan.details.title == "Two partners"
    assert window.preferences.recent == [path]


def test_saving_brings_an_edit_into_the_shared_file(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Plan.jcplan"
    window.documents.make(path, "blank")
    assert window.session is not None
    edits.add(window.session.plan, Partner, name="Added in the window")
    assert "Added in the window" not in names(path)
    window.documents.publish()
    qtbot.waitUntil(lambda: "Added in the window" in names(path), timeout=10_000)


def test_closing_brings_an_edit_into_the_shared_file(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "Plan.jcplan"
    window.documents.make(path, "blank")
    assert window.session is not None
    edits.add(window.session.plan, Partner, name="Added before closing")
    window.documents.close()
    assert "Added before closing" in names(path)
    assert isinstance(window.centralWidget(), StartScreen)


def test_a_colleague_who_saved_meanwhile_keeps_their_file_and_both_are_there(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "Plan.jcplan"
    window.documents.make(path, "blank")
    assert window.session is not None
    colleague = open_plan(path)
    edits.add(colleague.plan, Partner, name="The colleague's")
    colleague.close()
    edits.add(window.session.plan, Partner, name="Ours")
    window.documents.close()
    files = sorted(tmp_path.glob("*.jcplan"))
    assert len(files) == 2
    assert names(path) == {"The colleague's"}
    other = next(held for held in files if held != path)
    assert names(other) == {"Ours"}
    assert any(other.name in said for said in messages())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not a jcplanner plan"),
        (b"PK\x03\x04 a workbook", "is not a jcplanner plan"),
        (b"SQLite format 3\x00" + bytes(200), "not a jcplanner plan"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    window: Window, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "Other.jcplan"
    path.write_bytes(content)
    window.documents.open(path)
    said = messages()
    assert len(said) == 1
    assert words in said[0]
    assert path.read_bytes() == content
    assert isinstance(window.centralWidget(), StartScreen)


def test_a_damaged_plan_is_found_after_the_first_paint_and_put_away(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Plan.jcplan"
    window.documents.make(path, "council-nhs")
    window.documents.close()
    content = bytearray(path.read_bytes())
    place = content.find(b"Learning disability")
    content[place] ^= 1
    path.write_bytes(bytes(content))
    window.documents.open(path)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartScreen), timeout=10_000)
    assert any("damaged" in said for said in messages())
    assert path.read_bytes() == bytes(content)


def agree(text: str) -> None:
    """Press a button of the message box that is open."""
    (box,) = [
        held
        for held in QApplication.topLevelWidgets()
        if isinstance(held, QMessageBox) and held.isVisible()
    ]
    (button,) = [held for held in box.buttons() if held.text() == text]
    button.click()


def damaged_plan(window: Window, path: Path) -> None:
    """A plan file that lost its end, as a sync client leaves it."""
    window.documents.make(path, "council-nhs")
    window.documents.close()
    content = bytearray(path.read_bytes())
    # A page of a table is gone; the journal is whole.
    start = content.index(b"Learning disability") // 4096 * 4096
    content[start : start + 8] = bytes(8)
    path.write_bytes(content)


def test_the_newest_backup_of_a_damaged_plan_is_offered(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "Plan.jcplan"
    damaged_plan(window, path)
    before = path.read_bytes()
    window.documents.open(path)
    agree("Open the backup")
    assert window.documents.held is not None
    assert window.documents.held.path.name.startswith("Plan (backup of ")
    assert path.read_bytes() == before


def test_without_a_backup_what_can_be_read_of_a_damaged_plan_is_salvaged(
    window: Window, tmp_path: Path, home: Path
) -> None:
    path = tmp_path / "Plan.jcplan"
    damaged_plan(window, path)
    shutil.rmtree(home / "backups")
    before = path.read_bytes()
    window.documents.open(path)
    agree("Salvage what can be read")
    assert window.documents.held is not None
    assert window.documents.held.path.name.startswith("Plan (salvaged ")
    assert any("were got back" in said for said in messages())
    assert path.read_bytes() == before


def test_steps_carry_the_role_that_was_given(window: Window, tmp_path: Path) -> None:
    window.documents.make(tmp_path / "Plan.jcplan", "blank")
    assert window.session is not None
    plan = window.session.plan
    window.documents.set_author("Joint commissioner")
    edits.add(plan, Partner, name="Council")
    assert plan.steps[-1].author == "Joint commissioner"
    assert plan.steps[0].author == ""
