"""The In-year report and the memorandum account, row by row."""

from jcplanner.domain.memorandum import account
from jcplanner.domain.pools import Contribution
from jcplanner.plan.in_year_edits import put_in, read_forecasts
from jcplanner.plan.plan import Plan
from jcplanner.reports.in_year import (
    account_words,
    in_year_report,
    memorandum_report,
    statement_rows,
)

M = 1_000_000_00


def rows_of(plan: Plan, quarter: int = 4) -> dict[str, tuple]:
    held = account(plan.records, plan.figures, "pool", 2017, quarter)
    return {row.label: row[2:] for row in statement_rows(plan, held)}


def test_the_year_end_account_ends_with_who_pays_and_what_nobody_does(worked_pool: Plan):
    held = account(worked_pool.records, worked_pool.figures, "pool", 2017)
    rows = [row[1:] for row in statement_rows(worked_pool, held)]
    due = "£8,000,000 due so far, £6,000,000 of it not received"
    assert rows == [
        ("Income by partner", None, None, None, ""),
        ("The Council", 12 * M, 12 * M, 12 * M, "host: holds its own contribution"),
        ("The Clinical Commissioning Group", 8 * M, 2 * M, 8 * M, due),
        ("Income of the pool", 20 * M, 14 * M, 20 * M, ""),
        ("Expenditure by scheme", None, None, None, ""),
        ("Care homes", 14 * M, 1_140_000_000, 1_530_000_000, "£1,300,000 over"),
        ("Hospital beds", 8 * M, None, 8 * M, "no forecast: counted at its budget"),
        ("Fees", -2 * M, -150_000_000, -2 * M, "no forecast: counted at its budget"),
        ("Expenditure of the pool", 20 * M, 990_000_000, 2_130_000_000, "£1,300,000 over"),
        ("Deficit", 0, 410_000_000, -130_000_000, "contributions less expenditure"),
        ("Shares of the overspend", None, None, None, ""),
        ("The Council", None, None, 60_000_000, "pays, 5% of its contribution"),
        (
            "The Clinical Commissioning Group",
            None,
            None,
            40_000_000,
            "pays, 5% of its contribution",
        ),
        (
            "Unallocated",
            None,
            None,
            30_000_000,
            "no rule takes it; both chief finance officers must agree",
        ),
    ]


def test_how_the_year_ends_is_said_in_one_sentence(worked_pool: Plan):
    def words(quarter: int = 4) -> str:
        held = account(worked_pool.records, worked_pool.figures, "pool", 2017, quarter)
        return account_words(worked_pool, held)

    assert words() == "£1.3m over: Council pays £600k, CCG pays £400k, £300k is unallocated."
    assert words(1) == "No forecast yet: the pool stands at its budget."
    typed = {("homes", 9): 13 * M, ("beds", 9): 8 * M}
    put_in(worked_pool, read_forecasts(worked_pool, 2017, typed))
    assert words() == "£1.0m under: Council gets back £600k, CCG gets back £400k."


def test_the_second_quarter_knows_only_what_was_known_then(worked_pool: Plan):
    rows = rows_of(worked_pool, 2)
    assert rows["Care homes"] == (14 * M, 750_000_000, 15 * M, "£1,000,000 over")
    assert rows["Fees"][1] is None
    assert "Unallocated" not in rows


def test_a_pool_out_of_balance_says_so_apart_from_its_overspend(worked_pool: Plan):
    with worked_pool.step("Agree less") as draft:
        draft.add(Contribution("pool:n:2017", "pool", "n", 2017, 7 * M))
    held = account(worked_pool.records, worked_pool.figures, "pool", 2017)
    (row,) = [row for row in statement_rows(worked_pool, held) if row.label.startswith("Of this")]
    assert (row.kind, row.outturn) == ("bad", -1 * M)


def test_the_in_year_report_shows_straight_line_beside_forecast(worked_pool: Plan):
    (table,) = in_year_report(worked_pool).tables
    assert table.rows[0] == (
        "Care homes",
        "The Council",
        14 * M,
        1_140_000_000,
        "month 9 (December)",
        1_520_000_000,
        1_530_000_000,
        "£1,300,000 over",
    )
    assert table.rows[2][2:] == (-2 * M, -150_000_000, "month 9 (December)", -2 * M, None, "")


def test_the_memorandum_account_is_there_for_every_year_of_a_pool(worked_pool: Plan):
    tables = memorandum_report(worked_pool).tables
    assert tables[0].title == "Care homes pool, 2017/18"
    assert all(len(row) == len(table.headings) for table in tables for row in table.rows)
