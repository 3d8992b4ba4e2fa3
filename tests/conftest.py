"""What every test stands on: no screen, and user folders of its own that are gone afterwards."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Before Qt is loaded by any test.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"

# Hypothesis keeps failing examples in the tree otherwise; it prints them anyway.
settings.register_profile("jcplanner", database=None, deadline=None, print_blob=True)
settings.load_profile("jcplanner")


@pytest.fixture(scope="session", autouse=True)
def session_home(tmp_path_factory: pytest.TempPathFactory):
    """User folders for what is built once per run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JCPLANNER_HOME", str(tmp_path_factory.mktemp("session-home")))
        patch.setenv("HYPOTHESIS_STORAGE_DIRECTORY", str(tmp_path_factory.mktemp("hypothesis")))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds this test's preferences, working copies and backups."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("JCPLANNER_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The published data files, which are not part of the project and not on every machine."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the published data files are not beside this clone (../shared/data)")
    return SHARED_DATA
