"""Set jcplanner up on a machine that has only Python, then run it or its tests.

    python3 installers/set_up.py run     sets up, then opens the worked example
    python3 installers/set_up.py test    sets up, then runs every check and test

Standard library only, because it runs before anything is installed. The first run makes a virtual
environment (`.venv` here, or where JCPLANNER_VENV says) with the versions in constraints.txt and
checks that Qt starts; it then leaves a mark, so that the next run starts at once.
"""

import argparse
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)


def refusal_of_python(version: "Sequence[int]") -> "str | None":
    """The sentence for a Python that is too old, or None where it will do."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    have = ".".join(str(part) for part in version[:2])
    need = ".".join(str(part) for part in OLDEST_PYTHON)
    return f"jcplanner needs Python {need} or later and this is {have}: run it with a newer one."


# Before anything below is read: an older Python would fail on it with a traceback.
TOO_OLD = refusal_of_python(sys.version_info[:2])
if TOO_OLD:
    sys.exit(TOO_OLD)

MARK = "jcplanner-set-up.txt"

# What Qt needs of a Debian or Ubuntu system to be imported and to draw without a screen: the package,
# and the library to look for ...
QT_PACKAGES = {
    "libglib2.0-0": "glib-2.0",
    "libgl1": "GL",
    "libegl1": "EGL",
    "libxkbcommon0": "xkbcommon",
    "libfreetype6": "freetype",
    "libfontconfig1": "fontconfig",
    "libdbus-1-3": "dbus-1",
}
# ... and to open a window on one.
SCREEN_PACKAGES = {
    "libxcb-cursor0": "xcb-cursor",
    "libxcb-icccm4": "xcb-icccm",
    "libxcb-image0": "xcb-image",
    "libxcb-keysyms1": "xcb-keysyms",
    "libxcb-render-util0": "xcb-render-util",
    "libxcb-render0": "xcb-render",
    "libxcb-shape0": "xcb-shape",
    "libxcb-util1": "xcb-util",
    "libxcb-xkb1": "xcb-xkb",
    "libxkbcommon-x11-0": "xkbcommon-x11",
    "libwayland-cursor0": "wayland-cursor",
}
# LibreOffice recalculates the workbooks in the tests; without it those tests are skipped, and say so.
CALC_PACKAGES = ("libreoffice-calc-nogui",)

START_QT = "from PySide6.QtWidgets import QApplication; QApplication([])"


class CannotSetUp(Exception):
    """One plain sentence: what is in the way, and what to do."""


def venv_folder(root: Path, environ: Mapping[str, str]) -> Path:
    """Where the virtual environment belongs: JCPLANNER_VENV, else `.venv` in the clone."""
    return Path(environ.get("JCPLANNER_VENV") or root / ".venv").absolute()


def venv_python(venv: Path) -> Path:
    """The Python inside a virtual environment on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def has_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether a window could be shown here."""
    if environ.get("JCPLANNER_NO_DISPLAY"):
        return False
    if not platform.startswith("linux"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def stamp(root: Path, version: Sequence[int]) -> str:
    """What a finished set-up answers for: the requirements, the pins, this Python and this folder."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((root / name).read_bytes())
    digest.update(f"{tuple(version)} {root}".encode())
    return digest.hexdigest()


def read_mark(venv: Path, wanted: str) -> frozenset[str]:
    """What has been set up in `venv` for exactly this stamp: some of program, tests, screen."""
    try:
        first, *done = (venv / MARK).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return frozenset()
    return frozenset(done) if first == wanted and venv_python(venv).exists() else frozenset()


def write_mark(venv: Path, wanted: str, done: frozenset[str]) -> None:
    """Remember what has been set up; written last, so an interrupted set-up is done again."""
    (venv / MARK).write_text(" ".join([wanted, *sorted(done)]) + "\n", encoding="utf-8")


def apt_line(packages: Sequence[str]) -> str:
    """The one line a person types to install system packages."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def lacking(
    packages: Mapping[str, str], find: Callable[[str], str | None] = ctypes.util.find_library
) -> list[str]:
    """The packages whose library is not on this system."""
    return [package for package, library in packages.items() if find(library) is None]


def apt_install(packages: Sequence[str], why: str, *, root: bool, apt: str) -> None:
    """Install system packages when we may; otherwise refuse with the one line that does it."""
    if not root:
        raise CannotSetUp(f"{why} Type this line, then run this again:\n  {apt_line(packages)}")
    say(f"{why} Installing {len(packages)} with apt-get ...")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A mirror that is half out of date fails `update` and may still hold every package.
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        status = subprocess.run(
            [apt, "-qq", *arguments],
            env=quietly,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        ).returncode
    if status:
        raise CannotSetUp(f"{why} apt-get could not install them: see its message above.")


def need_system_packages(*, screen: bool, root: bool, apt: str | None) -> None:
    """See to what Python and Qt need of a Debian or Ubuntu system, all of it in one go."""
    if apt is None:
        return
    needed = lacking({**QT_PACKAGES, **(SCREEN_PACKAGES if screen else {})})
    if importlib.util.find_spec("ensurepip") is None:
        needed.insert(0, f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if needed:
        apt_install(
            needed, "jcplanner needs system packages that are not here.", root=root, apt=apt
        )


def say(line: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(line, flush=True)


def is_for_this_python(venv: Path, version: Sequence[int]) -> bool:
    """Whether a virtual environment was made by the same minor version of Python and is whole."""
    try:
        config = (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    return f"version = {version[0]}.{version[1]}." in config and venv_python(venv).exists()


def make_venv(venv: Path) -> None:
    """Make the virtual environment, mend one that an interrupted set-up left, or replace one of
    another Python. Nothing is cleared that does not carry our mark.
    """
    ours = (venv / MARK).exists()
    if not ours and venv.exists() and any(venv.iterdir()):
        raise CannotSetUp(
            f"{venv} holds something that this set-up did not make: "
            "move it away, or set JCPLANNER_VENV to another folder."
        )
    if venv.exists() and not is_for_this_python(venv, sys.version_info[:2]):
        shutil.rmtree(venv)
    # Marked first, so that an environment left half made is known to be ours.
    venv.mkdir(parents=True, exist_ok=True)
    (venv / MARK).write_bytes(b"")
    if subprocess.run(
        [sys.executable, "-m", "venv", str(venv)], stdout=subprocess.DEVNULL
    ).returncode:
        raise CannotSetUp(f"{venv} could not be made: see the message above.")


def install(root: Path, python: Path, *, tests: bool) -> None:
    """Install the pinned packages and jcplanner itself, from whatever index pip is configured for."""
    what = f"{root}[test]" if tests else str(root)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--constraint", str(root / "constraints.txt"), "--editable", what]
    if subprocess.run(command).returncode:
        raise CannotSetUp(
            "The packages could not be installed: see pip's message above. "
            "They come from the Python package index, so this step needs a network or a mirror."
        )


def qt_starts(python: Path, platform: str | None) -> tuple[bool, str]:
    """Whether Qt can be imported and started in that environment, and its complaint if not."""
    environ = {**os.environ, **({"QT_QPA_PLATFORM": platform} if platform else {})}
    tried = subprocess.run(
        [str(python), "-c", START_QT], env=environ, capture_output=True, text=True, errors="replace"
    )
    return tried.returncode == 0, tried.stderr.strip()


def need_qt(python: Path, *, screen: bool) -> None:
    """See that Qt really starts."""
    starts, complaint = qt_starts(python, None if screen else "offscreen")
    if starts:
        return
    if screen and "could not connect to display" in complaint:
        raise CannotSetUp(
            "DISPLAY is set but no screen answers there: "
            "unset it, or set JCPLANNER_NO_DISPLAY=1 to work without one."
        )
    raise CannotSetUp(
        f"{complaint}\nQt does not start on this machine: it says above what it lacks."
    )


def offer_calc(*, root: bool, apt: str | None) -> None:
    """LibreOffice for the recalculation tests: installed where that is ours to do, never required."""
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return
    if not root or apt is None:
        say(
            "LibreOffice is not here: the tests that recalculate workbooks with it will be skipped."
        )
        return
    try:
        apt_install(
            CALC_PACKAGES, "The tests recalculate workbooks with LibreOffice.", root=root, apt=apt
        )
    except CannotSetUp as problem:
        say(f"{problem} Those tests will be skipped.")


def set_up(root: Path, *, tests: bool, environ: Mapping[str, str]) -> Path:
    """Make everything ready and return the Python to run; at once where it is ready already."""
    venv = venv_folder(root, environ)
    python = venv_python(venv)
    screen = has_screen(sys.platform, environ) and not tests
    wanted = stamp(root, sys.version_info[:3])
    done = read_mark(venv, wanted)
    needed = frozenset(
        name
        for name, is_needed in (("program", True), ("tests", tests), ("screen", screen))
        if is_needed
    )
    if needed <= done:
        return python

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    apt = shutil.which("apt-get")
    need_system_packages(screen=screen, root=is_root, apt=apt)
    if not needed - {"screen"} <= done:
        say(f"Setting up in {venv} (once; a minute or two, mostly downloads) ...")
        make_venv(venv)
        install(root, python, tests=tests)
    need_qt(python, screen=screen)
    if tests:
        offer_calc(root=is_root, apt=apt)
    write_mark(venv, wanted, done | needed)
    return python


def main(arguments: Sequence[str]) -> int:
    """Set up, then run the worked example or the checks; their exit status is ours."""
    parser = argparse.ArgumentParser(
        prog="set_up.py",
        description="Set jcplanner up, then run it or its tests.",
        epilog="JCPLANNER_VENV names another folder for the virtual environment.",
    )
    jobs = parser.add_subparsers(dest="job", metavar="run | test")
    run = jobs.add_parser("run", help="open the worked example (the default)")
    run.add_argument("--out", metavar="FOLDER", help="where files go when there is no display")
    jobs.add_parser("test", help="run every check and test")
    asked = parser.parse_args(arguments)
    tests = asked.job == "test"
    try:
        python = set_up(ROOT, tests=tests, environ=os.environ)
    except CannotSetUp as problem:
        print(problem, file=sys.stderr)
        return 1
    if tests:
        command = [str(ROOT / "installers" / "checks.py")]
    else:
        out = ["--out", str(Path(asked.out).absolute())] if getattr(asked, "out", None) else []
        command = ["-m", "jcplanner", "demo", *out]
    return subprocess.run([str(python), *command], cwd=ROOT).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
