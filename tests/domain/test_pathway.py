"""The pathway: stages by area and year, inherited from the area above where none is set."""

import pytest

from jcplanner.domain.pathway import (
    ALIGNED_OR_TIGHTER,
    ARRANGEMENTS,
    IN_VIEW_OR_TIGHTER,
    POOLED,
    STAGES,
    TYPICAL_ARRANGEMENT,
    PathwayStep,
    Standing,
    leading_stage,
    standing,
)
from jcplanner.domain.record import Table
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea

RECORDS = Records(
    {
        "service_area": [
            ServiceArea("adults", 1, "Adults").row,
            ServiceArea("learning", 2, "Learning disability", "adults").row,
            ServiceArea("respite", 3, "Respite", "learning").row,
            ServiceArea("mental", 4, "Mental health").row,
        ],
        "pathway_step": [
            PathwayStep("adults:2017", "adults", 2017, "align", "aligned").row,
            PathwayStep("learning:2018", "learning", 2018, "integrate", "pooled", "p", "c").row,
        ],
    }
)
AREAS, STEPS = RECORDS.table(ServiceArea), RECORDS.table(PathwayStep)


@pytest.mark.parametrize(
    ("area", "year", "expected"),
    [
        ("adults", 2017, Standing("align", "aligned", None, None, "adults")),
        ("respite", 2017, Standing("align", "aligned", None, None, "adults")),
        ("respite", 2018, Standing("integrate", "pooled", "p", "c", "learning")),
        # A year inherits nothing from the year before it: only from the area above.
        ("adults", 2018, Standing()),
        ("mental", 2017, Standing()),
        (None, 2017, Standing()),
        ("gone", 2017, Standing()),
    ],
)
def test_an_area_stands_where_its_nearest_parent_with_a_step_stands(
    area: str | None, year: int, expected: Standing
):
    assert standing(AREAS, STEPS, area, year) == expected


def test_the_leading_stage_is_that_of_most_top_areas_on_the_pathway_and_the_looser_in_a_tie():
    assert leading_stage(AREAS, STEPS, 2017) == "align"
    assert leading_stage(AREAS, STEPS, 2018) == "not started"
    assert leading_stage(AREAS, Table(PathwayStep), 2017) == "not started"
    both = PathwayStep("mental:2017", "mental", 2017, "learn", "virtual pool")
    steps = Table(PathwayStep, [*STEPS.rows.values(), both.row])
    assert leading_stage(AREAS, steps, 2017) == "align"


def test_each_arrangement_is_in_every_looser_group_too():
    assert POOLED < ALIGNED_OR_TIGHTER < IN_VIEW_OR_TIGHTER < set(ARRANGEMENTS)
    assert set(TYPICAL_ARRANGEMENT) == set(STAGES)
    assert set(TYPICAL_ARRANGEMENT.values()) <= set(ARRANGEMENTS)
