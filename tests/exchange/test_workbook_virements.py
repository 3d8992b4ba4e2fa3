"""The Virements sheet: the moves, their net as a live formula, and a check for each virement."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.virements import VirementMove
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.virement_edits import Asked, make_virement


@pytest.fixture
def moved(plan: Plan) -> Plan:
    """Prevention moved from homes and income to wards, and some of it back a year alone."""
    edits.change(plan, BudgetLine, ["wards"], partner="c")
    moves = {"homes": -10_001, "charges": -5_002, "wards": 15_003}
    make_virement(plan, Asked("Prevention", 2016, moves, True, "Cabinet", "2016-07-28"))
    make_virement(plan, Asked("=Winter", 2016, {"homes": 300, "wards": -300}, False))
    return plan


def rows(path: Path) -> list[tuple[Any, ...]]:
    held = openpyxl.load_workbook(path, data_only=True)["Virements"]
    return [tuple(cell.value for cell in row) for row in held.iter_rows(min_row=6)]


def test_each_virement_shows_its_moves_and_a_net_of_nil(moved: Plan, tmp_path: Path):
    export_workbook(moved, tmp_path / "out.xlsx")
    found = rows(tmp_path / "out.xlsx")
    assert found[0] == (
        1, "Prevention", "2016/17", "Recurrent", "Cabinet", "28 Jul 2016", "Homes", "Council",
        "Learning disability", "Expenditure", -100.01,
    )  # fmt: skip
    assert [row[10] for row in found] == [-100.01, -50.02, 150.03, 0, None, -3, 3, 0]
    assert found[5][1] == "=Winter"
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Virements"]
    assert sheet["K9"].value == "=ROUND(SUM(K6:K8),2)"


def test_each_virement_is_checked_and_one_that_is_not_nil_differs(moved: Plan, tmp_path: Path):
    export_workbook(moved, tmp_path / "out.xlsx")
    checks = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)["Checks"]
    assert checks["B5"].value == 0
    held = {row[0].value: row for row in checks.iter_rows(min_row=9)}
    assert held["Virement 1, Prevention: net of its moves"][3].value == 0
    with moved.step("As a merge may leave it") as draft:
        key = next(key for key in moved.table(VirementMove) if key.endswith(":wards"))
        draft.change(VirementMove, key, amount=15_000)
    export_workbook(moved, tmp_path / "other.xlsx")
    checks = openpyxl.load_workbook(tmp_path / "other.xlsx", data_only=True)["Checks"]
    assert checks["B5"].value == 1


def test_a_plan_without_virements_says_so(plan: Plan, tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    assert rows(tmp_path / "out.xlsx")[0][0] == "The plan holds no virements."


def test_libreoffice_works_out_the_same_nets(moved: Plan, tmp_path: Path, office):
    path = tmp_path / "out.xlsx"
    export_workbook(moved, path)
    again = office.recalculate([path])[path.name]
    assert again["Virements"] == office.sheets(path)["Virements"]
    assert again["Checks"] == office.sheets(path)["Checks"]
