"""Files are read in a child process: encodings and delimiters, sheets, limits, and ways to die."""

import sys
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.exchange import read as read_module
from jcplanner.exchange.read import Cancelled, read_file
from jcplanner.exchange.text_files import guess_delimiter, guess_encoding

TEXT = "Code,Description,“2016/17”\n00123,Children’s café – £ support,£1\n1E5,Adults (18–64),£2\n"
DOS = "Code,Description,£000\n00123,Café in Hereford,£1\n1E5,Crèche ½ day,£2\n"


@pytest.mark.parametrize(
    ("codec", "text", "found"),
    [
        ("utf-8", TEXT, "utf-8"),
        ("utf-8-sig", TEXT, "utf-8"),
        ("cp1252", TEXT, "cp1252"),
        ("mac_roman", TEXT, "mac_roman"),
        ("cp850", DOS, "cp850"),
        ("utf-16", TEXT, "utf-16"),
        ("utf-16-le", TEXT, "utf-16-le"),
        ("utf-16-be", TEXT, "utf-16-be"),
        ("ascii", "Code,Description\n00123,Home care\n", "utf-8"),
    ],
)
def test_the_encoding_is_found_from_the_bytes(tmp_path: Path, codec: str, text: str, found: str):
    path = tmp_path / "extract.csv"
    path.write_bytes(text.encode(codec))
    read = read_file(path)
    assert read.encoding == found
    assert read.sheets[0].rows == [line.split(",") for line in text.splitlines()]


def test_a_us_dos_file_reads_the_same_in_both_dos_encodings_or_is_overruled(tmp_path: Path):
    path = tmp_path / "extract.csv"
    path.write_bytes(DOS.encode("cp437"))
    assert read_file(path).sheets[0].rows[1][2] == "£1"
    assert read_file(path, encoding="cp437").sheets[0].rows[2][1] == "Crèche ½ day"


def test_the_guess_is_said_and_can_be_overruled(tmp_path: Path):
    path = tmp_path / "extract.csv"
    path.write_bytes(TEXT.encode("cp1252"))
    read = read_file(path)
    assert any("Windows (cp1252), comma-separated" in note for note in read.notes())
    overruled = read_file(path, encoding="mac_roman")
    assert overruled.encoding == "mac_roman"
    assert overruled.sheets[0].rows != read.sheets[0].rows


def test_bytes_that_do_not_fit_the_chosen_encoding_are_refused_with_their_row(tmp_path: Path):
    path = tmp_path / "extract.csv"
    path.write_bytes(b"Code,Name\n1,plain\n2,caf\xe9\n")
    with pytest.raises(Refusal, match=r"row 3"):
        read_file(path, encoding="utf-8")
    with pytest.raises(Refusal, match="no encoding called"):
        read_file(path, encoding="martian")


def test_published_mac_roman_figures_are_recognised(shared_data: Path):
    read = read_file(shared_data / "ra" / "RA_2023-24_data_Part_1.csv")
    assert read.encoding == "mac_roman"
    assert read.sheets[0].rows[9][38] == "Physical support - adults (18–64)"
    assert len(read.sheets[0].rows) == 421


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str):
    path = tmp_path / "extract.csv"
    rows = [
        ["Code", "Name, long", "2016/17"],
        ["01", "Home; care", "1234"],
        ["02", "Day | care", "5"],
    ]
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    read = read_file(path)
    assert read.delimiter == delimiter
    assert read.sheets[0].rows == rows


def test_a_delimiter_named_in_the_first_row_is_believed_and_one_chosen_overrules():
    assert guess_delimiter("sep=;\na,b;c\n") == ";"
    assert guess_delimiter("Only one column\nof words\n") == ","


def test_an_encoding_guess_of_plain_text_is_sure():
    assert guess_encoding(b"Code,Name\n").sure
    assert guess_encoding("£5".encode()).sure


def test_codes_stay_text_and_rows_keep_their_numbers(tmp_path: Path):
    path = tmp_path / "extract.csv"
    path.write_text('Budget\n\n"two\nlines",x\n00123,1E5\nragged\n1,2,3\n', "utf-8")
    sheet = read_file(path).sheets[0]
    assert sheet.rows[3] == ["00123", "1E5"]
    assert sheet.row_number(3) == 4
    assert [len(row) for row in sheet.rows] == [1, 0, 2, 2, 1, 3]


def test_an_unclosed_quotation_mark_is_refused(tmp_path: Path):
    path = tmp_path / "extract.csv"
    path.write_text('Code,Name\n1,"never closed\n' + "1,x\n" * 400_000, "utf-8")
    with pytest.raises(Refusal, match="quotation mark"):
        read_file(path)


def make_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    front = book.active
    assert front is not None
    front.title = "Front page"
    front["C5"] = "Budget 2016/17"
    front["D7"] = 12.5
    front["E7"] = date(2016, 4, 1)
    front["F7"] = True
    front["G7"] = "00123"
    secret = book.create_sheet("Workings")
    secret["A1"] = "hidden"
    secret.sheet_state = "hidden"
    deep = book.create_sheet("Deep")
    deep["A1"] = "very hidden"
    deep.sheet_state = "veryHidden"
    book.save(path)
    return path


def test_a_workbook_gives_typed_cells_where_they_stand(tmp_path: Path):
    read = read_file(make_workbook(tmp_path / "book.xlsx"))
    sheet = read.sheets[0]
    assert (sheet.first_row, sheet.first_column) == (5, 2)
    assert sheet.rows[0][0] == "Budget 2016/17"
    assert not any(sheet.rows[1])
    assert sheet.rows[2][1:] == [12.5, date(2016, 4, 1), True, "00123"]
    assert sheet.row_number(2) == 7


def test_hidden_sheets_are_said_and_read_only_when_asked(tmp_path: Path):
    path = make_workbook(tmp_path / "book.xlsx")
    read = read_file(path)
    assert [(sheet.name, sheet.hidden, bool(sheet.rows)) for sheet in read.sheets] == [
        ("Front page", False, True),
        ("Workings", True, False),
        ("Deep", True, False),
    ]
    assert "2 sheets are hidden: Workings, Deep." in read.notes()
    assert [sheet.name for sheet in read.visible] == ["Front page"]
    assert read_file(path, sheet="Workings").sheets[1].rows == [["hidden"]]
    assert read_file(path, hidden=True).sheets[2].rows == [["very hidden"]]
    with pytest.raises(Refusal, match='no sheet called "Other"'):
        read_file(path, sheet="Other")


def test_a_preview_stops_early(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" * 1_000, "utf-8")
    sheet = read_file(path, most_rows=10).sheets[0]
    assert (len(sheet.rows), sheet.whole) == (10, False)
    assert read_file(path).sheets[0].whole


def test_the_published_outturn_workbook_is_read_with_its_hidden_sheets_said(shared_data: Path):
    read = read_file(shared_data / "ra" / "RS_2017-18_data_by_LA.xlsx")
    assert len(read.sheets) == 14
    assert len(read.visible) == 3
    assert read.notes()[0].startswith("11 sheets are hidden: Access (Col 1)")


def test_reading_can_be_cancelled_and_the_child_is_gone(tmp_path: Path, monkeypatch):
    started = []
    real = read_module._start

    def start():
        started.append(real())
        return started[-1]

    monkeypatch.setattr(read_module, "_start", start)
    path = tmp_path / "long.csv"
    path.write_text("a,b,c,d\n" * 200_000, "utf-8")
    with pytest.raises(Cancelled):
        read_file(path, cancelled=lambda: True)
    assert started[0].poll() is not None


def test_progress_is_told(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" * 12_000, "utf-8")
    told: list[tuple[int, int]] = []
    read_file(path, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (12_000, 12_000)
    assert len(told) > 1


def test_a_child_that_is_too_slow_is_killed_with_a_plain_sentence(tmp_path: Path, monkeypatch):
    program = "import time; time.sleep(60)"
    monkeypatch.setattr(read_module, "READER", ["-c", program])
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", "utf-8")
    began = time.monotonic()
    with pytest.raises(Refusal, match="could not be read in"):
        read_file(path, seconds=0.3)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "program", ["import os; os.abort()", "import sys; sys.exit(3)", "print('nonsense')", ""]
)
def test_a_child_that_dies_leaves_a_plain_sentence(tmp_path: Path, monkeypatch, program: str):
    monkeypatch.setattr(read_module, "READER", ["-c", program])
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", "utf-8")
    with pytest.raises(Refusal) as caught:
        read_file(path)
    assert "a.csv" in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="a process can bound its memory on Linux only")
def test_a_file_that_needs_more_memory_than_allowed_is_refused(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("a,b,c,d,e,f,g,h\n" * 600_000, "utf-8")
    with pytest.raises(Refusal, match="memory"):
        read_file(path, memory=100_000_000)


def test_damaged_workbooks_never_end_in_anything_but_a_refusal_or_rows(tmp_path: Path):
    import random

    good = make_workbook(tmp_path / "good.xlsx").read_bytes()
    source = random.Random(7)
    path = tmp_path / "bad.xlsx"
    for _ in range(25):
        data = bytearray(good)
        for _ in range(source.randrange(1, 30)):
            data[source.randrange(len(data))] = source.randrange(256)
        path.write_bytes(data)
        try:
            read_file(path)
        except Refusal as refusal:
            assert str(refusal).endswith(".")


def test_a_sheet_whose_values_are_not_numbers_is_read_and_left_to_the_typed_reader(
    tmp_path: Path, by_hand
):
    body = (
        '<sheetData><row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e400</v></c>'
        '<c r="C1" t="e"><v>#REF!</v></c></row></sheetData>'
    )
    row = read_file(by_hand.write_sheet(tmp_path / "n.xlsx", body)).sheets[0].rows[0]
    assert row[2] == "#REF!"
    assert row[1] == float("inf")
