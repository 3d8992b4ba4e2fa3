"""The Partners & areas screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from jcplanner.domain.budgets import BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea
from jcplanner.gui.forms.organisations import OrganisationDialog
from jcplanner.gui.screens.partners import PartnersScreen
from jcplanner.plan import edits

DOWN = Qt.Key.Key_Down


@pytest.fixture
def screen(qtbot, example):
    made = PartnersScreen(example)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


@pytest.fixture
def blank_screen(qtbot, blank):
    made = PartnersScreen(blank)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def names(session, kind):
    return [getattr(record, kind.NAMED_BY) for record in session.plan.table(kind).ordered()]


def dialog_of(screen):
    return screen.findChild(OrganisationDialog)


def test_a_partner_is_chosen_from_the_reference_names_by_typing(qtbot, blank_screen, blank):
    blank_screen.add_action.trigger()
    dialog = dialog_of(blank_screen)
    qtbot.keyClicks(dialog.words, "herefordshire cou")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    (partner,) = blank.plan.table(Partner).values()
    assert (partner.name, partner.kind) == ("Herefordshire, County of", "council") or (
        "Herefordshire" in partner.name and partner.kind == "council"
    )
    assert partner.organisation_code == "E06000019"
    assert blank_screen.partners.key == partner.id


def test_a_partner_that_is_not_listed_is_added_as_typed(qtbot, blank_screen, blank):
    blank_screen.add_action.trigger()
    dialog = dialog_of(blank_screen)
    qtbot.keyClicks(dialog.words, "Marches Hospice Trust")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert names(blank, Partner) == ["Marches Hospice Trust"]


def test_a_field_of_the_form_is_one_step_and_shows_in_the_list(qtbot, screen, example):
    field = screen.partners.form.field("short_name")
    assert isinstance(field, QLineEdit)
    before = len(example.plan.steps)
    field.selectAll()
    qtbot.keyClicks(field, "HC")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(example.plan.steps) == before + 1
    model = screen.partners.model
    assert model.index(0, 1).data() == "HC"
    example.plan.undo()
    assert field.text() == "Council"


def test_leaving_a_field_as_it_was_makes_no_step(qtbot, screen, example):
    before = len(example.plan.steps)
    field = screen.partners.form.field("name")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(example.plan.steps) == before


def test_a_choice_of_the_form_is_kept(screen, example):
    box = screen.partners.form.field("plan_role")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("consultee"))
    box.activated.emit(box.currentIndex())
    first = example.plan.table(Partner).ordered()[0]
    assert first.plan_role == "consultee"


def test_what_cannot_be_read_is_said_below_the_field_and_changes_nothing(qtbot, screen, example):
    field = screen.partners.form.field("valid_to")
    before = len(example.plan.steps)
    qtbot.keyClicks(field, "soon")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(example.plan.steps) == before
    assert "not a date" in field.accessibleDescription()
    field.selectAll()
    qtbot.keyClicks(field, "31/03/2020")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert example.plan.table(Partner).ordered()[0].valid_to == "2020-03-31"
    assert "not a date" not in field.accessibleDescription()


def test_removing_says_first_what_would_go_too_and_offers_undo(screen, example, message):
    council = example.plan.table(Partner).ordered()[0]
    lines = len(example.plan.table(BudgetLine))
    screen.partners.select(council.id)
    screen.remove_action.trigger()
    box = message()
    assert "budget lines go too" in box.informativeText()
    assert council.id in example.plan.table(Partner)
    box.defaultButton().click()
    assert council.id not in example.plan.table(Partner)
    assert screen.partners.strip.isVisible()
    assert screen.partners.key != council.id
    screen.partners.strip.undo_button.click()
    assert len(example.plan.table(BudgetLine)) == lines
    assert not screen.partners.strip.isVisible()


def test_a_record_that_takes_nothing_along_is_removed_at_once_with_undo_offered(screen, example):
    screen.show_place(Place("partners", StatedFigure.TABLE))
    before = len(example.plan.table(StatedFigure))
    screen.remove_action.trigger()
    assert len(example.plan.table(StatedFigure)) == before - 1
    assert screen.stated.strip.isVisible()


def test_a_stated_figure_is_added_and_compared_at_once(qtbot, screen, example):
    screen.show_place(Place("partners", StatedFigure.TABLE))
    screen.add_action.trigger()
    key = screen.stated.key
    assert example.plan.table(StatedFigure)[key].year == example.plan.years[1]
    field = screen.stated.form.field("amount")
    qtbot.keyClicks(field, "100")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert example.plan.table(StatedFigure)[key].amount == 100_00
    assert screen.stated.derived.text().startswith("Derived from the lines: £")
    assert "Difference" in screen.stated.derived.text()


def test_every_kind_of_record_can_be_added(screen, example):
    for section in (screen.bodies, screen.areas, screen.funding, screen.pools, screen.stated):
        before = len(example.plan.table(section.kind))
        section.add()
        assert len(example.plan.table(section.kind)) == before + 1


def test_partners_are_put_in_another_order(screen, example):
    first, second, *_ = names(example, Partner)
    screen.down_action.trigger()
    assert names(example, Partner)[:2] == [second, first]
    assert example.plan.records.name("partner", screen.partners.key) == first
    screen.up_action.trigger()
    assert names(example, Partner)[:2] == [first, second]


def test_areas_stand_in_their_tree_and_are_nested_by_keys(screen, example):
    screen.show_place(Place("areas", ServiceArea.TABLE))
    tree = screen.areas.tree
    tops = [tree.index(row, 0).data() for row in range(tree.rowCount())]
    areas = example.plan.table(ServiceArea)
    assert tops == [area.name for area in areas.ordered() if area.parent is None]
    second = next(area for area in areas.ordered() if area.name == tops[1])
    screen.areas.select(second.id)
    screen.nest_action.trigger()
    assert example.plan.records.name("service_area", areas[second.id].parent) == tops[0]
    assert screen.areas.key == second.id
    screen.unnest_action.trigger()
    assert areas[second.id].parent is None


def test_an_area_cannot_become_part_of_itself(screen, example, message):
    areas = example.plan.table(ServiceArea)
    child = next(area for area in areas.ordered() if area.parent)
    screen.show_place(Place("areas", ServiceArea.TABLE, child.parent))
    box = screen.areas.form.field("parent")
    box.setCurrentIndex(box.findData(child.id))
    box.activated.emit(box.currentIndex())
    assert "cannot be part of itself" in message().text()
    message().close()
    assert areas[child.parent].parent is None
    assert box.currentData() is None


def test_a_new_area_joins_the_level_of_the_chosen_one(screen, example):
    areas = example.plan.table(ServiceArea)
    child = next(area for area in areas.ordered() if area.parent)
    screen.show_place(Place("areas", ServiceArea.TABLE, child.id))
    screen.add_action.trigger()
    added = areas[screen.areas.key]
    assert (added.name, added.parent) == ("New service area", child.parent)


def test_an_area_is_renamed_in_the_tree(screen, example):
    screen.show_place(Place("areas", ServiceArea.TABLE))
    tree = screen.areas.tree
    key = tree.key_of(tree.index(0, 0))
    assert tree.setData(tree.index(0, 0), "Homes for older people")
    assert example.plan.table(ServiceArea)[key].name == "Homes for older people"


def test_funding_is_set_by_year(qtbot, blank_screen, blank):
    blank_screen.show_place(Place("partners", FundingSource.TABLE))
    blank_screen.add_action.trigger()
    year = blank.plan.years[1]
    field = blank_screen.funding.amounts.field(year)
    qtbot.keyClicks(field, "1.2m")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    (amount,) = blank.plan.table(FundingAmount).values()
    assert (amount.year, amount.amount) == (year, 1_200_000_00)
    assert field.text() == "1,200,000.00"
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not blank.plan.table(FundingAmount)


def test_years_and_title_are_changed_and_spelt_out(qtbot, screen, example):
    screen.show_place(Place("partners", "plan", "plan"))
    field = screen.details.form.field("years_shown")
    field.selectAll()
    qtbot.keyClicks(field, "6")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert example.plan.details.years_shown == 6
    assert "2020/21   year 5 of the pathway" in screen.details.years.text()


def test_too_many_years_are_refused_in_one_sentence(qtbot, screen, example, message):
    field = screen.details.form.field("years_shown")
    field.selectAll()
    qtbot.keyClicks(field, "40")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert message().text() == "A plan shows a base year and 1 to 10 years after it."
    message().close()
    assert field.text() == "4"


def test_a_place_leads_to_its_section_and_record(screen, example):
    body = example.plan.table(Body).ordered()[-1]
    screen.show_place(Place("partners", "body", body.id))
    assert screen.register is screen.bodies
    assert screen.bodies.key == body.id


def test_find_chooses_the_next_that_has_the_words(screen, example):
    screen.find("ccg")
    assert example.plan.records.name("partner", screen.partners.key) == "NHS Herefordshire CCG"


def test_text_that_looks_like_html_is_shown_as_it_is(qtbot, screen, example):
    key = edits.add(example.plan, Partner, name="<b>Bold</b> & <img src=x>")
    screen.partners.select(key)
    assert screen.partners.form_card.heading.text() == "<b>Bold</b> & <img src=x>"
    assert screen.partners.form_card.heading.textFormat() == Qt.TextFormat.PlainText


def test_every_editor_has_a_name_and_is_reached_by_tab(screen):
    for section in (screen.partners, screen.bodies, screen.areas, screen.funding, screen.stated):
        for column in section.kind.COLUMNS:
            if not column.hidden:
                widget = section.form.field(column.name)
                assert widget.accessibleName() == column.label
                assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_arrow_keys_in_the_list_change_the_form(screen, example):
    QTest.keyClick(screen.partners.view, DOWN)
    second = example.plan.table(Partner).ordered()[1]
    assert screen.partners.form.field("name").text() == second.name
