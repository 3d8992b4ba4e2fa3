"""The dialog that begins a new plan."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from jcplanner.gui.new_plan_dialog import NewPlanDialog
from jcplanner.plan.templates import describe, example_names, template_names


@pytest.fixture
def dialog(qtbot, tmp_path, monkeypatch):
    made = NewPlanDialog(None, "template")
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made._folder = tmp_path
    made._suggest_path()
    made.open()
    return made


def offered(dialog):
    return [name for _words, name in dialog.offered.items if name]


def test_it_offers_every_template_then_every_example_with_its_summary(dialog):
    assert offered(dialog) == [*template_names(), *example_names()]
    for name in offered(dialog):
        dialog.choose(name)
        assert dialog.summary.text() == describe(name).summary


def test_examples_stand_first_where_they_were_asked_for(qtbot):
    made = NewPlanDialog(None, "example")
    qtbot.addWidget(made)
    assert offered(made) == [*example_names(), *template_names()]
    assert made.name == example_names()[0]


def test_it_tells_file_template_title_year_and_place(qtbot, dialog, tmp_path):
    qtbot.keyClicks(dialog.title, "One Shire: health & care")
    qtbot.keyClicks(dialog.place, "Shire")
    dialog.first_year.setCurrentIndex(dialog.first_year.findData(2016))
    with qtbot.waitSignal(dialog.chosen) as heard:
        dialog.make_button.click()
    path = tmp_path / "One Shire health & care.jcplan"
    assert heard.args == [path, "council-nhs", "One Shire: health & care", 2016, "Shire"]


def test_an_example_keeps_its_own_years_and_needs_no_title(qtbot, dialog, tmp_path):
    dialog.choose("herefordshire-2016")
    assert not dialog.first_year.isEnabled()
    with qtbot.waitSignal(dialog.chosen) as heard:
        dialog.make()
    assert heard.args[1:] == ["herefordshire-2016", "", None, ""]
    assert heard.args[0].parent == tmp_path


def test_a_template_needs_a_title(qtbot, dialog):
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.make()
    assert dialog.fault.text() == "Give the plan a title."
    assert dialog.isVisible()


def test_a_file_that_is_there_is_never_taken(qtbot, dialog, tmp_path):
    (tmp_path / "Shire.jcplan").write_text("mine")
    qtbot.keyClicks(dialog.title, "Shire")
    assert dialog.path.text() == str(tmp_path / "Shire 2.jcplan")
    dialog.take_path(str(tmp_path / "Shire.jcplan"))
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.make()
    assert dialog.fault.text() == "Shire.jcplan is there already; choose another name."


def test_a_folder_that_is_not_there_is_said(qtbot, dialog, tmp_path):
    qtbot.keyClicks(dialog.title, "Shire")
    dialog.take_path(str(tmp_path / "nowhere" / "Shire"))
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.make()
    assert "There is no folder" in dialog.fault.text()


def test_a_typed_file_stays_whatever_the_title_becomes_and_gets_the_ending(qtbot, dialog, tmp_path):
    dialog.take_path(str(tmp_path / "joint"))
    qtbot.keyClicks(dialog.title, "Shire")
    with qtbot.waitSignal(dialog.chosen) as heard:
        dialog.make()
    assert heard.args[0] == Path(tmp_path / "joint.jcplan")
