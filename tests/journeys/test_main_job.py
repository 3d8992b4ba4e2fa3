"""The main job from end to end in the real window: two partners' budgets, aligned, out to Excel."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.figures import Standings, coverage
from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.gui import style
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens.exchange import ExchangeScreen
from jcplanner.gui.window import Window
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

COUNCIL_BUDGET = """Shire Council, adult social care
Code,Line,Reports to,2025/26,2026/27
45120,"Residential care, 65 and over",Head of adult social care,"£15,271,000","15,729,000.50"
45190,Client contributions,Head of adult social care,"(7,366,000)","(7,587,000)"
,Total,,"7,905,000","8,142,000.50"
"""

CCG_BUDGET = """Cost centre;Description;Budget holder;2025/26 £000
A1042;Continuing healthcare;Operations;12,940
A1047;Funded nursing care;Operations;2,723.5
"""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication):
    """An empty window."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style.apply(qapp, dark=False)
    made = Window(Preferences())
    qtbot.addWidget(made, before_close_func=lambda held: held.documents.finish())
    made.show()
    return made


def plan_of(window: Window) -> Plan:
    """The plan that is open."""
    assert window.session is not None
    return window.session.plan


def bring_in(window: Window, qtbot: QtBot, path: Path, partner: str) -> None:
    """Walk through the wizard with a file, choosing the partner, and accept."""
    screen = window.show_screen("exchange")
    assert isinstance(screen, ExchangeScreen)
    screen.bring_in(path)
    wizard = screen.wizard
    qtbot.waitUntil(lambda: not wizard.busy and wizard.page.lacking() == "", timeout=20_000)
    while wizard.page is not wizard.check_page:
        if wizard.page is wizard.partner_page:
            chosen = wizard.partner_page.partner
            chosen.setCurrentIndex(chosen.findData(partner))
        assert wizard.page.lacking() == ""
        wizard.forward()
        qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    with qtbot.waitSignal(wizard.accepted_result, timeout=20_000):
        wizard.forward()


def test_two_budgets_are_brought_in_aligned_and_taken_out(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "Shire.jcplan"
    window.documents.make(path, "council-nhs", "Shire: joint commissioning", 2025)
    plan = plan_of(window)
    council, nhs = plan.table(Partner).ordered()[:2]

    council_file = tmp_path / "council.csv"
    council_file.write_bytes(COUNCIL_BUDGET.encode("cp1252"))
    nhs_file = tmp_path / "nhs.csv"
    nhs_file.write_text(CCG_BUDGET, "utf-8")
    bring_in(window, qtbot, council_file, council.id)
    bring_in(window, qtbot, nhs_file, nhs.id)
    by_name = {line.description: line for line in plan.table(BudgetLine).values()}
    assert {name: line.partner for name, line in by_name.items()} == {
        "Residential care, 65 and over": council.id,
        "Client contributions": council.id,
        "Continuing healthcare": nhs.id,
        "Funded nursing care": nhs.id,
    }

    area = next(held for held in plan.table(ServiceArea).ordered() if held.parent is None)
    edits.assign_area(plan, [line.id for line in by_name.values()], area.id)
    edits.set_pathway(plan, area.id, 2026, stage="align")
    window.show_screen("pathway")
    window.show_screen("overview")
    covered = coverage(plan.figures, Standings(plan.records), 2026)
    assert covered.net == covered.aligned == 8_142_000_50

    workbook = tmp_path / "Shire.xlsx"
    export_workbook(plan, workbook)
    sheet = load_workbook(workbook, data_only=True)["Summary by partner"]
    figures = [cell.value for row in sheet.iter_rows() for cell in row]
    assert 15_663_500 in figures  # the NHS side: 12,940,000 + 2,723,500
    assert 7_905_000 in figures

    line = by_name["Funded nursing care"]
    edits.set_amounts(plan, {(line.id, 2026): 2_806_000_00})
    window.documents.close()
    window.documents.open(path)
    plan = plan_of(window)
    assert plan.table(BudgetAmount)[cell_id(line.id, 2026)].amount == 2_806_000_00
    window.undo()
    assert cell_id(line.id, 2026) not in plan.table(BudgetAmount)
    for _ in range(20):
        window.undo()
    assert not plan.table(BudgetLine)
    assert plan.redo_name
