"""The structure of posts as a drawing: trees side by side, what is special in words."""

from collections.abc import Callable

from jcplanner.domain.people import Post
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import PostBox
from jcplanner.reports.structure_drawing import structure_drawing
from tests.domain.people_records import STRUCTURE


def boxes(plan: Plan, side: int) -> dict[str, PostBox]:
    return {box.post: box for box in structure_drawing(plan).sides[side][1]}


def test_marks_stand_in_words(made: Callable[..., Plan]):
    plan = made(*STRUCTURE)
    now, proposed = boxes(plan, 0), boxes(plan, 1)
    assert now["old"].marks == ("goes",)
    assert proposed["joint"].marks == ("joint appointment", "new")
    assert proposed["chc"].marks == ("new employer", "TUPE not known", "new reporting line")
    assert proposed["lead"].marks == ("new employer", "TUPE")
    assert proposed["older"].marks == ("new reporting line",)
    assert proposed["chc"].words == (
        "As proposed: Head of Continuing Healthcare, Council, reports to Director of Joint "
        "Commissioning, 1 FTE, reports now to Chief Officer, new employer, TUPE not known, "
        "new reporting line"
    )


def test_employers_have_the_tones_of_partners_in_order(made: Callable[..., Plan]):
    plan = made(*STRUCTURE)
    assert (boxes(plan, 0)["chc"].tone, boxes(plan, 1)["chc"].tone) == ("partner2", "partner1")
    assert boxes(made(Post("a")), 0)["a"].tone == "idle"


def test_the_table_has_each_posts_fte_where_it_is_there(made: Callable[..., Plan]):
    heads, rows = structure_drawing(made(*STRUCTURE)).table
    assert heads == ("Now, FTE", "As proposed, FTE")
    assert dict(rows)["Head of Contracts"] == (1_00, None)
    assert dict(rows)["Placement lead"] == (50, 50)
