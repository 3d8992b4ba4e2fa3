"""The plan file: made, opened, checked, written step by step; and what is refused."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.changes import Change
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan
from jcplanner.store import schema
from jcplanner.store.checks import check_content, check_header, check_whole
from jcplanner.store.connection import Damaged
from jcplanner.store.journal import ChainHash, read_steps
from jcplanner.store.planfile import PlanFile

ADD = Change("partner", "p", None, {"name": "Council"})
ADD_OTHER = Change("partner", "q", None, {"name": "NHS"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan file with one step, closed."""
    path = tmp_path / "Plan.jcplan"
    file = PlanFile.create(path)
    file.step("Add partner", [ADD], author="")
    file.close()
    return path


@pytest.fixture
def small_path(make_plan: Callable[..., OpenPlan]) -> Path:
    """A small plan with some history, closed."""
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2018): 140_000})
    edits.remove(held.plan, BudgetLine, ["charges"])
    held.plan.undo()
    held.close()
    return held.path


def run_sql(path: Path, *statements: str) -> None:
    """Change a file as another program would."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def refusal_of(path: Path) -> str:
    """The sentence with which a file is refused; the file is as it was."""
    before = path.read_bytes()
    with pytest.raises(Refusal) as caught:
        file = PlanFile.open(path)
        try:
            file.check_content()
            file.read_all()
        finally:
            file.close()
    assert path.read_bytes() == before
    return str(caught.value)


def test_a_step_is_in_the_file_when_it_returns(path: Path):
    file = PlanFile.open(path)
    file.step("Name", [Change("partner", "p", {"name": "Council"}, {"name": "County"})], author="x")
    other = PlanFile.open(path)
    assert other.read_all().table(Partner)["p"].name == "County"
    assert [(step.name, step.place, step.author) for step in other.steps] == [
        ("Add partner", 1, ""),
        ("Name", 2, "x"),
    ]
    assert other.steps[1].parent == other.steps[0].id
    file.close()
    other.close()


def test_the_file_has_nothing_beside_it_when_it_is_closed(path: Path):
    assert [held.name for held in path.parent.iterdir() if held.stat().st_size] == ["Plan.jcplan"]


def test_what_is_acknowledged_survives_a_power_cut_by_its_settings(path: Path):
    """kill -9 cannot tell these settings from unsafe ones (TRAPS 2.1), so they are asserted."""
    file = PlanFile.open(path)
    connection = file._connection
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    file.close()


def test_a_new_file_never_takes_the_place_of_another(path: Path):
    before = path.read_bytes()
    with pytest.raises(Refusal, match="is there already"):
        PlanFile.create(path)
    assert path.read_bytes() == before


def test_the_tables_of_this_version_are_the_ones_that_are_made(path: Path):
    connection = sqlite3.connect(path)
    assert schema.fingerprint(connection) == schema.FINGERPRINTS[schema.VERSION]
    strict = {
        row[0] for row in connection.execute("SELECT name FROM pragma_table_list WHERE strict")
    }
    tables = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
    }
    assert tables == strict
    types = {
        row[0]
        for table in tables
        for row in connection.execute("SELECT type FROM pragma_table_info(?)", (table,))
    }
    assert types == {"TEXT", "INTEGER"}
    connection.close()


def test_a_step_that_the_file_refuses_leaves_it_as_it_was(path: Path):
    file = PlanFile.open(path)
    broken = Change("body", "b", None, {"name": "Board", "partner": "nobody"})
    with pytest.raises(Refusal, match="could not be kept"):
        file.step("Broken", [ADD_OTHER, broken], author="")
    assert len(file.steps) == 1
    assert set(file.read_all().table(Partner)) == {"p"}
    file.step("Sound", [ADD_OTHER], author="")
    file.close()
    check_whole(path)


def test_a_file_held_by_another_program_is_refused_and_can_be_written_later(path: Path):
    file = PlanFile.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal, match="Another program holds"):
        file.step("Later", [ADD_OTHER], author="")
    other.execute("ROLLBACK")
    other.close()
    file.step("Later", [ADD_OTHER], author="")
    file.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not a jcplanner plan"),
        (b"PK\x03\x04" + bytes(5000), "is not a jcplanner plan"),
        (b"SQLite format 3\x00", "is not a jcplanner plan"),
        (b"SQLite format 3\x00" + bytes(4080), "a database, but not a jcplanner plan"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_before_sqlite_sees_it(
    tmp_path: Path, content: bytes, words: str
):
    path = tmp_path / "Other.jcplan"
    path.write_bytes(content)
    assert words in refusal_of(path)


def test_a_database_of_another_program_is_refused(tmp_path: Path):
    path = tmp_path / "Other.jcplan"
    run_sql(path, "CREATE TABLE t (x)", "PRAGMA application_id = 252006673")
    assert "a database, but not a jcplanner plan" in refusal_of(path)


def test_a_missing_file_is_said_to_be_missing_and_is_not_made(tmp_path: Path):
    with pytest.raises(Refusal, match="is not there"):
        PlanFile.open(tmp_path / "Gone.jcplan")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path: Path):
    folder = tmp_path / "Folder.jcplan"
    folder.mkdir()
    with pytest.raises(Refusal):
        PlanFile.open(folder)


def test_a_newer_version_is_refused_by_its_number(path: Path):
    run_sql(path, "PRAGMA user_version = 7")
    assert "newer jcplanner (file version 7;" in refusal_of(path)


HOSTILE = [
    "CREATE TRIGGER t AFTER UPDATE ON partner BEGIN UPDATE budget_amount SET amount = 0; END",
    "CREATE VIEW v AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r",
    "CREATE TABLE extra (x TEXT)",
    "CREATE INDEX extra ON partner (name)",
    "ALTER TABLE partner ADD COLUMN extra TEXT",
    "ALTER TABLE partner ADD COLUMN big TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL",
    "DROP TABLE pool",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
]


@pytest.mark.parametrize("statement", HOSTILE, ids=lambda statement: statement[:28])
def test_a_file_with_anything_more_or_less_than_our_tables_is_refused(path: Path, statement: str):
    run_sql(path, statement)
    assert "does not have the tables" in refusal_of(path)


def test_a_view_in_the_place_of_a_table_is_refused(path: Path):
    run_sql(path, "DROP TABLE pool", "CREATE VIEW pool AS SELECT 1 AS id")
    assert "does not have the tables" in refusal_of(path)


def test_a_schema_that_does_not_even_parse_is_refused(path: Path):
    run_sql(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE pool (broken' WHERE name = 'pool'",
    )
    assert "damaged" in refusal_of(path)


TAMPERED = [
    "UPDATE budget_amount SET amount = amount + 1 WHERE id = 'homes:2016'",
    "DELETE FROM budget_amount WHERE id = 'homes:2016'",
    (
        "INSERT INTO partner (id, position, name, short_name, kind, plan_role, organisation_code, colour)"
        " VALUES ('x', 9, 'X', '', 'council', 'owner', '', '')"
    ),
    "UPDATE change SET after = replace(after, '140000', '150000')",
    "UPDATE step SET name = 'Something else' WHERE place = 2",
    "UPDATE step SET author = 'Somebody else' WHERE place = 2",
    "UPDATE step SET at = '2020-01-01T00:00:00.000+00:00' WHERE place = 2",
    "DELETE FROM change WHERE step = (SELECT id FROM step WHERE place = 2)",
    "UPDATE about SET value = 'another plan'",
    "UPDATE step SET parent = 'nothing' WHERE place = 3",
]


@pytest.mark.parametrize("statement", TAMPERED, ids=lambda statement: statement[:45])
def test_a_figure_or_a_step_changed_behind_our_back_is_found(small_path: Path, statement: str):
    run_sql(small_path, statement)
    assert "damaged" in refusal_of(small_path)
    with pytest.raises(Damaged):
        check_content(small_path)


HOSTILE_JOURNALS = ["[" * 100_000, "[]", '"x"', "null", '{"nobody": 1}', "{", '{"name": {}}', ""]


@pytest.mark.parametrize("text", HOSTILE_JOURNALS, ids=lambda text: text[:8])
def test_a_journal_that_is_no_journal_is_damage_and_never_another_error(path: Path, text: str):
    """Also where whoever wrote it has made the hashes right."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE change SET after = ?", (text,))
    (plan_id,) = connection.execute("SELECT value FROM about").fetchone()
    (step,) = read_steps(connection)
    chain = ChainHash(step, plan_id)
    rows = connection.execute(
        "SELECT place, record, record_id, until, records, before, after FROM change"
    )
    list(chain.passing(rows.fetchall()))
    connection.execute("UPDATE step SET hash = ?", (chain.result(),))
    connection.close()
    assert "damaged" in refusal_of(path)


def test_content_is_checked_before_the_first_step_at_the_latest(small_path: Path):
    run_sql(small_path, "UPDATE budget_amount SET amount = 1 WHERE id = 'homes:2016'")
    file = PlanFile.open(small_path)
    with pytest.raises(Damaged):
        file.step("Too late", [ADD], author="")
    file.close()


def test_a_file_cut_short_is_refused_at_every_length(small_path: Path, tmp_path: Path):
    content = small_path.read_bytes()
    cut = tmp_path / "Cut.jcplan"
    for length in [*range(0, len(content), 4096), 50, 99, 101, len(content) - 1]:
        cut.write_bytes(content[:length])
        with pytest.raises(Refusal):
            check_whole(cut)


def test_checking_a_finished_file_writes_nothing_beside_it(small_path: Path):
    before = {held.name for held in small_path.parent.iterdir()}
    content = small_path.read_bytes()
    check_whole(small_path)
    assert {held.name for held in small_path.parent.iterdir()} == before
    assert small_path.read_bytes() == content


def test_a_copy_holds_the_same_and_no_text_that_was_deleted(small: OpenPlan, tmp_path: Path):
    held = small.plan.file
    target = tmp_path / "Copy.jcplan"
    held.copy_to(target)
    check_whole(target)
    copy = PlanFile.open(target)
    assert copy.plan_id == held.plan_id
    assert copy.steps == held.steps
    assert copy.read_all().table(BudgetAmount).rows == held.read_all().table(BudgetAmount).rows
    copy.close()
    with pytest.raises(Refusal, match="is there already"):
        held.copy_to(target)


def test_names_of_any_alphabet_and_long_paths_are_fine(tmp_path: Path):
    folder = tmp_path
    for _ in range(4):
        folder /= "Gwasanaethau plant a theuluoedd – " + "å" * 20 + " 計画 #50% ?"
    folder.mkdir(parents=True)
    path = folder / "Cynllun ’n £5m? #1 100%.jcplan"
    file = PlanFile.create(path)
    file.step("Add", [ADD], author="Ŵyn")
    file.close()
    assert len(str(path)) > 260
    check_whole(path)
    again = PlanFile.open(path)
    assert again.steps[0].author == "Ŵyn"
    again.close()


def test_a_refusal_uses_the_name_that_people_know(path: Path):
    run_sql(path, "DROP TABLE pool")
    with pytest.raises(Refusal, match=r"^Budget 2016\.jcplan does not"):
        PlanFile.open(path, "Budget 2016.jcplan")
    with pytest.raises(Refusal, match=r"^Budget 2016\.jcplan is not there"):
        check_header(path.with_name("x"), "Budget 2016.jcplan")


def test_a_full_disk_leaves_the_file_as_it_was_and_says_so(small_path: Path, full_disk: Path):
    """On a small disk of its own: edits go on until it is full; then one after another is refused."""
    path = full_disk / "Plan.jcplan"
    shutil.copy(small_path, path)
    file = PlanFile.open(path)
    kept = 0
    with pytest.raises(Refusal, match=r"The disk that holds Plan\.jcplan is full"):
        for number in range(10_000):
            note = "x" * 9_000
            file.step("Fill", [Change("partner", f"p{number}", None, {"name": note})], author="")
            kept += 1
    assert kept
    with pytest.raises(Refusal, match="full"):
        file.step("Still", [Change("partner", "still", None, {"name": "x" * 90_000})], author="")
    file.close()
    check_whole(path)
    again = PlanFile.open(path)
    assert sum(key.startswith("p") for key in again.read_all().table(Partner)) == kept
    again.close()


def test_steps_carry_the_time_of_greenwich(path: Path):
    file = PlanFile.open(path)
    assert file.steps[0].at.endswith("+00:00")
    file.close()
