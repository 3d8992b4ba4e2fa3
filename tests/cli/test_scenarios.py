"""The command line looks at a plan through a scenario."""

import json
from pathlib import Path

import pytest

from jcplanner.cli.commands import Window, run
from jcplanner.plan import scenario_edits
from jcplanner.plan.opening import OpenPlan

WINDOW = Window(lambda: False, lambda paths: 0, lambda plan, folder: [])


@pytest.fixture
def path(small: OpenPlan) -> Path:
    """A plan file with a scenario in it: homes at £2,000.00 in 2016/17."""
    key = scenario_edits.add_scenario(small.plan, "Slower start")
    scenario_edits.set_override(small.plan, key, "budget_amount", "homes:2016", "amount", 200_000)
    scenario_edits.add_scenario(small.plan, "Twice")
    scenario_edits.add_scenario(small.plan, "twice")
    small.close()
    return small.path


def test_totals_as_a_scenario_has_them(path: Path, capsys: pytest.CaptureFixture[str]):
    words = ["show", str(path), "totals", "--by", "year", "--json", "--scenario", "slower START"]
    assert run(words, WINDOW) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rows"][0]["net"] == 1_076_544
    assert said["scope"].startswith("Scenario: Slower start. ")


def test_reports_and_the_list_of_scenarios(path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["show", str(path), "funding", "--scenario", "Slower start"], WINDOW) == 0
    assert "Scenario: Slower start." in capsys.readouterr().out
    assert run(["show", str(path), "scenarios"], WINDOW) == 0
    out = capsys.readouterr().out
    assert "Homes, 2016/17" in out
    assert "Scenario:" not in out


def test_a_workbook_as_a_scenario_has_it(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out.xlsx"
    assert run(["export", str(path), str(out), "--scenario", "Slower start"], WINDOW) == 0
    import openpyxl

    book = openpyxl.load_workbook(out, data_only=True)
    facts = {row[0].value: row[1].value for row in book["Contents"].iter_rows()}
    assert facts["Scenario"] == "Slower start"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Faster", 'There is no scenario called "Faster"; there are: Slower start, Twice, twice.'),
        ("TWICE", 'There are 2 scenarios called "TWICE"; rename all but one.'),
    ],
)
def test_a_scenario_that_is_not_there_or_twice_is_refused(
    path: Path, name: str, sentence: str, capsys: pytest.CaptureFixture[str]
):
    assert run(["show", str(path), "totals", "--scenario", name], WINDOW) == 2
    assert capsys.readouterr().err.strip() == sentence
