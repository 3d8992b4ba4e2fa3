"""Sending lines and taking workbooks back on the command line, through the real entry point."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.plan.opening import OpenPlan, reading

HEAD = 5


@pytest.fixture
def file(make_plan: Callable[..., OpenPlan]) -> Path:
    """A small plan in its shared file, closed."""
    held = make_plan("shared.jcplan")
    path = held.working_copy.path
    held.close()
    return path


def run(*words: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "jcplanner", *map(str, words)],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_lines_go_out_to_a_partner_and_come_back(excel: Any, file: Path, tmp_path: Path):
    out = tmp_path / "council.xlsx"
    assert run("return", file, out, "--partner", "council").stdout == f"Wrote {out}.\n"
    excel.write(out, "homes", "2016/17", 1500)
    excel.write(out, "homes", "Note", "=agreed")
    listed = run("take-back", file, out)
    assert listed.returncode == 0
    assert "1 difference in 1 row" in listed.stdout
    assert "Homes, 2016/17: £1,234.56 -> £1,500.00" in listed.stdout
    assert "a formula has no saved result" in listed.stdout
    with reading(file) as plan:
        assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456


def test_json_lists_differences_in_pence_and_all_can_be_accepted(
    excel: Any, file: Path, tmp_path: Path
):
    out = tmp_path / "out.xlsx"
    run("export", file, out)
    excel.write(out, "wards", "2017/18", 9_000.01)
    told = json.loads(run("take-back", file, out, "--json").stdout)
    assert told["accepted"] == 0 and told["steps_since"] == 0 and told["unit"] == "pence"
    (difference,) = told["differences"]
    assert difference["id"] == "wards" and difference["year"] == 2017
    assert difference["old"] is None and difference["new"] == 900_001
    told = json.loads(run("take-back", file, out, "--accept-all", "--json").stdout)
    assert told["accepted"] == 1
    with reading(file) as plan:
        assert plan.table(BudgetAmount)["wards:2017"].amount == 900_001
        assert plan.steps[-1].name == "Take back out.xlsx"


def test_a_partner_or_file_that_is_not_there_is_one_sentence_and_status_2(
    file: Path, tmp_path: Path
):
    for words in (
        ("return", file, tmp_path / "out.xlsx", "--partner", "Nobody"),
        ("take-back", file, tmp_path / "none.xlsx"),
    ):
        finished = run(*words)
        assert finished.returncode == 2
        assert finished.stderr.count("\n") == 1 and "Traceback" not in finished.stderr
