import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

EDIT = Qt.ItemDataRole.EditRole


@pytest.fixture
def partners(qapp, plan: Plan) -> RecordTable:
    return RecordTable(plan, Partner, columns=("name", "short_name", "kind"))


@pytest.fixture
def areas(qapp, plan: Plan) -> RecordTable:
    return RecordTable(plan, ServiceArea, columns=("name", "parent"))


def texts(model: RecordTable, column: int = 0) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_columns_follow_from_the_record(partners: RecordTable):
    across = Qt.Orientation.Horizontal
    labels = [partners.headerData(at, across) for at in range(partners.columnCount())]
    assert labels == ["Name", "Short name", "Kind"]
    assert texts(partners) == ["The Council", "The Clinical Commissioning Group"]


def test_typing_makes_one_step(plan: Plan, partners: RecordTable):
    steps = len(plan.steps)
    assert partners.setData(partners.index(0, 1), "Town", EDIT)
    assert plan.table(Partner)["c"].short_name == "Town"
    assert len(plan.steps) == steps + 1
    assert partners.setData(partners.index(0, 1), "Town", EDIT)
    assert len(plan.steps) == steps + 1


def test_a_choice_is_taken_by_value_or_by_its_word(plan: Plan, partners: RecordTable):
    offered = partners.index(0, 2).data(roles.CHOICES)
    assert ("CCG", "CCG") in offered
    partners.setData(partners.index(0, 2), "ICB", roles.VALUE)
    assert plan.table(Partner)["c"].kind == "ICB"
    partners.setData(partners.index(0, 2), "council", EDIT)
    assert plan.table(Partner)["c"].kind == "council"


def test_what_cannot_be_taken_is_told_in_one_sentence(qtbot, plan: Plan, partners: RecordTable):
    with qtbot.waitSignal(partners.refused) as told:
        assert not partners.setData(partners.index(0, 0), " ", EDIT)
    assert told.args == ["Name cannot be blank."]
    assert plan.table(Partner)["c"].name == "The Council"


def test_links_are_shown_by_name_and_an_area_cannot_hold_itself(qtbot, areas: RecordTable):
    assert areas.index(1, 1).data() == "Adults"
    with qtbot.waitSignal(areas.refused):
        areas.setData(areas.index(0, 1), "Learning disability", EDIT)


def test_it_follows_what_others_do(plan: Plan, partners: RecordTable):
    edits.change(plan, Partner, ["c"], name="Borough")
    edits.add(plan, Partner, name="Trust")
    assert texts(partners) == ["Borough", "The Clinical Commissioning Group", "Trust"]
    edits.remove(plan, Partner, ["n"])
    assert texts(partners) == ["Borough", "Trust"]
    plan.undo()
    assert len(texts(partners)) == 3


def test_sorting_keeps_blanks_last_and_own_order_comes_back(plan: Plan, areas: RecordTable):
    areas.sort(1, Qt.SortOrder.DescendingOrder)
    assert texts(areas)[0] == "Learning disability"
    areas.sort(-1)
    assert texts(areas)[0] == "Adults"


def test_a_filter_shows_part_of_them(areas: RecordTable):
    areas.set_filter(lambda area: area.parent is None)
    assert texts(areas) == ["Adults", "Mental health"]


def test_a_table_to_read_cannot_be_typed_into(qapp, plan: Plan):
    model = RecordTable(plan, Partner, editable=False)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_model_that_is_gone_is_told_nothing_more(qapp, plan: Plan):
    model = RecordTable(plan, Partner)
    model.deleteLater()
    qapp.sendPostedEvents(model, 52)  # DeferredDelete
    edits.change(plan, Partner, ["c"], name="Borough")
