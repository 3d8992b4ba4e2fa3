"""What holds for the whole tree and no single module can show.

The import contracts between the packages are in pyproject.toml and checked by import-linter
(installers/checks.py); here is what it cannot say.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "jcplanner"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = sorted(
    path
    for folder in ("jcplanner", "installers", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
LONGEST_MODULE = 400
LONGEST_WINDOW = 250

# Loaded when first used, never at the start: each costs more than a good part of the start itself.
HEAVY = {
    "PIL",
    "charset_normalizer",
    "docx",
    "fpdf",
    "numpy",
    "openpyxl",
    "pyqtgraph",
    "python_calamine",
    "sqlite_utils",
    "xlsxwriter",
}
# gui.charts is itself loaded when a chart is first shown.
LOADED_LATE = {PACKAGE / "gui" / "charts.py"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(node: ast.AST) -> Iterator[str]:
    """The top-level names that one statement imports from elsewhere."""
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield (node.module or "").partition(".")[0]


def run_at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when a module is loaded: not functions, nor what only type checkers read."""
    for statement in body:
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.dump(statement.test):
            continue
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield statement
        for part in ("body", "orelse", "finalbody"):
            yield from run_at_import(getattr(statement, part, []))


def loaded_by(statement: str) -> set[str]:
    """The packages that are in memory after a statement in a fresh interpreter."""
    code = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {module.partition(".")[0] for module in json.loads(finished.stdout)}


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").glob("*.py")), ids=name_of)
def test_the_domain_needs_only_the_standard_library(path: Path):
    names = {name for node in ast.walk(ast.parse(path.read_bytes())) for name in imported(node)}
    assert names <= sys.stdlib_module_names | {"jcplanner"}


@pytest.mark.parametrize("path", [path for path in MODULES if path not in LOADED_LATE], ids=name_of)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path):
    tree = ast.parse(path.read_bytes())
    names = {name for statement in run_at_import(tree.body) for name in imported(statement)}
    assert not names & HEAVY


def test_the_window_starts_without_the_heavy_libraries():
    assert not loaded_by("import jcplanner.gui.window") & (HEAVY | {"click", "hypothesis"})


def test_the_command_line_starts_without_qt_or_the_heavy_libraries():
    assert not loaded_by("import jcplanner.cli.commands") & (HEAVY | {"PySide6"})


def test_no_module_is_too_long_to_read():
    long = {name_of(path): count for path in SOURCES if (count := lines(path)) > LONGEST_MODULE}
    assert long == {}


def test_the_window_stays_a_shell():
    assert lines(PACKAGE / "gui" / "window.py") <= LONGEST_WINDOW


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_nothing_is_left_to_be_done():
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|raise NotImplemented" + r"Error)\b")
    left = [name_of(path) for path in SOURCES if words.search(path.read_text(encoding="utf-8"))]
    assert left == []


def test_names_say_what_a_thing_is():
    vague = re.compile(r"Manager|Helper|Util|Common|Base(?![a-z])")
    found: list[str] = []
    for path in MODULES:
        if vague.search(path.stem.title().replace("_", "")):
            found.append(name_of(path))
        classes = (
            node
            for node in ast.walk(ast.parse(path.read_bytes()))
            if isinstance(node, ast.ClassDef)
        )
        found += [f"{name_of(path)}: {node.name}" for node in classes if vague.search(node.name)]
    assert found == []


def test_only_the_layers_below_the_screens_change_a_plan():
    """Screens, reports and commands call a verb of `plan`, which makes the step."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] in {"gui", "reports", "cli"}
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "step"
    ]
    assert found == []


def test_no_file_names_a_machine_or_a_package_index():
    """Paths of one person's machine and addresses of registries mean nothing to anybody else."""
    folders = "|".join(
        ["wo" + "rk", "fa" + "rm", "ro" + "ot", r"home/\w+", r"Users/\w+", "tmp/" + r"\w+"]
    )
    pattern = re.compile(
        rf"(?<![\w.~<])/(?:{folders})/"
        r"|[A-Z]:\\Users\\\w"
        r"|--(?:extra-)?index-" + "url"
        r"|https?://[^ \"]*(?:/simple/|\.whl|\.tar\.gz)"
    )
    found: list[str] = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures, and test files in other encodings
        found += [f"{name_of(path)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def tracked() -> list[Path]:
    """The files of the project: what git knows or would add; without git, the Python files."""
    git = shutil.which("git")
    if git is None:
        return SOURCES
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()] or SOURCES
