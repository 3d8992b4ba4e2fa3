"""The names that are suggested for workbooks."""

from datetime import date

import pytest

from jcplanner.exchange.file_names import workbook_name
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

DAY = date(2016, 7, 28)


@pytest.mark.parametrize(
    ("title", "status", "name"),
    [
        ("Health & care: together?", "Draft - not for publication",
         "Health & care together 2016-07-28 DRAFT.xlsx"),
        ("Plan", "Open", "Plan 2016-07-28.xlsx"),
        ("Plan", "Exempt", "Plan 2016-07-28 EXEMPT.xlsx"),
        ("\\/:", "Open", "Plan 2016-07-28.xlsx"),
    ],
)  # fmt: skip
def test_a_workbook_is_named_after_plan_date_and_status(
    plan: Plan, title: str, status: str, name: str
):
    edits.set_details(plan, title=title, publication_status=status)
    assert workbook_name(plan, DAY) == name


def test_a_partner_return_names_the_partner(plan: Plan):
    edits.set_details(plan, title="Plan", publication_status="Open")
    assert workbook_name(plan, DAY, "lines of A/B") == "Plan lines of A B 2016-07-28.xlsx"
