"""Opening and making plans: a new plan appears whole or not at all, and never in place of another file."""

from pathlib import Path

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.plan.opening import new_plan
from jcplanner.store.planfile import check_whole


def test_a_new_plan_never_takes_the_place_of_a_file(tmp_path: Path, home: Path):
    path = tmp_path / "Plan.jcplan"
    path.write_bytes(b"mine")
    with pytest.raises(Refusal, match="is there already"):
        new_plan(path)
    assert path.read_bytes() == b"mine"
    assert not (home / "sessions").exists() or list((home / "sessions").iterdir()) == []


def test_a_new_plan_appears_only_when_it_is_filled(tmp_path: Path, home: Path):
    path = tmp_path / "Plan.jcplan"

    def fill(plan: object) -> None:
        assert not path.exists()
        raise Refusal("There is no such template.")

    with pytest.raises(Refusal, match="no such template"):
        new_plan(path, fill=fill)
    assert list(tmp_path.iterdir()) == []
    assert list((home / "sessions").iterdir()) == []


def test_a_new_plan_in_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refusal, match="does not exist"):
        new_plan(tmp_path / "no folder" / "Plan.jcplan")


def test_a_file_that_comes_up_while_a_new_plan_is_filled_is_kept(tmp_path: Path):
    path = tmp_path / "Plan.jcplan"

    def fill(plan: object) -> None:
        path.write_bytes(b"theirs")

    held = new_plan(path, fill=fill)
    assert path.read_bytes() == b"theirs"
    assert held.path.name.startswith("Plan (kept copy ")
    check_whole(held.path)
    held.close()
