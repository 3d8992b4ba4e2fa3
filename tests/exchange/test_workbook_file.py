"""What the finance workbook replaces and what it never does; and that a failed export leaves no trace."""

import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.read import Cancelled
from jcplanner.exchange.workbook_file import may_replace, verify, written_by_us
from jcplanner.exchange.workbook_lines import LinesSheet
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.exchange.write import Page
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan
from jcplanner.plan.plan import Plan

AT = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


def results(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path, data_only=True)


def formulas(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path)


def test_a_workbook_of_ours_is_replaced(plan: Plan, tmp_path: Path):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path, at=AT)
    edits.set_amounts(plan, {("homes", 2016): 1})
    export_workbook(plan, path)
    assert results(path)["Lines"]["Q6"].value == 0.01


def test_a_file_that_it_did_not_write_is_never_replaced(plan: Plan, tmp_path: Path):
    import openpyxl

    path = tmp_path / "out.xlsx"
    for content in (b"", b"not a workbook", b"PK\x05\x06" + bytes(18)):
        path.write_bytes(content)
        with pytest.raises(Refusal, match="was not written by jcplanner, so it was not replaced"):
            export_workbook(plan, path, replace=True)
        assert path.read_bytes() == content
    openpyxl.Workbook().save(path)
    before = path.read_bytes()
    with pytest.raises(Refusal, match="was not written by jcplanner"):
        export_workbook(plan, path)
    assert path.read_bytes() == before


def test_a_workbook_of_ours_that_somebody_saved_since_is_replaced_only_when_told(
    plan: Plan, tmp_path: Path
):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path, at=AT)
    book = formulas(path)
    book["Lines"]["Q6"] = 42
    book.save(path)
    assert written_by_us(path) == "changed"
    with pytest.raises(Refusal, match="has been changed since, so it was not replaced"):
        export_workbook(plan, path)
    assert formulas(path)["Lines"]["Q6"].value == 42
    may_replace(path, changed_too=True)
    export_workbook(plan, path, replace=True)
    assert written_by_us(path) == "ours"


def test_what_cannot_be_written_is_refused_in_one_sentence(plan: Plan, tmp_path: Path):
    with pytest.raises(Refusal, match=r"does not end in \.xlsx"):
        export_workbook(plan, tmp_path / "out.csv")
    with pytest.raises(Refusal, match="There is no folder"):
        export_workbook(plan, tmp_path / "none" / "out.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(Refusal, match="is a folder"):
        export_workbook(plan, tmp_path / "folder.xlsx")


def test_a_cancelled_export_leaves_the_old_file_whole_and_nothing_beside_it(
    plan: Plan, tmp_path: Path
):
    folder = tmp_path / "out"
    folder.mkdir()
    export_workbook(plan, folder / "out.xlsx")
    before = (folder / "out.xlsx").read_bytes()
    with pytest.raises(Cancelled):
        export_workbook(plan, folder / "out.xlsx", cancelled=lambda: True)
    assert (folder / "out.xlsx").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["out.xlsx"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.opening import reading
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with reading(Path(sys.argv[1])) as plan:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        export_workbook(plan, Path(sys.argv[2]))
    except Refusal as refusal:
        print(refusal)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited there")
@pytest.mark.parametrize("room", [0, 2_000, 12_000, 20_000, 40_000])
def test_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(
    room: int, small: OpenPlan, tmp_path: Path
):
    folder = tmp_path / "out"
    folder.mkdir()
    export_workbook(small.plan, folder / "out.xlsx")
    before = (folder / "out.xlsx").read_bytes()
    finished = subprocess.run(
        [sys.executable, "-c", FULL_DISK, small.path, folder / "out.xlsx", str(room)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Nothing has been replaced." in finished.stdout
    assert finished.stderr == ""
    assert (folder / "out.xlsx").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["out.xlsx"]


def test_a_file_that_does_not_read_back_as_written_is_refused(plan: Plan, tmp_path: Path):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)

    class Sheet:
        def get_name(self) -> str:
            return "Summary by partner"

    page = Page(Sheet(), {})  # type: ignore[arg-type]
    page.figures[(6, 1)] = 1000.01
    with pytest.raises(Refusal, match="did not read back as it was written"):
        verify(path, {page.name: page}, LinesSheet())


def test_a_property_is_read_wherever_its_namespace_is_declared(plan: Plan, tmp_path: Path):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    again = tmp_path / "again.xlsx"
    with zipfile.ZipFile(path) as held, zipfile.ZipFile(again, "w") as made:
        for name in held.namelist():
            # As openpyxl writes it where lxml is installed.
            made.writestr(
                name, held.read(name).replace(b"<vt:lpwstr>", b'<vt:lpwstr xmlns:vt="t">')
            )
    assert written_by_us(again) == "ours"
