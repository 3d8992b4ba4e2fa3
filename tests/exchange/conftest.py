"""Workbooks made part by part, as hostile as a test likes, and a plan to bring them into."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PLAN_ID, PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan
from jcplanner.store.planfile import PlanFile

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Budget" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
_SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)


class ByHand:
    """Writes archives and workbooks from their parts."""

    def write_parts(self, path: Path, parts: dict[str, str | bytes]) -> Path:
        """A zip archive of these parts."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    def parts_of(self, body: str) -> dict[str, str | bytes]:
        """The parts of a workbook whose one sheet has this body of XML."""
        return {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS,
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _BOOK_RELS,
            "xl/worksheets/sheet1.xml": _SHEET.format(body),
        }

    def write_sheet(self, path: Path, body: str, **others: str | bytes) -> Path:
        """A workbook whose one sheet has this body, with other parts beside it."""
        return self.write_parts(path, {**self.parts_of(body), **others})


@pytest.fixture(scope="session")
def by_hand() -> ByHand:
    """Makes workbooks part by part."""
    return ByHand()


@pytest.fixture
def two_partner_plan(tmp_path: Path):
    """A plan of a council and an NHS partner with three service areas, and no figures."""
    (tmp_path / "plan").mkdir()
    plan = Plan(PlanFile.create(tmp_path / "plan" / "Two partners.jcplan"))
    with plan.step("Make the plan") as draft:
        draft.add(PlanDetails(PLAN_ID, "Two partners", first_year=2016))
        draft.add(
            Partner(
                "council",
                1,
                "Herefordshire Council",
                "Council",
                "council",
                organisation_code="E06000019",
            )
        )
        draft.add(Partner("nhs", 2, "Herefordshire CCG", "CCG", "CCG", organisation_code="05F"))
        for place, name in enumerate(("Older people", "Mental health", "Adult social care"), 1):
            draft.add(ServiceArea(f"area{place}", place, name))
    yield plan
    plan.close()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[..., Plan]]:
    opened: list[OpenPlan] = []

    def make(*records: Record) -> Plan:
        held = new_plan(tmp_path / f"{len(opened)}.jcplan", records)
        opened.append(held)
        return held.plan

    yield make
    for held in opened:
        held.discard()


OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
_RESULT = re.compile(rb'(<c r="[A-Z]+\d+"[^>]*?)( t="str")?>(<f>.*?</f>)<v>[^<]*</v>')

Sheets = dict[str, list[list[Any]]]


class Office:
    """LibreOffice, which works out the formulas of workbooks anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs = 0

    def recalculate(self, paths: Sequence[Path]) -> dict[str, Sheets]:
        """The sheets of workbooks by the name of the file, once every formula has been worked out."""
        self._runs += 1
        bare, out = (self._folder / f"{name}-{self._runs}" for name in ("bare", "out"))
        bare.mkdir()
        for path in paths:
            self.without_results(path, bare / path.name)
        subprocess.run(
            [OFFICE, f"-env:UserInstallation={(self._folder / 'profile').as_uri()}", "--headless",
             "--convert-to", "xlsx", "--outdir", str(out), *(str(bare / path.name) for path in paths)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return {path.name: self.sheets(out / path.name) for path in paths}

    @staticmethod
    def without_results(source: Path, target: Path) -> None:
        """A copy whose formulas have no results, so that they must be worked out."""
        with (
            zipfile.ZipFile(source) as held,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            for name in held.namelist():
                content = held.read(name)
                if name.startswith("xl/worksheets/sheet"):
                    content = _RESULT.sub(rb"\1>\3", content)
                    assert b"</f><v>" not in content
                made.writestr(name, content)

    @staticmethod
    def sheets(path: Path) -> Sheets:
        """The cells of every sheet, row by row."""
        from python_calamine import CalamineWorkbook

        held = CalamineWorkbook.from_path(str(path))
        return {
            name: held.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in held.sheet_names
        }


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, where it is on this machine."""
    if not OFFICE:
        pytest.skip("LibreOffice is not on this machine")
    return Office(tmp_path_factory.mktemp("office"))
