"""Faults and refusals become messages, in plain text."""

import sys

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jcplanner.domain.problems import Refusal
from jcplanner.gui import errors


def raise_and_show(fault: Exception) -> None:
    """Hand a raised fault to what stands at the end of every slot."""
    try:
        raise fault
    except Exception as raised:
        errors._show(type(raised), raised, raised.__traceback__)


def test_a_refusal_that_nothing_caught_is_its_own_sentence(qtbot: QtBot, message) -> None:
    raise_and_show(Refusal("The disk is full; make room."))
    assert message().text() == "The disk is full; make room."
    message().close()


def test_a_fault_of_ours_says_that_nothing_is_lost_and_has_the_details(
    qtbot: QtBot, message, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_and_show(KeyError("what went wrong"))
    box = message()
    assert "Your plan is kept on this computer" in box.text()
    assert "what went wrong" in box.detailedText()
    assert "what went wrong" in capsys.readouterr().err
    box.close()


def test_a_fault_is_shown_where_there_is_no_console_at_all(
    qtbot: QtBot, message, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    raise_and_show(ValueError("no console"))
    assert "no console" in message().detailedText()
    message().close()


def test_markup_in_a_message_is_shown_letter_for_letter(qtbot: QtBot, message) -> None:
    errors.tell(None, "<b>Plan</b> <img src='//host/x'>")
    box = message()
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text().startswith("<b>Plan</b>")
    box.close()


def test_what_was_asked_is_done_only_when_the_person_agrees(qtbot: QtBot, message) -> None:
    done: list[str] = []
    box = errors.ask(None, "Remove it?", "Remove", lambda: done.append("removed"))
    cancel = next(held for held in box.buttons() if held.text() == "Cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert done == []
    box = errors.ask(None, "Remove it?", "Remove", lambda: done.append("removed"))
    agree = next(held for held in box.buttons() if held.text() == "Remove")
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    assert done == ["removed"]
