import csv
from pathlib import Path

from jcplanner.domain.partners import PARTNER_KINDS
from jcplanner.plan.reference import find_organisations, organisation_with_code, organisations


def names(text: str) -> list[str]:
    return [held.name for held in find_organisations(text)]


def test_every_organisation_has_a_name_a_code_of_its_own_and_a_kind_that_partners_have():
    held = organisations()
    assert all(one.name and one.code and one.kind in PARTNER_KINDS for one in held)
    assert len({one.code for one in held}) == len(held)


def test_the_list_holds_the_42_integrated_care_boards_and_the_councils_with_social_care():
    boards = [one for one in organisations() if one.kind == "ICB"]
    assert len(boards) == 42
    councils = [one for one in organisations() if one.has_social_care and not one.has_ended]
    assert len(councils) == 153


def test_both_partners_of_herefordshire_are_found_by_a_part_of_the_name():
    assert names("heref") == [
        "Herefordshire Council",
        "NHS Herefordshire and Worcestershire Integrated Care Board",
        "NHS Herefordshire CCG",
    ]


def test_words_may_come_in_any_order_and_case():
    assert "NHS Herefordshire and Worcestershire Integrated Care Board" in names("BOARD worcester")


def test_an_organisation_is_found_by_its_ons_or_ods_code():
    assert names("E06000019") == ["Herefordshire Council"]
    assert names("qgh") == ["NHS Herefordshire and Worcestershire Integrated Care Board"]
    board = organisation_with_code("QGH")
    assert board is not None and board.code == "E54000019"
    assert organisation_with_code("") is None
    assert organisation_with_code("X99") is None


def test_bodies_that_are_still_there_come_before_those_that_have_ended():
    ended = [held.has_ended for held in find_organisations("northamptonshire")]
    assert ended == sorted(ended)
    assert any(ended) and not all(ended)


def test_councils_with_social_care_come_before_districts():
    derby = names("derby")
    assert derby.index("Derbyshire County Council") < derby.index(
        "Derbyshire Dales District Council"
    )


def test_blank_text_finds_all_and_nonsense_finds_none():
    assert len(find_organisations(" ")) == len(organisations())
    assert find_organisations("no such body") == []


def test_the_list_says_what_the_published_files_say(shared_data: Path):
    by_code = {held.code: held for held in organisations()}
    with (shared_data / "reference" / "icb_names_codes_dec_2024.csv").open(
        encoding="utf-8-sig"
    ) as file:
        boards = list(csv.DictReader(file))
    assert len(boards) == 42
    for row in boards:
        assert by_code[row["ICB24CD"]].name == row["ICB24NM"].strip()
        assert by_code[row["ICB24CD"]].ods_code == row["ICB24CDH"]
    path = shared_data / "reference" / "uk_local_authorities_current.csv"
    with path.open(encoding="utf-8-sig") as file:
        councils = [
            row
            for row in csv.DictReader(file)
            if row["nation"] == "England" and row["local-authority-type"] not in ("COMB", "SRA")
        ]
    assert len(councils) == sum(held.kind == "council" for held in organisations())
    for row in councils:
        held = by_code[row["gss-code"]]
        assert (held.name, held.valid_from, held.valid_to) == (
            row["official-name"].strip(),
            row["start-date"],
            row["end-date"],
        )
