"""Comparing plans and versions on the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.cli.commands import Window, run
from jcplanner.plan import edits, versions
from jcplanner.plan.opening import opened, reading

NO_WINDOW = Window(lambda: False, lambda paths: 0, lambda plan, folder: [])
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs one command: its exit status, and what it printed on stdout and stderr."""

    def command(*words: object) -> tuple[int, str, str]:
        status = run([str(word) for word in words], NO_WINDOW)
        held = capsys.readouterr()
        return status, held.out, held.err

    return command


@pytest.fixture
def path(small) -> Path:
    """A plan with two versions, closed: July, and one whose name has an @ in it."""
    versions.freeze(small.plan, "July")
    edits.set_amounts(small.plan, {("homes", 2016): 200_000})
    versions.freeze(small.plan, "Board @ 9")
    edits.set_amounts(small.plan, {("wards", 2017): 50_000})
    small.close()
    return small.path


def differences(out: str, table: str) -> list[tuple[object, ...]]:
    held = json.loads(out)
    rows = next(one["rows"] for one in held["tables"] if one["title"] == table)
    return [tuple(row.values()) for row in rows if row["Difference"]]


def test_a_version_is_compared_with_the_plan_now(say: Say, path: Path):
    status, out, err = say("compare", f"{path}@July", "now", "--json")
    assert (status, err) == (0, "")
    assert differences(out, "By year") == [
        ("2016/17", 1_000_000, 1_076_544, 76_544),
        ("2017/18", 130_000, 180_000, 50_000),
    ]
    assert json.loads(out)["before"] == {"file": str(path), "version": "July"}


def test_two_versions_are_compared_and_a_name_may_hold_an_at(say: Say, path: Path):
    for b in ("board @ 9", f"{path}@Board @ 9"):
        status, out, _ = say("compare", f"{path}@July", b, "--json", "--by", "line")
        assert status == 0
        assert [(row[2], row[-1]) for row in differences(out, "Lines")] == [("Homes", 76_544)]


def test_two_files_are_compared_as_they_stand(say: Say, path: Path, tmp_path: Path):
    copy = tmp_path / "Copy @ work.jcplan"
    shutil.copy(path, copy)
    with opened(copy) as plan:
        edits.assign_area(plan, ["homes"], None)
    status, out, _ = say("compare", path, copy, "--by", "field")
    assert status == 0
    assert f"{path.name} compared with Copy @ work.jcplan" in out
    assert "Homes   Service area  Learning disability  blank" in out
    assert "two different plans" not in out
    status, out, _ = say("compare", path, f"{copy}@July", "--json")
    assert differences(out, "By year")[0] == ("2016/17", 1_076_544, 1_000_000, -76_544)
    with reading(path) as plan:
        assert plan.steps[-1].name == "Change amount"


def test_the_same_says_so(say: Say, path: Path):
    _, out, _ = say("compare", path, "now")
    assert out.rstrip().endswith("They say the same.")


def test_what_cannot_be_compared_is_one_sentence(say: Say, path: Path, tmp_path: Path):
    for words, sentence in (
        ((path, "May"), 'has no version "May"; there are: "July", "Board @ 9".'),
        ((f"{path}@May", "now"), 'has no version "May"'),
        ((tmp_path / "none.jcplan", "now"), "There is no plan file"),
        ((path, "now", "--by", "colour"), "goes by area, partner, line, field"),
    ):
        status, out, err = say("compare", *words)
        assert (status, out) == (2, "")
        assert sentence in err and err.count("\n") == 1


def test_long_tables_are_cut_for_people_and_whole_for_programs(say: Say, path: Path):
    with opened(path) as plan:
        from jcplanner.domain.budgets import BudgetLine

        with plan.step("Many") as draft:
            for number in range(60):
                draft.add(BudgetLine(f"line{number}", 9, "c", None, f"Line {number}"))
    _, out, _ = say("compare", f"{path}@July", "now", "--by", "field")
    assert "of which the first 40; --json has them all" in out
    _, out, _ = say("compare", f"{path}@July", "now", "--by", "field", "--json")
    assert len(json.loads(out)["tables"][0]["rows"]) > 100


def test_a_version_that_is_not_named_is_not_taken_for_the_plan_now(say: Say, path: Path):
    for words in ((path, ""), (f"{path}@ ", "now"), (path, f"{path}@")):
        status, out, err = say("compare", *words)
        assert (status, out) == (2, "")
        assert err == 'Name the version to compare, or "now" for the plan as it stands.\n'


def test_two_plans_whose_files_have_one_name_are_told_apart(say: Say, path: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    other = shutil.copy(path, tmp_path / "other" / path.name)
    status, out, _ = say("compare", path, other)
    assert status == 0
    assert out.startswith(f"{path} compared with {other}")
