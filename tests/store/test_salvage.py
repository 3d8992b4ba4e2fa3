"""Salvage: what can be read of a damaged plan comes back in a new one; the damaged file stays."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Contribution
from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, salvage_plan
from jcplanner.store.checks import check_whole
from jcplanner.store.salvage import salvage

LINES = 400


@pytest.fixture
def path(make_plan: Callable[..., OpenPlan]) -> Path:
    """A plan of 400 lines with amounts, closed."""
    held = make_plan("Large.jcplan")
    with held.plan.step("Bring in") as draft:
        for number in range(LINES):
            draft.add(BudgetLine(f"line{number:04}", number, "c", "adults", f"Line {number}"))
            draft.add(BudgetAmount(f"line{number:04}:2016", f"line{number:04}", 2016, number * 100))
    edits.set_amounts(held.plan, {("line0007", 2016): 1})
    held.close()
    return held.path


def run_sql(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def pages_of(path: Path, table: str) -> list[int]:
    """The leaf pages of a table, by their place in the file."""
    connection = sqlite3.connect(path)
    try:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    finally:
        connection.close()
    content = path.read_bytes()

    def leaves(page: int) -> list[int]:
        start = (page - 1) * 4096
        if content[start] == 13:
            return [page]
        cells = int.from_bytes(content[start + 3 : start + 5], "big")
        found: list[int] = []
        for cell in range(cells):
            at = start + int.from_bytes(
                content[start + 12 + 2 * cell : start + 14 + 2 * cell], "big"
            )
            found += leaves(int.from_bytes(content[at : at + 4], "big"))
        return [*found, *leaves(int.from_bytes(content[start + 8 : start + 12], "big"))]

    return leaves(root)


def spoil(path: Path, pages: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 : page * 4096] = bytes([255]) * 4096
    path.write_bytes(content)


def rows(records: Records) -> dict[str, dict[str, tuple[object, ...]]]:
    return {kind.TABLE: dict(records.table(kind).rows) for kind in RECORDS}


def test_a_whole_journal_gives_all_of_it_back_whatever_became_of_the_tables(path: Path):
    expected = rows(salvage(path).records)
    pages = pages_of(path, "budget_line") + pages_of(path, "budget_amount")
    spoil(path, pages[1:-1])
    salvaged = salvage(path)
    assert salvaged.whole
    assert rows(salvaged.records) == expected
    assert salvaged.records.table(BudgetAmount)["line0007:2016"].amount == 1
    assert "journal, which is whole" in salvaged.words


def test_without_a_journal_the_rows_around_the_damage_come_back(path: Path):
    run_sql(path, "DELETE FROM change")
    pages = pages_of(path, "budget_line")
    assert len(pages) > 5
    spoil(path, pages[2:3])
    salvaged = salvage(path)
    assert not salvaged.whole
    back = salvaged.records.table(BudgetLine)
    assert len(back) > 0.7 * LINES
    assert "line0399" in back and "homes" in back
    # Amounts of lines that are gone hang on nothing and are counted, not shown.
    assert salvaged.left_out > 0
    assert set(back) >= {held.line for held in salvaged.records.table(BudgetAmount).values()}
    assert "Check every total" in salvaged.words


def test_what_the_tables_have_lost_comes_from_as_much_of_the_journal_as_reads(path: Path):
    run_sql(path, "UPDATE step SET name = 'Another name' WHERE place = 2")
    spoil(path, pages_of(path, "budget_line")[1:])
    salvaged = salvage(path)
    assert not salvaged.whole
    assert len(salvaged.records.table(BudgetLine)) == LINES + 3
    assert salvaged.records.table(BudgetAmount)["line0007:2016"].amount == 1


def test_values_that_no_column_may_hold_become_its_default(path: Path):
    run_sql(
        path,
        "DELETE FROM change",
        "UPDATE partner SET kind = 'nonsense', name = CAST(x'ff41' AS TEXT) WHERE id = 'c'",
    )
    salvaged = salvage(path)
    partner = salvaged.records.table(Partner)["c"]
    assert (partner.kind, partner.name) == ("council", "\ufffdA")


def test_a_figure_is_left_out_where_any_of_those_that_it_belongs_to_is_gone(
    make_plan: Callable[..., OpenPlan],
):
    held = make_plan("Pooled.jcplan")
    with held.plan.step("Agree") as draft:
        for partner in ("c", "n"):
            draft.add(Contribution(f"pool:{partner}:2017", "pool", partner, 2017, 100))
    held.close()
    run_sql(held.path, "DELETE FROM change", "DELETE FROM partner WHERE id = 'n'")
    salvaged = salvage(held.path)
    assert set(salvaged.records.table(Contribution)) == {"pool:c:2017"}
    assert salvaged.records.table(BudgetLine)["wards"].partner is None
    assert salvaged.left_out == 1


def test_a_salvaged_plan_is_a_sound_new_file_and_the_damaged_one_is_untouched(
    path: Path, tmp_path: Path
):
    spoil(path, pages_of(path, "budget_amount")[1:2])
    damaged = path.read_bytes()
    target = tmp_path / "Salvaged.jcplan"
    held, words = salvage_plan(path, target)
    assert words.startswith("All ")
    assert [step.name for step in held.plan.steps] == ["Salvaged from Large.jcplan"]
    assert len(held.plan.table(BudgetLine)) == LINES + 3
    held.close()
    check_whole(target)
    assert path.read_bytes() == damaged


def test_nothing_is_overwritten(path: Path, tmp_path: Path):
    target = tmp_path / "Mine.jcplan"
    target.write_bytes(b"mine")
    with pytest.raises(Refusal, match="is there already"):
        salvage_plan(path, target)
    assert target.read_bytes() == b"mine"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(5_000), bytes(50_000)])
def test_what_is_no_plan_at_all_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "Other.jcplan"
    path.write_bytes(content)
    with pytest.raises(Refusal):
        salvage(path)


def test_a_foreign_file_is_not_read(path: Path):
    run_sql(path, "CREATE VIEW v AS SELECT 1")
    with pytest.raises(Refusal, match="does not have the tables"):
        salvage(path)


def test_random_damage_never_ends_in_anything_but_records_or_a_refusal(path: Path):
    run_sql(path, "DELETE FROM change")
    chance = random.Random(20261122)
    shares: list[float] = []
    content_without_journal = path.read_bytes()
    for _ in range(30):
        content = bytearray(content_without_journal)
        for _ in range(3):
            page = chance.randrange(1, len(content) // 4096)
            content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
        path.write_bytes(content)
        try:
            shares.append(len(salvage(path).records.table(BudgetLine)) / (LINES + 3))
        except Refusal:
            shares.append(0.0)
    assert sorted(shares)[len(shares) // 2] > 0.9
