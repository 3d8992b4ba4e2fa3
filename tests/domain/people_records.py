"""The stocktake of 004¶39-48 with the paper's own figures, and a structure made up for the tests."""

from jcplanner.domain.partners import Partner
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records

SOURCE = "Leicestershire Cabinet, 10 April 2018"

STOCKTAKE: tuple[Record, ...] = (
    PlanDetails("plan", "Leicestershire", "Leicestershire", 2017, 4),
    Partner("lcc", 1, "Leicestershire County Council", "Council"),
    Partner("ccg", 2, "West Leicestershire CCG", "CCG", "CCG"),
    OfficerTime(
        "strategic", 1, "Strategic level input", "strategic", partner="lcc", year=2017,
        cost=130_000_00, months=12, basis="estimate", source=f"{SOURCE}, paragraph 41",
    ),
    OfficerTime(
        "core", 2, "Core team", "dedicated", "Office of Director of Health and Care Integration",
        partner="lcc", year=2017, fte=4_00, basis="actual over twelve months",
    ),
    OfficerTime(
        "corporate", 3, "Finance, communications, analytics and admin", "dedicated",
        "Corporate resources", partner="lcc", year=2017, fte=4_40,
        basis="actual over twelve months",
    ),
    OfficerTime(
        "project", 4, "Project officers", "dedicated",
        "Public health, adults and communities, commissioning", partner="lcc", year=2017,
        fte=6_20, basis="actual over twelve months",
    ),
    OfficerTime(
        "dedicated", 5, "The three categories together", "dedicated", partner="lcc", year=2017,
        cost=1_300_000_00, months=12, basis="actual over twelve months", status="estimate",
        source=f"{SOURCE}, paragraph 46",
    ),
    OfficerTime(
        "operational", 6, "Day to day operational activity", "operational", partner="lcc",
        year=2017, cost=118_750_00, months=3, basis="snapshot, extrapolated", in_summary=0,
        source=f"{SOURCE}, paragraph 48",
    ),
    OfficerTime(
        "dedicated-18", 7, "The three categories together", "dedicated", partner="lcc", year=2018,
        cost=875_000_00, months=12, basis="estimate", status="estimate", in_summary=0,
        source=f"{SOURCE}, paragraph 46",
    ),
)  # fmt: skip

STRUCTURE: tuple[Record, ...] = (
    PlanDetails("plan", "Posts", "Somewhere", 2017, 4),
    Partner("c", 1, "The Council", "Council"),
    Partner("n", 2, "The Clinical Commissioning Group", "CCG", "CCG"),
    Post("dass", 1, "Director of Adult Services", "c", fte=1_00, cost=120_000_00),
    Post("chief", 2, "Chief Officer", "n", fte=1_00, cost=130_000_00),
    Post(
        "joint", 3, "Director of Joint Commissioning", "c", reports_to="dass", fte=1_00,
        state="proposed only", cost=95_000_00, joint=1, note="Joint with the CCG",
    ),
    Post(
        "older", 4, "Head of Older People", "c", reports_to="dass", proposed_reports_to="joint",
        fte=1_00, cost=60_000_00,
    ),
    Post(
        "chc", 5, "Head of Continuing Healthcare", "n", "c", "chief", "joint", fte=1_00,
        cost=62_000_00,
    ),
    Post(
        "lead", 6, "Placement lead", "n", "c", "chc", fte=50, cost=20_000_00, tupe="yes",
    ),
    Post("broker", 7, "Broker", "n", "c", "chc", fte=2_00, cost=64_000_00),
    Post("old", 8, "Head of Contracts", "n", None, "chief", state="now only", fte=1_00, cost=58_000_00),
)  # fmt: skip


def records_of(*held: Record) -> Records:
    """Records that hold these."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in held:
        rows.setdefault(one.TABLE, []).append(one.row)
    return Records(rows)
