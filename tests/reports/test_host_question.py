"""The VAT question of a change of host: pounds by regime, in sentences, and no amount that nobody typed."""

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Pool
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.host_question import host_question


def test_an_nhs_host_is_asked_about_what_the_council_recovers(pooled: Plan):
    assert "\n".join(host_question(pooled, "p", "n", 2018)) == (
        "The Clinical Commissioning Group is an NHS body: it recovers VAT only on "
        "contracted-out services, under section 41 of the VAT Act 1994.\n"
        "The pool's gross expenditure in 2018/19 by VAT regime: s33 council £13,400,000 (1 "
        "line), s41 NHS contracted-out £8,000,000 (1 line).\n"
        "£13,400,000 is bought under section 33 today. Ask whether its VAT stays "
        "recoverable, or becomes a cost of the pool.\n"
        "A change of host can change what the same services cost, and HMRC may look at it: "
        "have both finance teams and a VAT adviser agree before it takes effect. No "
        "recoverable amount is worked out here, because none was typed."
    )


def test_a_council_is_asked_about_contracted_out_services(pooled: Plan):
    said = " ".join(host_question(pooled, "p", "c", 2018))
    assert "it recovers VAT on what it buys for its own functions under section 33" in said
    assert "£8,000,000 is bought as contracted-out services under section 41 today." in said
    assert "£13,400,000 is bought under section 33" not in said


def test_lines_without_a_regime_are_to_be_filled_in_first(pooled: Plan):
    edits.change(pooled, BudgetLine, ["homes"], vat_regime="not given")
    assert any(
        sentence.startswith("1 line with £13,400,000 says nothing about VAT")
        for sentence in host_question(pooled, "p", "n", 2018)
    )
    edits.change(pooled, BudgetLine, ["beds"], vat_regime="not given")
    assert any(
        sentence.startswith("2 lines with £21,400,000 say nothing about VAT")
        for sentence in host_question(pooled, "p", "n", 2018)
    )


def test_another_kind_of_host_has_rules_of_its_own(pooled: Plan):
    other = edits.add(pooled, Partner, name="Carers' Trust", kind="VCS organisation")
    said = host_question(pooled, "p", other)
    assert said[0].startswith("Carers' Trust is neither a council nor an NHS body")
    # Without a year: the first in which the pool holds lines.
    assert "in 2017/18 by VAT regime" in said[1]


def test_without_host_or_lines_there_is_little_to_ask(pooled: Plan):
    assert host_question(pooled, "p", None) == [
        "No partner hosts the pool: nobody could say whose VAT rules hold for what it buys."
    ]
    empty = edits.add(pooled, Pool, name="Empty")
    assert host_question(pooled, empty, "c")[-1] == (
        "No lines lie in the pool yet, so there is nothing to ask about VAT."
    )
