"""The Pools report, and the bridge between two years."""

from jcplanner.domain.pools import Contribution, Instalment
from jcplanner.plan.plan import Plan
from jcplanner.reports.listing import REPORTS
from jcplanner.reports.pool_sheet import (
    agreement_words,
    instalment_rows,
)
from jcplanner.reports.pools import contribution_bridge, pools_report
from jcplanner.reports.report import ReportTable
from tests.domain.pooled_records import K


def put(plan: Plan, *records: object) -> None:
    with plan.step("Put") as draft:
        for record in records:
            draft.put(record)  # type: ignore[arg-type]


def table(plan: Plan, title: str) -> ReportTable:
    return next(held for held in pools_report(plan).tables if held.title == title)


def test_the_report_is_offered_and_every_row_fills_its_headings(pooled: Plan):
    assert REPORTS["Pools"] is pools_report
    for held in pools_report(pooled).tables:
        for row in held.rows:
            assert len(row) == len(held.headings), held.title


def test_contributions_stand_with_their_parts_and_what_they_rest_on(pooled: Plan):
    rows = {(row[1], row[2]): row for row in table(pooled, "Contributions").rows}
    council = rows[("2018/19", "The Council")]
    assert council[3:] == (
        "Indicative", 11_640 * K, 210 * K, 390 * K, 0, -240 * K, 0, 12_000 * K, 185 * K, "Build-up",
        12_000 * K,
    )  # fmt: skip
    before = rows[("2017/18", "The Council")]
    assert before[4:10] == (None,) * 6
    assert before[12] == "Own lines"


def test_every_pool_and_year_has_its_balance(pooled: Plan):
    put(pooled, Contribution("p:n:2018", "p", "n", 2018, 7_000 * K))
    assert table(pooled, "Balance").rows == (
        ("Care homes pool", "2017/18", 19_440 * K, 19_440 * K, 0, 0),
        ("Care homes pool", "2018/19", 19_000 * K, 20_000 * K, -1_000 * K, 185 * K),
    )


def test_instalments_have_a_row_for_each_and_a_total_on_screen(pooled: Plan):
    put(
        pooled,
        Instalment("p:n:2018:1", "p", "n", 2018, 1, 1_500 * K, "2018-04-20"),
        Instalment("p:n:2018:2", "p", "n", 2018, 2, 2_000 * K),
    )
    rows = [row for row in table(pooled, "Instalments").rows if row[1] == "2018/19"]
    assert rows[0][3:] == (1, 2_000 * K, 1_500 * K, "20 Apr 2018", 500 * K, "Overdue")
    assert rows[3][3:] == (4, 2_000 * K, None, "", 2_000 * K, "")
    shown = instalment_rows(pooled, "p", 2018)
    assert [held.state for held in shown] == ["overdue", "received", "", "", "overdue"]
    assert (shown[-1].expected, shown[-1].received) == (8_000 * K, 3_500 * K)


def test_agreements_are_listed_with_their_checklist(pooled: Plan):
    versions, items = table(pooled, "Agreement versions"), table(pooled, "Regulation 7(3)")
    assert versions.rows == (
        ("Care homes pool", "Agreement", "Agreed", "20 Mar 2017", "1 Apr 2017", "", ""),
    )
    assert len(items.rows) == 13
    assert agreement_words(pooled, "p") == "Agreement 0 of 13"


def test_the_bridge_sums_and_leaves_out_what_did_not_change(pooled: Plan):
    drawing = contribution_bridge(pooled, "p", 2018)
    assert drawing.holds
    assert [(bar.name, bar.pence) for bar in drawing.bars] == [
        ("2017/18", 19_440 * K),
        ("Recurrent changes", 305 * K),
        ("Inflation", 655 * K),
        ("Efficiency", -400 * K),
        ("2018/19", 20_000 * K),
    ]
    assert drawing.sentence == (
        "All partners: contributions go from £19.4m in 2017/18 to £20.0m in 2018/19: "
        "recurrent changes £305k, inflation £655k, efficiency (£400k)."
    )
    assert table(pooled, "From year to year").rows[-2][3:] == (
        11_640 * K, 0, 0, 210 * K, 390 * K, 0, -240 * K, 0, 0, 0, 12_000 * K,
    )  # fmt: skip


def test_the_bridge_of_one_partner_begins_with_its_base_where_it_gave_nothing(pooled: Plan):
    put(pooled, Contribution("p:n:2017", "p", "n", 2017, 0))
    drawing = contribution_bridge(pooled, "p", 2018, "n", whole=False)
    assert drawing.holds
    assert [bar.name for bar in drawing.bars][:2] == ["2017/18", "Base"]
    assert drawing.sentence.startswith("The Clinical Commissioning Group: ")
    still = contribution_bridge(pooled, "p", 2016, "c", whole=False)
    assert still.sentence.endswith("in 2016/17, without a change.")
