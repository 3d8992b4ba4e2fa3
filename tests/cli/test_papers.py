"""Board papers on the command line."""

import json
from pathlib import Path

import pytest

from jcplanner.cli.commands import run
from jcplanner.plan.opening import new_plan
from tests.cli.test_scenarios import WINDOW
from tests.domain.paper_records import PAPER


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Paper.jcplan"
    new_plan(made, PAPER).close()
    return made


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_paper_is_written_and_says_what_is_not_said(
    path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
):
    out = path.with_suffix(suffix)
    words = ["paper", str(path), "--proposal", "d1", "--body", "Cabinet", str(out)]
    assert run(words, WINDOW) == 0
    said = capsys.readouterr().out
    assert f"Wrote {out}: the open edition for Cabinet." in said
    assert "Still to be said: Wards affected" in said
    assert out.stat().st_size > 5_000


def test_the_facts_of_a_paper_come_as_json(path: Path, capsys: pytest.CaptureFixture[str]):
    out = path.with_suffix(".docx")
    words = ["paper", str(path), str(out), "--proposal", "Align adult budgets"]
    assert run([*words, "--body", "governing body", "--exempt", "--json"], WINDOW) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["edition"] == "exempt" and found["body"] == "Governing Body"


def test_a_proposal_or_body_that_is_not_there_is_refused(
    path: Path, capsys: pytest.CaptureFixture[str]
):
    out = str(path.with_suffix(".docx"))
    assert run(["paper", str(path), out, "--proposal", "x", "--body", "Cabinet"], WINDOW) == 2
    assert 'There is no proposal called "x"' in capsys.readouterr().err
    assert run(["paper", str(path), out, "--proposal", "D1", "--body", "x"], WINDOW) == 2
    assert "the plan has: Cabinet; Governing Body" in capsys.readouterr().err
