"""The In & out screen."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from jcplanner.domain.budgets import BudgetLine, ImportMapping
from jcplanner.exchange.file_names import workbook_name
from jcplanner.exchange.mapping import Mapping, read_mapping
from jcplanner.exchange.mapping_shelf import save_mapping
from jcplanner.gui.screens.exchange import ExchangeScreen
from jcplanner.plan import edits


@pytest.fixture
def screen(qtbot, example):
    made = ExchangeScreen(example)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def shown(screen):
    return [screen.files.texts(row) for row in range(screen.files.rowCount())]


def mapping(name="CCG book"):
    return Mapping(name, columns={"description": "Line"})


def test_it_lists_the_files_that_lines_came_from(screen, example):
    lines = sum(1 for line in example.plan.table(BudgetLine).values() if line.source_file)
    assert sum(int(row[3]) for row in shown(screen)) == lines
    assert any(row[0].startswith("pss-exp") for row in shown(screen))


def test_a_file_brought_in_is_listed_and_can_be_taken_back(qtbot, screen, example, tmp_path):
    path = tmp_path / "more.csv"
    path.write_text("Line,2016/17\nHome from hospital,100\n", "utf-8")
    screen.bring_in(path)
    wizard = screen.wizard
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    for _ in range(4):
        qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
        wizard.forward()
    qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    wizard.forward()
    qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=20_000)
    assert shown(screen)[0][0] == "more.csv"
    assert screen.strip.isVisible()
    assert screen.strip.text.text().startswith("more.csv: 1 row read: 1 line added")
    screen.strip.undo_button.click()
    qtbot.waitUntil(lambda: all(row[0] != "more.csv" for row in shown(screen)))


def test_a_plan_without_files_says_what_to_do(qtbot, blank):
    screen = ExchangeScreen(blank)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.none.isVisible()
    assert not screen.files_view.isVisible()


def test_a_mapping_is_renamed_handed_over_and_removed(screen, example):
    key = save_mapping(example.plan, mapping(), None)
    card = screen.mappings
    assert card.key == key
    model = card.model
    assert model.setData(model.index(0, 0), "Community book")
    assert model.setData(model.index(0, 1), "CCG")
    record = example.plan.table(ImportMapping)[key]
    assert record.name == "Community book"
    assert example.plan.records.name("partner", record.partner) == "NHS Herefordshire CCG"
    card.remove()
    assert not example.plan.table(ImportMapping)
    assert card.strip.isVisible()
    card.strip.undo_button.click()
    assert example.plan.table(ImportMapping)[key].name == "Community book"


def test_a_mapping_goes_out_as_toml_and_comes_in_again(screen, example, tmp_path):
    save_mapping(example.plan, mapping(), None)
    path = tmp_path / "book.toml"
    screen.mappings.export_to(path)
    assert read_mapping(path) == mapping()
    edits.remove(example.plan, ImportMapping, [screen.mappings.key])
    screen.mappings.read_from(path)
    assert [held.name for held in example.plan.table(ImportMapping).values()] == ["CCG book"]


def test_a_file_that_is_no_mapping_is_refused_in_one_sentence(screen, example, tmp_path, message):
    path = tmp_path / "bad.toml"
    path.write_text("name = 3\n", "utf-8")
    screen.mappings.read_from(path)
    assert message().text().startswith('The mapping "bad"')
    message().close()
    assert not example.plan.table(ImportMapping)


def test_export_asks_where_with_a_name_suggested(screen, example):
    screen.export()
    dialog = screen.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith(workbook_name(example.plan, date.today()))
    dialog.close()


def test_the_workbook_is_written_and_the_way_to_it_offered(qtbot, screen, tmp_path):
    path = tmp_path / "out.xlsx"
    screen.export_card.export_to(path)
    qtbot.waitUntil(lambda: screen.export_card.written == path, timeout=20_000)
    assert path.read_bytes()[:2] == b"PK"
    assert screen.export_card.where.text().startswith("Written: out.xlsx")
    assert screen.export_card.folder_button.isVisible()


def test_a_file_of_somebody_else_is_not_overwritten(qtbot, screen, tmp_path, message):
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(b"not ours")
    screen.export_card.export_to(path)
    qtbot.waitUntil(lambda: "theirs.xlsx" in message().text(), timeout=20_000)
    message().close()
    assert path.read_bytes() == b"not ours"


def test_every_report_opens_as_tables_that_can_be_copied(qtbot, screen, qapp):
    card = screen.reports
    assert len(card.model.items) >= 5
    for row in range(len(card.model.items)):
        card.view.select(row)
        card.open_current()
        dialog = card.dialog
        # A report of which the plan holds nothing says so instead.
        held = dialog.tabs.count() >= 1
        assert held is dialog.nothing.isHidden() is dialog.copy_button.isEnabled()
        dialog.copy()
        assert qapp.clipboard().text(), (card.model.items[row], held)
        dialog.close()
