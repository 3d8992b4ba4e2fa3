"""Who pays for a joint contract, and the same provider bought twice."""

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.joint_contracts import (
    bought_apart,
    bought_twice,
    funding_parts,
    provider_key,
    total_share,
)
from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Contract, ContractShare

PARTNERS = (
    Partner("c", 1, "Herefordshire Council", "Council"),
    Partner("n", 2, "Herefordshire CCG", "CCG", "CCG"),
)
HOMES = Contract(
    "homes",
    1,
    "Care homes: continuing healthcare, nursing and residential care",
    "Care homes of the county",
    value=100_01,
)
"""000¶15: "a single contract for both organisations with care homes"; the value is ours."""


def records(*held: object) -> tuple[Records, Figures]:
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in held:
        rows.setdefault(one.TABLE, []).append(one.row)
    made, figures = Records(rows), Figures()
    figures.put_in(made, made.table(BudgetLine))
    return made, figures


def test_the_value_is_split_to_the_penny() -> None:
    held, _ = records(
        *PARTNERS,
        HOMES,
        ContractShare("homes:c", "homes", "c", 5_000),
        ContractShare("homes:n", "homes", "n", 5_000),
    )
    parts = funding_parts(held, HOMES)
    assert [(part.partner, part.share, part.amount) for part in parts] == [
        ("c", 5_000, 50_01),
        ("n", 5_000, 50_00),
    ]


def test_shares_that_do_not_come_to_a_whole_are_not_made_to() -> None:
    held, _ = records(*PARTNERS, HOMES, ContractShare("homes:c", "homes", "c", 2_500))
    assert [part.amount for part in funding_parts(held, HOMES)] == [25_00]
    assert total_share(()) is None


def test_names_are_compared_without_case_spaces_and_ampersands() -> None:
    assert provider_key("  Smith &  Sons  LTD ") == provider_key("smith and sons ltd")


LINES = (
    BudgetLine("one", 1, "c", description="Homes of the council", provider="Shaw  Homes"),
    BudgetLine("two", 2, "n", description="Homes of the CCG", provider="shaw homes "),
    BudgetLine("three", 3, "c", description="Something else", provider="Halo"),
    BudgetLine("four", 4, "c", description="No provider"),
)


def test_the_same_provider_bought_by_two_partners_is_found_with_its_lines() -> None:
    held, figures = records(*PARTNERS, *LINES)
    (found,) = bought_twice(held)
    assert found.provider == "Shaw  Homes"
    assert found.lines == {"c": ["one"], "n": ["two"]}
    assert not found.joint
    assert bought_apart(held, figures) == [("Shaw  Homes", {"c", "n"})]


def test_a_joint_contract_answers_it() -> None:
    held, figures = records(
        *PARTNERS,
        *LINES,
        Contract("joint", 1, "Joint", "SHAW HOMES"),
        ContractShare("joint:c", "joint", "c", 4_000),
        ContractShare("joint:n", "joint", "n", 6_000),
    )
    assert bought_apart(held, figures) == []
    (found,) = bought_twice(held)
    assert found.joint
    assert found.contracts == ["joint"]


def test_contracts_of_two_partners_with_one_provider_are_found_too() -> None:
    held, figures = records(
        *PARTNERS,
        Contract("a", 1, "A", "Halo", lead_partner="c"),
        Contract("b", 2, "B", "halo", lead_partner="n"),
    )
    assert [found.contracts for found in bought_twice(held)] == [["a", "b"]]
    assert bought_apart(held, figures) == [("Halo", {"c", "n"})]


def test_the_kept_counts_of_providers_follow_a_line_that_goes() -> None:
    held, figures = records(*PARTNERS, *LINES)
    figures.take_out(held, ["two"])
    del held.table(BudgetLine).rows["two"]
    assert bought_apart(held, figures) == []
