"""An over- or underspend tried out rule by rule, the curves, and the report."""

from jcplanner.domain.outturns import Outturn
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.risk_edits import add_rule
from jcplanner.reports.risk_share import RiskOfPool, risk_share_report

M = 1_000_000_00


def test_the_forecast_is_tried_first_and_its_rest_is_unallocated(worked_pool: Plan):
    risk = RiskOfPool(worked_pool, "pool", 2017)
    assert risk.start == 1_300_000_00
    tried = risk.try_amount()
    assert tried.is_forecast
    assert tried.partners == ("Council", "CCG")
    (row,) = tried.rows
    assert (row.number, row.name, row.words) == (
        1,
        "Pro rata, capped",
        "60 : 40, each at most 5% of its contribution",
    )
    assert (row.takes, row.partners, row.left) == (M, (600_000_00, 400_000_00), 300_000_00)
    assert tried.unallocated == 300_000_00
    assert tried.unallocated_words.startswith("no rule takes it. Both chief finance officers")
    assert tried.about == ("6.5% of the pool; forecast outturn at month 9 (December): £1.3m over")


def test_an_underspend_is_given_back_and_reads_positive(worked_pool: Plan):
    tried = RiskOfPool(worked_pool, "pool", 2017).try_amount(-1_000_000_00)
    assert (tried.sign, tried.rows[0].partners) == (-1, (600_000_00, 400_000_00))
    assert tried.rows[0].words == "60 : 40, as contributions"
    assert tried.unallocated == 0


def test_trying_changes_nothing_in_the_plan(worked_pool: Plan):
    steps = len(worked_pool.steps)
    RiskOfPool(worked_pool, "pool", 2017).try_amount(5 * M)
    assert len(worked_pool.steps) == steps


def test_the_curves_run_from_10_per_cent_under_to_10_over_and_bend_at_the_cap(worked_pool: Plan):
    curves = RiskOfPool(worked_pool, "pool", 2017).curves(1_300_000_00)
    assert curves is not None
    assert (len(curves.labels), curves.labels[0], curves.labels[10]) == (22, "-10%", "0%")
    council, ccg, nobody = curves.curves
    assert (council.name, council.tone, ccg.tone) == ("Council", "partner1", "partner2")
    assert (nobody.tone, nobody.dashed) == ("bad", True)
    assert (council.pence[0], council.pence[15], council.pence[21]) == (
        -1_200_000_00,
        600_000_00,
        600_000_00,
    )
    assert (nobody.pence[15], nobody.pence[21]) == (0, M)
    for place, share in enumerate(curves.positions):
        assert sum(curve.pence[place] or 0 for curve in curves.curves) == 200_000_00 * share // 100
    assert curves.marked is not None
    assert (curves.labels[curves.marked], curves.positions[curves.marked]) == ("+6.5%", 650)
    assert nobody.pence[curves.marked] == 300_000_00
    assert curves.sentence == (
        "At 10% over, £2.0m: Council pays £600k, CCG pays £400k, £1.0m is unallocated."
    )


def test_a_year_in_which_the_pool_spends_nothing_has_no_curves(worked_pool: Plan):
    risk = RiskOfPool(worked_pool, "pool", 2016)
    assert risk.curves() is None
    assert (risk.start, risk.try_amount(0).unallocated) == (0, 0)


def test_the_report_has_each_pool_and_year_with_the_unallocated_in_plain_sight(worked_pool: Plan):
    report = risk_share_report(worked_pool)
    (forecast,) = report.tables
    assert forecast.title == "Care homes pool, 2017/18"
    assert forecast.rows[0][0] == "Ends the year £1,300,000 over (forecast)"
    assert forecast.rows[-1] == (
        "Unallocated",
        "no rule takes it. Both chief finance officers must agree before it is spent.",
        None,
        None,
        None,
        None,
        300_000_00,
    )
    with worked_pool.step("Forget the year") as draft:
        draft.remove_all(Outturn, list(worked_pool.table(Outturn)))
    (tried,) = risk_share_report(worked_pool).tables
    assert tried.rows[0][0] == "Ends the year £1,000,000 over (tried at 5%)"
    assert tried.rows[-1][1:] == ("nothing", None, None, None, None, 0)


def test_a_risk_pool_shows_as_money_from_elsewhere(worked_pool: Plan):
    key = add_rule(worked_pool, "pool", "overspend", "risk pool")
    edits.change(worked_pool, RiskShareRule, [key], amount=200_000_00)
    tried = RiskOfPool(worked_pool, "pool", 2017).try_amount()
    assert tried.keeps
    assert [row.kept for row in tried.rows] == [0, 200_000_00]
    assert tried.unallocated == 100_000_00
