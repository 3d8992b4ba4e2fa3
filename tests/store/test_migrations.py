"""Migrations: an older file is brought to the newest version in the working copy, figures unchanged.

What every real migration gives is in `test_released_plans`; the way itself is tried here with versions
that are made up.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from jcplanner.domain.problems import Refusal
from jcplanner.plan.opening import OpenPlan
from jcplanner.store import schema
from jcplanner.store.migrations import MIGRATIONS, migrate

NOW = schema.VERSION
OTHER = {NOW: schema.FINGERPRINTS[NOW], NOW + 1: "other"}


def add_a_column(database: Database) -> None:
    database.table("budget_line").add_column("cost_centre", str, not_null_default="")


def widen_a_table(database: Database) -> None:
    database.table("partner").transform(defaults={"short_name": "none"})


def fail(database: Database) -> None:
    add_a_column(database)
    raise ZeroDivisionError


@pytest.fixture
def path(make_plan: Callable[..., OpenPlan]) -> Path:
    held = make_plan()
    held.close()
    return held.path


def facts(path: Path) -> tuple[object, ...]:
    """The figures, the version, the tables and how many tables there are."""
    connection = sqlite3.connect(path)
    try:
        return (
            connection.execute("SELECT id, amount FROM budget_amount ORDER BY id").fetchall(),
            connection.execute("PRAGMA user_version").fetchone()[0],
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0],
        )
    finally:
        connection.close()


def fingerprint_after(path: Path, folder: Path, *migrations: Callable[[Database], None]) -> str:
    """The fingerprint that a file has after these migrations, tried on a copy of its own."""
    trial = folder / "trial.jcplan"
    trial.write_bytes(path.read_bytes())
    connection = sqlite3.connect(trial)
    for held in migrations:
        held(Database(connection))
    made = schema.fingerprint(connection)
    connection.close()
    trial.unlink()
    return made


def test_an_older_file_is_brought_forward_with_its_figures(path: Path, tmp_path: Path):
    figures, version, count = facts(path)
    assert version == NOW
    fingerprints = {
        NOW: schema.FINGERPRINTS[NOW],
        NOW + 1: fingerprint_after(path, tmp_path, add_a_column),
        NOW + 2: fingerprint_after(path, tmp_path, add_a_column, widen_a_table),
    }
    assert migrate(path, "Plan", {NOW: add_a_column, NOW + 1: widen_a_table}, fingerprints)
    assert facts(path) == (figures, NOW + 2, count)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT DISTINCT cost_centre FROM budget_line").fetchall() == [("",)]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    assert connection.execute("SELECT count(*) FROM budget_line").fetchone() == (3,)
    connection.close()


def test_a_file_of_this_version_is_left_alone(path: Path):
    before = path.read_bytes()
    assert not migrate(path, "Plan")
    assert path.read_bytes() == before


def test_a_migration_that_fails_changes_nothing(path: Path, tmp_path: Path):
    before = facts(path)
    with pytest.raises(ZeroDivisionError):
        migrate(path, "Plan", {NOW: fail}, OTHER)
    assert facts(path) == before
    connection = sqlite3.connect(path)
    columns = {row[1] for row in connection.execute("PRAGMA table_info(budget_line)")}
    connection.close()
    assert "cost_centre" not in columns


def test_a_file_that_only_claims_to_be_older_is_refused(path: Path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER t AFTER UPDATE ON partner BEGIN SELECT 1; END")
    connection.close()
    with pytest.raises(Refusal, match="does not have the tables"):
        migrate(path, "Plan", {NOW: add_a_column}, OTHER)


def test_a_migration_that_gives_other_tables_than_announced_is_refused(path: Path):
    before = facts(path)
    with pytest.raises(Refusal, match="could not be brought to this version"):
        migrate(path, "Plan", {NOW: add_a_column}, OTHER)
    assert facts(path) == before


def test_there_is_a_migration_for_every_version_before_the_newest():
    assert sorted(MIGRATIONS) == list(range(1, schema.VERSION))
    assert sorted(schema.FINGERPRINTS) == list(range(1, schema.VERSION + 1))
