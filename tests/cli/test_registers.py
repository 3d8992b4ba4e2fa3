"""`jcplanner register`: shown, written, brought in, dry runs."""

import json
from pathlib import Path

import pytest

from jcplanner.cli.commands import Window, run
from jcplanner.domain.registers import Issue
from jcplanner.plan.opening import new_plan, reading
from tests.conftest import SMALL_PLAN

REVIEW = "An externally led review of governance is rejected by the NHS locally"
"""004¶32."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = new_plan(tmp_path / "Plan.jcplan", (*SMALL_PLAN, Issue("r", 1, REVIEW, state="open")))
    made.close()
    return tmp_path / "Plan.jcplan"


def call(*words: object) -> int:
    return run([str(word) for word in words], Window(lambda: False, lambda _: 0, lambda *_: []))


def test_a_register_is_shown_as_text_and_json(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("register", path, "issues") == 0
    assert REVIEW in capsys.readouterr().out
    assert call("register", path, "issues", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tables"][0]["rows"][0]["Issue"] == REVIEW
    assert told["scope"] == "1 in all, 1 not closed"


def test_it_is_written_and_brought_in_again_without_a_change(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "issues.csv"
    assert call("register", path, "issues", "--out", out) == 0
    assert "1 issue." in capsys.readouterr().out
    assert call("register", path, "issues", "--out", out) == 2
    assert call("register", path, "issues", "--out", out, "--replace") == 0
    capsys.readouterr()
    assert call("register", path, "issues", "--in", out) == 0
    assert "0 new, 0 changed, 1 as they were" in capsys.readouterr().out


def test_a_dry_run_changes_nothing(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Issue,State\nNew one,open\nBad,closed?\n", encoding="utf-8")
    assert call("register", path, "issues", "--in", source, "--dry-run", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["dry_run"], told["added"], len(told["rejected"])) == (True, 1, 1)
    with reading(path) as held:
        assert len(held.table(Issue)) == 1
    assert call("register", path, "issues", "--in", source) == 1
    assert 'Row 2: new, "New one"' in capsys.readouterr().out
    with reading(path) as held:
        assert len(held.table(Issue)) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("risky",), "There is no register"),
        (("issues", "--dry-run"), "--dry-run says what --in would change"),
        (("issues", "--replace"), "--replace is for --out"),
        (("issues", "--in", "a.csv", "--out", "b.csv"), "either --out or --in"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    path: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("register", path, *words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.strip().splitlines()) == 1
