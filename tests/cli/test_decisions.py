"""Decisions on the command line: the calendar file, the reports, and what `check` says."""

from pathlib import Path

import pytest

from jcplanner.cli.commands import run
from jcplanner.plan import decision_edits, edits
from jcplanner.plan.opening import new_plan
from tests.cli.test_scenarios import WINDOW
from tests.domain.decided_records import GOVERNANCE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The governance plan, on whose figures the Cabinet decided before one of them changed."""
    made = tmp_path / "Governance.jcplan"
    held = new_plan(made, GOVERNANCE)
    decision_edits.record_on_figures_now(
        held.plan, "Cabinet", "care", "cabinet", outcome="approved"
    )
    edits.set_amounts(held.plan, {("council-homes", 2012): 1_700_000})
    held.close()
    return made


def test_calendar_writes_the_forward_plan(path: Path, capsys: pytest.CaptureFixture[str]):
    out = path.with_suffix(".ics")
    assert run(["calendar", str(path), str(out)], WINDOW) == 0
    assert capsys.readouterr().out.startswith(f"Wrote {out}, with ")
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_calendar_replaces_nothing_of_others(path: Path, capsys: pytest.CaptureFixture[str]):
    out = path.with_name("mine.ics")
    out.write_text("something else")
    assert run(["calendar", str(path), str(out)], WINDOW) == 2
    assert "was not written by jcplanner" in capsys.readouterr().err
    assert out.read_text() == "something else"


@pytest.mark.parametrize(
    ("name", "words"), [("decisions", "PCT Board"), ("forward-plan", "Last day for figures")]
)
def test_reports_are_shown(path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str):
    assert run(["show", str(path), name], WINDOW) == 0
    assert words in capsys.readouterr().out


def test_check_finds_decisions_on_figures_that_have_changed_since(
    path: Path, capsys: pytest.CaptureFixture[str]
):
    run(["check", str(path)], WINDOW)
    said = capsys.readouterr().out
    assert "1 figure has changed since, £7,000 net revenue over all years." in said
    assert "without PCT's decision" in said
