"""Mappings are data: TOML out and in, three that come with the product, those saved in a plan."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.mapping import (
    AmountColumn,
    ColumnGroup,
    ControlColumn,
    Mapping,
    mapping_from_toml,
    mapping_to_toml,
    read_mapping,
    write_mapping,
)
from jcplanner.exchange.mapping_shelf import (
    find_mapping,
    save_mapping,
    saved_mappings,
    shipped_mappings,
)

FULL = Mapping(
    "Council ledger",
    "lines",
    about="How the council sends it",
    sheet="Ledger",
    header_row=4,
    encoding="cp1252",
    delimiter=";",
    unit="thousands",
    year="2016/17",
    no_figure=("...", "-"),
    keep_nil=False,
    negative="income",
    direction_column="Type",
    directions={"E": "expenditure", "I": "income", "-": "skip: not money"},
    columns={"ledger_code": "Code", "description": "Line"},
    fixed={"nature": "revenue"},
    description=("{Line}", "age {Age}"),
    key=("Code",),
    where={"Council": "Herefordshire"},
    amounts=(
        AmountColumn("Budget", "2016/17"),
        AmountColumn("Income", direction="income", reverse=True),
    ),
    groups=(ColumnGroup("Adults", "A", "F", "TOTAL"),),
    controls=(ControlColumn("Net"),),
)


def test_a_mapping_comes_back_from_toml_as_it_was():
    assert mapping_from_toml(mapping_to_toml(FULL)) == FULL
    assert mapping_from_toml(mapping_to_toml(Mapping("Plain"))) == Mapping("Plain")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.text(max_size=20))
def test_any_heading_survives_toml(heading: str, name: str):
    mapping = Mapping(name.strip() or "x", columns={"description": heading}, key=(heading,))
    assert mapping_from_toml(mapping_to_toml(mapping)) == mapping


def test_usual_settings_are_left_out_so_that_files_stay_small():
    assert (
        mapping_to_toml(Mapping("Plain")) == 'name = "Plain"\nlayout = "lines"\nunit = "pounds"\n'
    )


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("name = ", "not TOML"),
        ('name = "x"\nlayout = "sideways"', "layout"),
        ('name = "x"\nunit = "pence"', "unit"),
        ('name = "x"\ncolour = "red"', '"colour"'),
        ('name = "x"\nheader_row = "ten"', '"header_row"'),
        ('name = "x"\nkey = "Code"', '"key"'),
        ('name = "x"\n[columns]\nlegder_code = "Code"', "legder_code"),
        ('name = "x"\n[columns]\nledger_code = 5', '"columns"'),
        ('name = "x"\n[directions]\nE = "spend"', "direction"),
        ('name = "x"\n[[amount]]\ntitle = "Budget"', '"amounts"'),
        ('name = "x"\nlayout = "across"', "which columns are lines"),
        ('name = "x"\ndate_order = "us"', "date order"),
        ('name = "  "', "no name"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused_in_a_sentence(toml: str, said: str):
    with pytest.raises(Refusal, match=said) as caught:
        mapping_from_toml(toml)
    assert str(caught.value).endswith(".")


def test_a_mapping_without_a_name_takes_that_of_its_file(tmp_path: Path):
    (tmp_path / "ledger.toml").write_text('unit = "thousands"\n', "utf-8")
    assert read_mapping(tmp_path / "ledger.toml").name == "ledger"
    with pytest.raises(Refusal, match="could not be read"):
        read_mapping(tmp_path / "gone.toml")
    (tmp_path / "book.toml").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(Refusal, match="TOML text"):
        read_mapping(tmp_path / "book.toml")


def test_a_mapping_is_written_to_a_file_and_read_again(tmp_path: Path):
    write_mapping(FULL, tmp_path / "ledger.toml")
    assert read_mapping(tmp_path / "ledger.toml") == FULL
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.toml"]
    with pytest.raises(Refusal, match="could not be written"):
        write_mapping(FULL, tmp_path / "no folder" / "ledger.toml")


def test_three_mappings_come_with_the_product():
    shipped = shipped_mappings()
    assert sorted(shipped) == ["ascfr", "pss-ex1", "revenue-account"]
    assert {mapping.unit for mapping in shipped.values()} == {"thousands"}
    assert shipped["revenue-account"].layout == "across"


def test_mappings_are_saved_by_name_per_partner_as_one_step_each(two_partner_plan):
    plan = two_partner_plan
    saved = save_mapping(plan, FULL, "council")
    assert plan.undo_name == "Save mapping Council ledger"
    assert save_mapping(plan, replace(FULL, unit="millions"), "council") == saved
    other = save_mapping(plan, FULL, "nhs")
    assert other != saved
    assert [record.partner for record, _mapping in saved_mappings(plan, "nhs")] == [
        "nhs",
        "council",
    ]
    assert find_mapping(plan, "council LEDGER").unit == "millions"
    plan.undo()
    assert len(saved_mappings(plan)) == 1


def test_a_mapping_is_found_by_name_by_file_or_refused_with_those_there_are(
    two_partner_plan, tmp_path: Path
):
    assert find_mapping(two_partner_plan, "ascfr").year_ends
    assert find_mapping(None, "pss-ex1.toml").year == "2015/16"
    write_mapping(FULL, tmp_path / "own.toml")
    assert find_mapping(two_partner_plan, str(tmp_path / "own.toml")) == FULL
    with pytest.raises(Refusal, match="ascfr, pss-ex1, revenue-account"):
        find_mapping(two_partner_plan, "nonsense")
