"""A plan with two partners, files in a folder, and the wizard opened on them."""

import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea
from jcplanner.gui.import_wizard.wizard import ImportWizard
from jcplanner.plan import edits

BOOK = """NHS Shire CCG
Budget book

Cost centre,Description,Type,2016/17 £000,2017/18 £000
00123,Continuing healthcare,Exp,"12,345.5",12500
1E5,Community nursing,Exp,8000,8100
,Total,,"20,345.5",20600
00200,Client contributions,Inc,500,(20)
"""
PATIENCE = 20_000


@pytest.fixture
def book():
    """A budget book as a finance team sends it."""
    return BOOK


@pytest.fixture
def plan(blank):
    """A plan with a council, a CCG and one service area."""
    edits.set_details(blank.plan, first_year=2015)
    edits.add(
        blank.plan,
        Partner,
        name="Shire Council",
        short_name="Council",
        organisation_code="E06000019",
    )
    edits.add(blank.plan, Partner, name="NHS Shire CCG", short_name="CCG", kind="CCG")
    edits.add(blank.plan, ServiceArea, name="Older people")
    return blank.plan


@pytest.fixture
def open_wizard(qtbot, blank):
    """Opens the wizard on a file, which it begins to read."""

    def begin(path):
        wizard = ImportWizard(blank, path)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(wizard)
        wizard.open()
        return wizard

    return begin


@pytest.fixture
def start(qtbot, open_wizard, plan, tmp_path):
    """Opens the wizard on a file with this content, read to the end."""

    def begin(content, name="ccg budget.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        wizard = open_wizard(path)
        qtbot.waitUntil(lambda: not wizard.busy, timeout=PATIENCE)
        return wizard

    return begin


@pytest.fixture
def forward(qtbot):
    """Goes on to the next page, which lets it."""

    def go(wizard, times=1):
        for _ in range(times):
            assert wizard.page.lacking() == ""
            wizard.forward()
            qtbot.waitUntil(lambda: not wizard.busy, timeout=PATIENCE)

    return go


@pytest.fixture
def to_the_end(forward):
    """Goes on to the last page."""

    def go(wizard):
        forward(wizard, 4)
        assert wizard.page is wizard.check_page

    return go


@pytest.fixture
def bring_in(qtbot):
    """Accepts on the last page."""

    def accept(wizard):
        wizard.forward()
        qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=PATIENCE)

    return accept


@pytest.fixture
def cell():
    """The text of a cell."""
    return lambda model, row, column: model.index(row, column).data()
