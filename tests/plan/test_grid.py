import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import edits
from jcplanner.plan.grid import BudgetView, Group
from jcplanner.plan.grid_filters import Filter
from jcplanner.plan.grid_groups import GROUPINGS, Bucket
from jcplanner.plan.plan import Notice, Plan

CASH = Bucket("revenue", 0)


def seen(view: BudgetView) -> list[str]:
    """The rows in short: heads as "Label count", lines by their ids."""
    return [f"{row.label} {row.count}" if isinstance(row, Group) else row for row in view.rows]


def test_lines_stand_in_groups_in_peoples_order_those_inside_counted_in(plan: Plan):
    view = BudgetView(plan)
    assert seen(view) == [
        "Adults 2",
        "Learning disability 2",
        "homes",
        "charges",
        "Mental health 1",
        "wards",
    ]


def test_income_is_taken_away_and_a_sum_of_blanks_is_blank(plan: Plan):
    view = BudgetView(plan)
    assert view.groups[0].sum(2016) == 123_456 - 23_456
    assert view.totals[0].sum(2016) == 1_000_000
    assert view.totals[0].sum(2017) == 130_000
    assert view.totals[0].sum(2019) is None


def test_capital_and_in_kind_are_never_added_to_cash_revenue(plan: Plan):
    plant = edits.add(
        plan, BudgetLine, description="Plant", nature="capital", service_area="mental"
    )
    staff = edits.add(plan, BudgetLine, description="Staff", in_kind=1, service_area="mental")
    edits.set_amounts(plan, {(plant, 2016): 500, (staff, 2016): 70})
    view = BudgetView(plan)
    view.nature = "both"
    view.arrange()
    sums = {total.bucket: total.sum(2016) for total in view.totals}
    assert sums == {CASH: 1_000_000, Bucket("capital", 0): 500, Bucket("revenue", 1): 70}
    view.nature = "revenue"
    view.arrange()
    assert plant not in view.row_of
    assert staff in view.row_of


def test_a_plan_of_capital_alone_shows_it(plan: Plan):
    edits.change(plan, BudgetLine, ["homes", "charges", "wards"], nature="capital")
    view = BudgetView(plan)
    assert view.nature_shown == "capital"
    assert view.lines_shown == 3


def test_lines_can_be_grouped_by_partner_source_stage_or_not_at_all(plan: Plan):
    view = BudgetView(plan)
    found: dict[str, list[str]] = {}
    for grouping in GROUPINGS:
        view.grouping = grouping
        view.arrange()
        found[grouping] = seen(view)
    assert found["partner"][0] == "The Council 2"
    assert found["funding_source"] == [
        "Base budget (Council) 1", "homes", "No funding source 2", "charges", "wards"
    ]  # fmt: skip
    assert found["stage"] == ["Align 2", "homes", "charges", "Integrate 1", "wards"]
    assert found[""] == ["homes", "charges", "wards"]


def test_lines_without_an_area_come_last(plan: Plan):
    edits.assign_area(plan, ["homes"], None)
    assert seen(BudgetView(plan))[-2:] == ["No service area 1", "homes"]


def test_folding_a_group_hides_the_groups_inside_it(plan: Plan):
    view = BudgetView(plan)
    view.folded = {view.groups[0].place}
    view.fold()
    assert seen(view) == ["Adults 2", "Mental health 1", "wards"]
    assert view.unfold_to("charges") == 3
    assert seen(view)[:4] == ["Adults 2", "Learning disability 2", "homes", "charges"]


def test_sorting_keeps_groups_and_puts_blanks_last_either_way(plan: Plan):
    view = BudgetView(plan)
    view.grouping = ""
    view.arrange()
    for descending, order in (
        (False, ["charges", "homes", "wards"]),
        (True, ["wards", "homes", "charges"]),
    ):
        view.sorting = ("2016", descending)
        view.sort()
        assert view.rows == order
    view.sorting = ("2017", True)
    view.sort()
    assert view.rows[0] == "homes"
    view.sorting = ("partner", False)
    view.sort()
    assert view.rows[0] == "wards"


def test_filters_narrow_one_column_each(plan: Plan):
    view = BudgetView(plan)
    for filters, lines in (
        ({"partner": Filter(chosen=frozenset({"c"}))}, {"homes", "charges"}),
        ({"partner": Filter(typed="ccg")}, {"wards"}),
        ({"description": Filter(typed="ch")}, {"charges"}),
        ({"2016": Filter(typed="< 0")}, {"charges"}),
        ({"2016": Filter(typed="> 1k"), "partner": Filter(typed="council")}, {"homes"}),
        ({"funding_source": Filter(chosen=frozenset({None}))}, {"charges", "wards"}),
        ({"stage": Filter(typed="integrate")}, {"wards"}),
        ({"budget_holder": Filter(typed="=")}, {"homes", "charges"}),
    ):
        view.filters = filters
        view.arrange()
        assert set(view.row_of) == lines


def test_totals_are_of_the_lines_that_pass_the_filters(plan: Plan):
    view = BudgetView(plan)
    view.filters = {"description": Filter(typed="wards")}
    view.arrange()
    assert view.totals[0].sum(2016) == 900_000


def test_a_line_that_is_edited_keeps_its_place_until_filtered_again(plan: Plan):
    view = BudgetView(plan)
    plan.on_change(view.follow)
    view.filters = {"service_area": Filter(chosen=frozenset({None}))}
    view.arrange()
    added = edits.add(plan, BudgetLine, description="New", service_area="mental")
    assert added in view.row_of
    view.kept.clear()
    view.arrange()
    assert added not in view.row_of


def test_finding_goes_round_and_looks_at_names_of_links(plan: Plan):
    view = BudgetView(plan)
    assert view.find("council") == "homes"
    assert view.find("council", "homes") == "charges"
    assert view.find("council", "charges") == "homes"
    assert view.find("council", "homes", here=True) == "homes"
    assert view.find("council", "homes", back=True) == "charges"
    assert view.find("nursing head") == "wards"
    assert view.find("moon") is None


def test_finding_follows_what_is_renamed(plan: Plan):
    view = BudgetView(plan)
    plan.on_change(view.follow)
    assert view.find("residential") is None
    edits.change(plan, BudgetLine, ["homes"], description="Residential")
    assert view.find("residential") == "homes"
    edits.change(plan, ServiceArea, ["mental"], name="Minds")
    assert view.find("minds") == "wards"


def test_an_amount_moves_one_cell_and_its_sums(plan: Plan):
    view = BudgetView(plan)
    told: list[Notice] = []
    plan.on_change(told.append)
    edits.set_amounts(plan, {("homes", 2016): 200_000})
    assert not view.must_arrange(told[0])
    moved = view.follow(told[0])
    assert (moved.everything, moved.cells) == (False, {("homes", 2016)})
    assert view.groups[0].sum(2016) == 200_000 - 23_456


def test_years_that_are_gone_take_their_filters_with_them(plan: Plan):
    view = BudgetView(plan)
    plan.on_change(view.follow)
    view.filters, view.sorting = {"2019": Filter(typed="=")}, ("2019", False)
    view.arrange()
    edits.set_details(plan, years_shown=2)
    assert (view.filters, view.sorting) == ({}, None)
    assert [column.year for column in view.columns if column.year] == [2016, 2017]


def test_the_values_of_a_column_are_offered_in_words_blank_last(plan: Plan):
    view = BudgetView(plan)
    by_key = {column.key: column for column in view.columns}
    assert view.values(by_key["partner"]) == [("n", "CCG"), ("c", "Council")]
    assert view.values(by_key["funding_source"]) == [("core", "Base budget"), (None, "")]
    assert view.values(by_key["stage"]) == [("align", "Align"), ("integrate", "Integrate")]
    assert view.values(by_key["2016"]) == []


NUMBERS = itertools.count()
LINES = st.sampled_from(["homes", "charges", "wards"])
EDITS = st.one_of(
    st.tuples(
        st.just("amount"), LINES, st.integers(2016, 2019), st.none() | st.integers(-(10**9), 10**9)
    ),
    st.tuples(
        st.just("service_area"), LINES, st.sampled_from(["adults", "learning", "mental", None])
    ),
    st.tuples(st.just("partner"), LINES, st.sampled_from(["c", "n", None])),
    st.tuples(st.just("direction"), LINES, st.sampled_from(["expenditure", "income"])),
    st.tuples(st.just("nature"), LINES, st.sampled_from(["revenue", "capital"])),
    st.tuples(st.just("in_kind"), LINES, st.sampled_from([0, 1])),
    st.tuples(st.just("note"), LINES, st.integers(2016, 2019)),
    st.tuples(st.just("remove"), LINES),
    st.tuples(st.just("add")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def play(plan: Plan, what: str, *given: object) -> None:
    """One edit of a random history."""
    if what == "undo":
        plan.undo()
    elif what == "redo":
        plan.redo()
    elif what == "add":
        line = edits.add(plan, BudgetLine, description="Added", partner="n")
        edits.set_amounts(plan, {(line, 2017): 4_200})
    elif given[0] not in plan.table(BudgetLine):
        return
    elif what == "amount":
        edits.set_amounts(plan, {(given[0], given[1]): given[2]})  # type: ignore[dict-item]
    elif what == "note":
        edits.set_amount_fields(plan, given[0], given[1], note="Said")  # type: ignore[arg-type]
    elif what == "remove":
        edits.remove(plan, BudgetLine, [given[0]])  # type: ignore[list-item]
    else:
        edits.change(plan, BudgetLine, [given[0]], **{what: given[1]})  # type: ignore[list-item]


def rebuilt(plan: Plan, view: BudgetView, lines: list[str], year: int) -> int | None:
    """The net of some lines, from the records alone."""
    amounts = [
        (-held.amount if view.is_income(line) else held.amount)
        for line in lines
        if (held := plan.table(BudgetAmount).get(cell_id(line, year))) and held.amount is not None
    ]
    return sum(amounts) if amounts else None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(EDITS, max_size=12),
    grouping=st.sampled_from(GROUPINGS),
    nature=st.sampled_from(["revenue", "capital", "both"]),
)
def test_sums_kept_by_differences_equal_sums_made_anew(
    make_plan, history: list[tuple], grouping: str, nature: str
):
    made = make_plan(f"{next(NUMBERS)}.jcplan")
    plan = made.plan
    view = BudgetView(plan)
    view.grouping, view.nature = grouping, nature
    view.arrange()
    stop = plan.on_change(view.follow)
    try:
        for what, *given_ in history:
            play(plan, what, *given_)
        shown = [line for group in view.groups for line in group.lines]
        assert len(shown) == len(set(shown)) == view.lines_shown
        for group in [*view.groups, *view.totals]:
            inside = [line for other in view.groups if other.lies_in(group) for line in other.lines]
            assert group.count == len(inside)
            for year in plan.years:
                assert group.sum(year) == rebuilt(plan, view, inside, year)
        assert [row for row in view.rows if isinstance(row, str)] == shown
        assert all(view.rows[row] == line for line, row in view.row_of.items())
    finally:
        stop()
        made.discard()
