"""Whatever a register holds: shares come to the value, scores keep their order, files come back alike."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from jcplanner.domain.joint_contracts import WHOLE, funding_parts, provider_key
from jcplanner.domain.money import split
from jcplanner.domain.partners import Partner
from jcplanner.domain.record import Table
from jcplanner.domain.records import Records
from jcplanner.domain.register_kinds import register_named
from jcplanner.domain.registers import Contract, ContractShare, Issue, Risk
from jcplanner.domain.scoring_risks import BANDS, Score, band_of, heat_map
from jcplanner.exchange.register_files import changes_in, read_register
from jcplanner.exchange.register_write import write_register
from jcplanner.plan import edits

DEGREE = some.integers(1, 5)
MAYBE = some.none() | DEGREE


@given(some.integers(0, 10**12), some.lists(some.integers(0, 100), min_size=1, max_size=6))
def test_parts_of_a_contract_come_to_its_value(value: int, weights: list[int]) -> None:
    shares = split(WHOLE, weights)
    partners = [Partner(f"p{place}", place, f"P{place}") for place in range(len(shares))]
    contract = Contract("k", 1, "K", value=value)
    records = Records(
        {
            "partner": [held.row for held in partners],
            "contract": [contract.row],
            "contract_share": [
                ContractShare(f"k:p{place}", "k", f"p{place}", share).row
                for place, share in enumerate(shares)
            ],
        }
    )
    parts = funding_parts(records, contract)
    assert sum(part.amount or 0 for part in parts) == value
    assert sum(part.share or 0 for part in parts) == WHOLE


@given(DEGREE, DEGREE, DEGREE, DEGREE)
def test_a_higher_degree_never_lowers_the_band(a: int, b: int, more: int, yet: int) -> None:
    order = [name for name, _ in BANDS]
    low = Score(a, b)
    high = Score(max(a, more), max(b, yet))
    assert 1 <= low.points <= high.points <= 25
    assert order.index(band_of(low.points)) <= order.index(band_of(high.points))


@given(
    some.lists(
        some.tuples(MAYBE, MAYBE, MAYBE, MAYBE, some.booleans(), some.booleans()), max_size=8
    )
)
def test_every_open_risk_is_once_on_the_map_or_beside_it(
    given_ones: list[tuple[int | None, int | None, int | None, int | None, bool, bool]],
) -> None:
    now, before = [], []
    for place, (a, b, was_a, was_b, is_open, was_there) in enumerate(given_ones):
        state = "identified" if is_open else "closed"
        now.append(
            Risk(f"r{place}", place, "R", state=state, current_likelihood=a, current_impact=b).row
        )
        if was_there:
            before.append(
                Risk(f"r{place}", place, "R", current_likelihood=was_a, current_impact=was_b).row
            )
    held = heat_map(Table(Risk, now), before=Table(Risk, before))
    open_ones = sum(1 for one in given_ones if one[4])
    assert held.count + len(held.unscored) == open_ones
    for score, placed in held.cells.items():
        for risk in placed:
            assert risk.score == score
            if risk.movement == "raised":
                assert risk.before is not None
                assert risk.before.points < score.points
            if risk.movement == "lowered":
                assert risk.before is not None
                assert risk.before.points > score.points


@given(some.text(max_size=30))
def test_case_and_spaces_make_no_other_provider(name: str) -> None:
    assert provider_key(f"  {name} ") == provider_key(name.replace(" ", "  "))


WORDS = some.text(
    some.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn")), min_size=1, max_size=40
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=some.lists(WORDS, min_size=1, max_size=4), words=WORDS, csv=some.booleans())
def test_a_register_comes_back_from_its_file_unchanged(
    make_plan: Callable[..., Any], tmp_path: Path, names: list[str], words: str, csv: bool
) -> None:
    place = len(list(tmp_path.iterdir()))
    plan = make_plan(f"{place}.jcplan").plan
    for name in names:
        edits.add(plan, Issue, name=name, words=words)
    path = tmp_path / f"{place}{'.csv' if csv else '.xlsx'}"
    register = register_named("issues")
    write_register(plan, register, path)
    found = changes_in(plan, register, read_register(path))
    assert (found.lines(), found.rows) == ([], len(names))
