"""What every test stands on: no screen, and user folders of its own that are gone afterwards."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.pools import Instalment, Pool
from jcplanner.domain.record import Record
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan

# Before Qt is loaded by any test.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"

# Hypothesis would keep its notes and failing examples in the tree; it prints the examples anyway.
set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
settings.register_profile("jcplanner", database=None, deadline=None, print_blob=True)
settings.load_profile("jcplanner")


@pytest.fixture(scope="session", autouse=True)
def session_home(tmp_path_factory: pytest.TempPathFactory):
    """User folders for what is built once per run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JCPLANNER_HOME", str(tmp_path_factory.mktemp("session-home")))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds this test's preferences, working copies and backups."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("JCPLANNER_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The published data files, which are not part of the project and not on every machine."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the published data files are not beside this clone (../shared/data)")
    return SHARED_DATA


SMALL_PLAN: tuple[Record, ...] = (
    PlanDetails("plan", "Two partners", "Somewhere", 2016, 4),
    Partner("c", 1, "The Council", "Council", organisation_code="E06000019"),
    Partner("n", 2, "The Clinical Commissioning Group", "CCG", "CCG"),
    ServiceArea("adults", 1, "Adults"),
    ServiceArea("learning", 2, "Learning disability", "adults"),
    ServiceArea("mental", 3, "Mental health"),
    FundingSource("core", 1, "Base budget", "c"),
    BudgetLine("homes", 1, "c", "learning", "Homes", "00123", funding_source="core"),
    BudgetLine("charges", 2, "c", "learning", "Client charges", direction="income"),
    BudgetLine("wards", 3, "n", "mental", "Wards", budget_holder="Head of nursing"),
    BudgetAmount("homes:2016", "homes", 2016, 123_456),
    BudgetAmount("homes:2017", "homes", 2017, 130_000),
    BudgetAmount("charges:2016", "charges", 2016, 23_456),
    BudgetAmount("wards:2016", "wards", 2016, 900_000),
    Pool("pool", 1, "Section 75 pool", "c"),
    PathwayStep("adults:2017", "adults", 2017, "align", "aligned"),
    PathwayStep("mental:2017", "mental", 2017, "integrate", "pooled", "pool", "n"),
    StatedFigure("paper", 1, "Paper 7", year=2016, amount=1_000_000),
)
"""Two partners, three areas, three lines: net £10,000.00 in 2016/17, of which £1,000.00 the Council's."""


M = 1_000_000_00
WORKED_POOL: tuple[Record, ...] = (
    PlanDetails("plan", "A worked pool", "Somewhere", 2016, 4),
    Partner("c", 1, "The Council", "Council"),
    Partner("n", 2, "The Clinical Commissioning Group", "CCG", "CCG"),
    ServiceArea("older", 1, "Older people"),
    BudgetLine("homes", 1, "c", "older", "Care homes", budget_holder="Head of care"),
    BudgetLine("beds", 2, "n", "older", "Hospital beds", budget_holder="Head of nursing"),
    BudgetLine("fees", 3, "c", "older", "Fees", direction="income", budget_holder="Head of care"),
    *(
        BudgetAmount(f"{line}:{year}", line, year, pence)
        for year in (2016, 2017)
        for line, pence in (("homes", 14 * M), ("beds", 8 * M), ("fees", 2 * M))
    ),
    Pool("pool", 1, "Care homes pool", "c", legal_basis="none: statement of intent"),
    PathwayStep("older:2017", "older", 2017, "integrate", "pooled", "pool"),
    RiskShareRule("over", 1, "pool", rule="pro rata, capped", cap=500),
    RiskShareRule("under", 2, "pool", side="underspend"),
)
"""DESIGN rule 6: a pool of £20.0m (Council £12.0m, CCG £8.0m) whose partners bear at most 5% each."""

WORKED_YEAR: tuple[Record, ...] = (
    Outturn("homes:2017:6", "homes", 2017, 6, 7 * M + 500_000_00, 15 * M),
    Outturn("homes:2017:9", "homes", 2017, 9, 11 * M + 400_000_00, 15 * M + 300_000_00),
    Outturn("fees:2017:9", "fees", 2017, 9, M + 500_000_00),
    Instalment("pool:n:2017:1", "pool", "n", 2017, 1, 2 * M),
)
"""The same pool in its year: forecast at month 9 to end £1.3m over."""


@pytest.fixture
def worked_pool(tmp_path: Path) -> Iterator[Plan]:
    """The pool of DESIGN rule 6 in 2017/18, forecast to end £1.3m over, in a real file."""
    held = new_plan(tmp_path / "Worked pool.jcplan", (*WORKED_POOL, *WORKED_YEAR))
    yield held.plan
    held.discard()


@pytest.fixture
def make_plan(tmp_path: Path) -> Iterator[Callable[..., OpenPlan]]:
    """Makes small two-partner plans in real files; what is left open is closed afterwards."""
    made: list[OpenPlan] = []

    def make(name: str = "Two partners.jcplan") -> OpenPlan:
        held = new_plan(tmp_path / name, SMALL_PLAN)
        made.append(held)
        return held

    yield make
    for held in made:
        held.discard()


@pytest.fixture
def small(make_plan: Callable[..., OpenPlan]) -> OpenPlan:
    """A small two-partner plan, open over its working copy."""
    return make_plan()


@pytest.fixture
def plan(small: OpenPlan) -> Plan:
    """The same, without the file behind it."""
    return small.plan


class Excel:
    """Fills in workbooks of ours the way people do, through another library than wrote them."""

    HEAD = 5

    def edit(self, path: Path, change: Callable[[Any], object]) -> Path:
        """Change the workbook, and save it."""
        import openpyxl

        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    def cell(self, book: Any, line: str, head: str) -> Any:
        """The cell of a line, by its id, under a heading of the sheet Lines."""
        sheet = book["Lines"]
        column = next(held.column for held in sheet[self.HEAD] if held.value == head)
        row = next(held.row for held in sheet["A"] if held.value == line)
        return sheet.cell(row, column)

    def write(self, path: Path, line: str, head: str, value: object) -> Path:
        """Write one cell, and save."""

        def change(book: Any) -> None:
            self.cell(book, line, head).value = value

        return self.edit(path, change)


@pytest.fixture(scope="session")
def excel() -> Excel:
    """Fills in workbooks that were sent out."""
    return Excel()
