"""The command line as finance teams use it: what it prints, where, and with which exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jcplanner.cli import commands
from jcplanner.cli.commands import Window
from jcplanner.domain.budgets import BudgetLine
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, opened, reading
from jcplanner.plan.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "expected"


def no_pictures(plan: Plan, folder: Path) -> list[Path]:
    return []


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command where there is no display; gives its exit status, output and errors."""

    def run(*words: object) -> tuple[int, str, str]:
        window = Window(lambda: False, lambda paths: 0, no_pictures)
        status = commands.run([str(word) for word in words], window)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def shared(small: OpenPlan) -> Path:
    """A plan file that nobody has open."""
    small.close()
    return small.path


def one_sentence(text: str) -> bool:
    return text.endswith(".\n") and text.count("\n") == 1 and "Traceback" not in text


def test_templates_lists_all_templates_and_examples(run: Run):
    status, out, _ = run("templates")
    assert status == 0
    for name in (
        "blank",
        "council-nhs",
        "programme-areas",
        "herefordshire-2016",
        "derby-home-first",
    ):
        assert name in out


@pytest.mark.parametrize(
    "words", [("--template", "council-nhs"), ("--example", "derby-home-first"), ()]
)
def test_new_makes_a_plan_that_opens(words: tuple[str, ...], run: Run, tmp_path: Path):
    path = tmp_path / "new.jcplan"
    status, _, err = run("new", path, *words, "--title", "Ours")
    assert (status, err) == (0, "")
    with reading(path) as plan:
        assert plan.details.title == "Ours"


@pytest.mark.parametrize(
    "words",
    [
        ("--template", "nothing"),
        ("--example", "blank"),
        ("--template", "blank", "--example", "derby-home-first"),
    ],
)
def test_new_refuses_what_there_is_not_in_one_sentence(
    words: tuple[str, ...], run: Run, tmp_path: Path
):
    status, out, err = run("new", tmp_path / "new.jcplan", *words)
    assert (status, out) == (2, "")
    assert one_sentence(err)
    assert not (tmp_path / "new.jcplan").exists()


def test_new_never_replaces_a_file(run: Run, tmp_path: Path):
    path = tmp_path / "new.jcplan"
    path.write_text("mine")
    status, _, err = run("new", path)
    assert status == 2 and one_sentence(err)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "words", [("show", "gone.jcplan", "totals"), ("frobnicate",), ("show",), ("check", "x")]
)
def test_what_cannot_be_done_is_one_sentence_on_stderr(words: tuple[str, ...], run: Run):
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and "Traceback" not in err


def test_a_file_that_is_no_plan_is_said_to_be_none(run: Run, tmp_path: Path):
    (tmp_path / "a.jcplan").write_text("hello")
    status, _, err = run("show", tmp_path / "a.jcplan", "totals")
    assert status == 2 and one_sentence(err)


def test_totals_are_pence_in_json(run: Run, shared: Path):
    status, out, _ = run("show", shared, "totals", "--by", "partner,year", "--json")
    held = json.loads(out)
    assert status == 0
    assert held["unit"] == "pence"
    first = next(row for row in held["rows"] if row["year"] == "2016/17")
    assert first == {
        "partner": "The Council",
        "year": "2016/17",
        "expenditure": 123_456,
        "income": 23_456,
        "net": 100_000,
        "capital": 0,
        "in_kind": 0,
    }
    assert held["total"]["net"] == 1_130_000


@pytest.mark.parametrize(
    "by", ["area", "arrangement,year", "source", "nature,direction", "year,partner,area"]
)
def test_every_edge_gives_the_same_whole(by: str, run: Run, shared: Path):
    _, out, _ = run("show", shared, "totals", "--by", by, "--json")
    held = json.loads(out)
    assert sum(row["net"] for row in held["rows"]) == held["total"]["net"] == 1_130_000
    assert set(by.split(",")) <= set(held["rows"][0])


def test_an_unknown_edge_is_refused(run: Run, shared: Path):
    status, _, err = run("show", shared, "totals", "--by", "colour")
    assert status == 2 and one_sentence(err)


def test_totals_of_an_example_as_text(run: Run, tmp_path: Path):
    run("new", tmp_path / "a.jcplan", "--example", "herefordshire-2016")
    _, out, _ = run("show", tmp_path / "a.jcplan", "totals", "--by", "area,year")
    expected = EXPECTED / "herefordshire-2016-totals.txt"
    if os.environ.get("JCPLANNER_UPDATE_EXPECTED"):
        expected.write_text(out, encoding="utf-8")
    assert out == expected.read_text(encoding="utf-8")


def test_check_says_1_where_something_is_serious_and_0_where_not(run: Run, shared: Path):
    status, out, _ = run("check", shared, "--json")
    held = json.loads(out)
    assert status == 0
    assert held["counts"]["serious"] == 0
    with opened(shared) as plan:
        edits.add(plan, BudgetLine, description="Nobody's")
    status, out, _ = run("check", shared, "--json")
    held = json.loads(out)
    assert status == 1
    serious = [problem for problem in held["problems"] if problem["severity"] == "serious"]
    assert [problem["text"] for problem in serious] == ['"Nobody\'s" belongs to no partner.']
    assert serious[0]["screen"] == "budgets" and serious[0]["id"]
    assert run("check", shared)[0] == 1


def test_history_tells_every_step(run: Run, shared: Path):
    with opened(shared) as plan:
        edits.set_amounts(plan, {("homes", 2016): 5})
        last = plan.steps[-1]
    _, out, _ = run("history", shared, "--json")
    held = json.loads(out)
    assert [step["name"] for step in held][-1] == "Change amount"
    assert held[-1]["hash"] == last.hash
    assert "Change amount" in run("history", shared)[1]


def test_export_writes_the_workbook_and_never_over_a_foreign_file(
    run: Run, shared: Path, tmp_path: Path
):
    out = tmp_path / "out.xlsx"
    assert run("export", shared, out)[0] == 0
    assert run("export", shared, out)[0] == 0
    out.write_text("mine")
    status, _, err = run("export", shared, out)
    assert status == 2 and one_sentence(err)
    assert out.read_text() == "mine"


CSV = "Code,Line,2016/17,2017/18\n00123,Home care,1000.50,1100\n00124,Day care,x,200\n,Total,1000.50,1300\n"


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "budget.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.fixture
def mapping(tmp_path: Path, budget: Path) -> Path:
    from jcplanner.exchange.mapping import mapping_to_toml
    from jcplanner.exchange.read import read_file
    from jcplanner.exchange.suggest import suggest_mapping

    path = tmp_path / "mapping.toml"
    path.write_text(mapping_to_toml(suggest_mapping(read_file(budget).sheets[0]).mapping), "utf-8")
    return path


def test_import_says_what_it_did_and_the_same_again_changes_nothing(
    run: Run, shared: Path, budget: Path, mapping: Path
):
    words = ("import", shared, budget, "--mapping", mapping, "--partner", "Council", "--json")
    before = shared.read_bytes()
    status, out, _ = run(*words, "--dry-run")
    dry: dict[str, Any] = json.loads(out)
    assert status == 0 and dry["dry_run"]
    assert shared.read_bytes() == before
    _, out, _ = run(*words)
    real = json.loads(out)
    assert {**real, "dry_run": True, "step": "", "summary": ""} == {**dry, "summary": ""}
    assert real["lines_added"] == 2
    assert real["amounts_set"] == 3
    (rejected,) = real["rejected"]
    assert rejected["value"] == "x" and rejected["why"]
    assert {"name", "stated", "derived", "difference"} <= set(real["control_totals"][0])
    again = json.loads(run(*words)[1])
    assert again["nothing_changed"]
    with reading(shared) as plan:
        assert sum(held.ledger_code == "00123" for held in plan.table(BudgetLine).values()) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--mapping", "nowhere"),
        ("--mapping", "pss-ex1", "--where", "no equals"),
        ("--mapping", "pss-ex1", "--year", "soon"),
        ("--mapping", "pss-ex1", "--partner", "Nobody"),
    ],
)
def test_import_refuses_in_one_sentence_and_leaves_the_plan(
    words: tuple[str, ...], run: Run, shared: Path, budget: Path
):
    before = shared.read_bytes()
    status, out, err = run("import", shared, budget, *words)
    assert (status, out) == (2, "")
    assert one_sentence(err)
    assert shared.read_bytes() == before


def test_demo_without_a_display_builds_the_example_and_says_where_it_is(run: Run, tmp_path: Path):
    status, out, _ = run("demo", "--out", tmp_path / "demo")
    assert status == 0
    named = [Path(line.strip()) for line in out.splitlines() if line.startswith("  ")]
    assert {path.suffix for path in named} == {".jcplan", ".xlsx"}
    assert all(path.is_file() for path in named)
    assert run("demo", "--out", tmp_path / "demo")[0] == 0


def test_demo_with_a_display_opens_the_window(tmp_path: Path):
    shown: list[Path] = []

    def show(paths: list[Path]) -> int:
        shown.extend(paths)
        return 0

    window = Window(lambda: True, show, no_pictures)
    assert commands.run(["demo", "--out", str(tmp_path)], window) == 0
    assert [path.suffix for path in shown] == [".jcplan"]


def test_an_unexpected_fault_is_one_sentence_unless_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def fail() -> bool:
        raise ZeroDivisionError

    window = Window(fail, lambda paths: 0, no_pictures)
    assert commands.run(["demo", "--out", str(tmp_path)], window) == 2
    assert one_sentence(capsys.readouterr().err.split(" Set ")[0] + "\n")
    monkeypatch.setenv("JCPLANNER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        commands.run(["demo", "--out", str(tmp_path)], window)


def test_the_program_runs_without_qt_and_workbook_libraries_for_totals(shared: Path):
    code = (
        "import sys; from jcplanner.cli.commands import Window, run;"
        "status = run(['show', sys.argv[1], 'totals'], Window(lambda: False, len, len));"
        "heavy = {'PySide6', 'xlsxwriter', 'openpyxl', 'python_calamine', 'sqlite_utils'} & set(sys.modules);"
        "sys.exit(status or str(sorted(heavy) or '') or 0)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code, str(shared)], cwd=ROOT, capture_output=True, text=True
    )
    assert finished.returncode == 0, finished.stderr


def test_import_can_go_by_the_mapping_that_the_file_suggests(run: Run, shared: Path, budget: Path):
    words = ("import", shared, budget, "--mapping", "auto", "--partner", "Council", "--json")
    first, again = json.loads(run(*words)[1]), json.loads(run(*words)[1])
    assert (first["lines_added"], first["amounts_set"]) == (2, 3)
    assert again["nothing_changed"]


def test_the_mapping_that_the_readme_shows_is_one(tmp_path: Path):
    from jcplanner.exchange.mapping import read_mapping

    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    path = tmp_path / "readme.toml"
    path.write_text(readme.split("```toml\n")[1].split("```")[0], "utf-8")
    assert read_mapping(path).headings() == [
        "Cost centre",
        "Description",
        "Budget holder",
        "2026/27 £000",
    ]
