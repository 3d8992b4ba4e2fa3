"""The set-up: what it refuses, what it remembers, and what it tells people to type."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import set_up
from set_up import CannotSetUp

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "installers" / "set_up.py"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what the stamp is made of."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A folder that looks like a virtual environment of this Python, as far as the set-up looks."""
    folder = tmp_path / "venv"
    python = set_up.venv_python(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    version = ".".join(str(part) for part in sys.version_info[:3])
    (folder / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n", encoding="utf-8")
    return folder


def test_an_old_python_is_refused_in_one_sentence():
    sentence = set_up.refusal_of_python((3, 10, 13))
    assert sentence is not None
    assert "3.11 or later" in sentence
    assert "this is 3.10" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 14, 0), (4, 0, 0)])
def test_python_3_11_and_later_will_do(version):
    assert set_up.refusal_of_python(version) is None


def starts(name: str) -> bool:
    found = shutil.which(name)
    return (
        found is not None and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0
    )


def test_a_real_old_python_prints_the_sentence_and_no_traceback():
    old = next(filter(starts, ("python3.10", "python3.9", "python3.8")), None)
    if old is None:
        pytest.skip("no Python older than 3.11 is on this machine")
    refused = subprocess.run([old, str(SCRIPT), "run"], capture_output=True, text=True)
    assert refused.returncode == 1
    assert refused.stderr.startswith("jcplanner needs Python 3.11 or later")
    assert "Traceback" not in refused.stderr


def test_the_environment_is_in_the_clone_unless_somebody_says_otherwise(tmp_path):
    assert set_up.venv_folder(tmp_path, {}) == tmp_path / ".venv"
    elsewhere = {"JCPLANNER_VENV": str(tmp_path / "elsewhere")}
    assert set_up.venv_folder(tmp_path, elsewhere) == tmp_path / "elsewhere"


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "JCPLANNER_NO_DISPLAY": "1"}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
        ("win32", {"JCPLANNER_NO_DISPLAY": "1"}, False),
    ],
)
def test_a_screen_is_expected_where_there_can_be_one(platform, environ, expected):
    assert set_up.has_screen(platform, environ) is expected


def test_what_was_set_up_is_remembered(clone, venv):
    wanted = set_up.stamp(clone, (3, 11, 7))
    assert set_up.read_mark(venv, wanted) == frozenset()
    set_up.write_mark(venv, wanted, frozenset({"program", "screen"}))
    assert set_up.read_mark(venv, wanted) == {"program", "screen"}


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_asks_for_a_new_set_up(clone, venv, name):
    set_up.write_mark(venv, set_up.stamp(clone, (3, 11, 7)), frozenset({"program"}))
    with (clone / name).open("a", encoding="utf-8") as file:
        file.write("# another\n")
    assert set_up.read_mark(venv, set_up.stamp(clone, (3, 11, 7))) == frozenset()


def test_another_python_or_another_folder_asks_for_a_new_set_up(clone, tmp_path):
    moved = tmp_path / "moved"
    shutil.copytree(clone, moved)
    stamps = {
        set_up.stamp(clone, (3, 11, 7)),
        set_up.stamp(clone, (3, 13, 0)),
        set_up.stamp(moved, (3, 11, 7)),
    }
    assert len(stamps) == 3


def test_a_mark_without_its_python_counts_for_nothing(clone, venv):
    wanted = set_up.stamp(clone, (3, 11, 7))
    set_up.write_mark(venv, wanted, frozenset({"program"}))
    set_up.venv_python(venv).unlink()
    assert set_up.read_mark(venv, wanted) == frozenset()


def test_an_interrupted_set_up_leaves_a_mark_that_claims_nothing(clone, venv):
    (venv / set_up.MARK).touch()
    assert set_up.read_mark(venv, set_up.stamp(clone, (3, 11, 7))) == frozenset()


def test_a_second_run_is_ready_at_once(clone, venv, capsys):
    done = frozenset({"program", "tests", "screen"})
    set_up.write_mark(venv, set_up.stamp(clone, sys.version_info[:3]), done)
    environ = {"JCPLANNER_VENV": str(venv)}
    assert set_up.set_up(clone, tests=False, environ=environ) == set_up.venv_python(venv)
    assert set_up.set_up(clone, tests=True, environ=environ) == set_up.venv_python(venv)
    assert capsys.readouterr().out == ""


def test_an_environment_of_another_python_is_told_apart(venv):
    major, minor = sys.version_info[:2]
    assert set_up.is_for_this_python(venv, (major, minor))
    assert not set_up.is_for_this_python(venv, (major, minor + 1))
    assert not set_up.is_for_this_python(venv / "nothing", (major, minor))


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotSetUp, match="did not make"):
        set_up.make_venv(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_an_environment_left_half_made_is_made_whole(tmp_path):
    venv = tmp_path / "venv"
    venv.mkdir()
    (venv / set_up.MARK).touch()
    (venv / "pyvenv.cfg").write_text("home = nowhere\n", encoding="utf-8")
    set_up.make_venv(venv)
    python = set_up.venv_python(venv)
    assert subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0
    assert set_up.is_for_this_python(venv, sys.version_info[:2])
    assert (venv / set_up.MARK).exists()


def test_who_is_not_root_gets_the_one_line_that_installs_everything():
    packages = [*set_up.QT_PACKAGES, *set_up.SCREEN_PACKAGES]
    with pytest.raises(CannotSetUp) as refused:
        set_up.apt_install(packages, "Qt is not whole.", root=False, apt="/usr/bin/apt-get")
    first, second = str(refused.value).splitlines()
    assert first.startswith("Qt is not whole.")
    line = second.strip()
    assert line.startswith("sudo apt-get update && sudo apt-get install -y ")
    assert set(packages) <= set(line.split())


def test_only_what_is_not_here_is_asked_for():
    here = {"glib-2.0": "libglib-2.0.so.0", "EGL": "libEGL.so.1"}
    packages = {"libglib2.0-0": "glib-2.0", "libgl1": "GL", "libegl1": "EGL"}
    assert set_up.lacking(packages, here.get) == ["libgl1"]


def test_a_system_without_apt_is_left_to_its_own_packages():
    set_up.need_system_packages(screen=True, root=True, apt=None)


def test_a_failed_apt_get_is_a_sentence(capfd):
    with pytest.raises(CannotSetUp, match="could not install"):
        set_up.apt_install(
            ["libgl1"], "Qt is not whole.", root=True, apt=shutil.which("false") or ""
        )


def test_qt_starts_in_this_environment():
    starts, complaint = set_up.qt_starts(Path(sys.executable), "offscreen")
    assert starts, complaint


def test_a_qt_that_does_not_start_says_why():
    starts, complaint = set_up.qt_starts(Path(sys.executable), "no-such-platform")
    assert not starts
    assert "no-such-platform" in complaint


def test_the_pins_name_no_address():
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert "://" not in line
        assert not line.startswith("-")


def test_every_requirement_is_pinned():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name = requirement.split(">=")[0].split("[")[0].lower()
        assert f"\n{name}==" in pins, f"{name} is not pinned in constraints.txt"
