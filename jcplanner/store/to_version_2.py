"""From version 1 to 2: the tables of pools' agreements, the gap, savings, scenarios and versions.

What a version's tables are is written out here and never follows the catalogue, which moves on.
"""

from typing import TYPE_CHECKING

from jcplanner.store.described_tables import create_described

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = {
    "pool_agreement": (
        "position int!, pool >pool, name!, status!, agreed_on, effective_from, effective_to, note!"
    ),
    "agreement_term": "pool >pool, item!, state!, clause!, words!",
    "contribution": (
        "pool >pool, partner >partner, year int!, amount int, status!, base int, "
        "recurrent_changes int, inflation int, agreed_changes int, efficiency int, non_recurrent "
        "int, in_kind int, note!"
    ),
    "instalment": "pool >pool, partner >partner, year int!, quarter int!, received int, received_on, note!",
    "risk_share_rule": (
        "position int!, pool >pool, line >budget_line, side!, rule!, cap int, amount int, "
        "protected >partner, clause!, note!"
    ),
    "risk_share": "rule >risk_share_rule, partner >partner, share int",
    "outturn": "line >budget_line, year int!, period int!, actual int, forecast int, note!",
    "resource": "partner >partner, year int!, amount int, source!, note!",
    "assumption": "position int!, name!, kind!, service_area >service_area, source!, owner!, note!",
    "assumption_rate": "assumption >assumption, year int!, central int, low int, high int",
    "pressure": (
        "position int!, name!, partner >partner, service_area >service_area, year int!, amount "
        "int, full_year int, recurrence!, source!, note!"
    ),
    "control_total": "position int!, name!, year int!, amount int, compared!, source!, note!",
    "controlled_partner": "control_total >control_total, partner >partner",
    "saving": (
        "position int!, name!, kind!, owner!, partner >partner, target_line >budget_line, "
        "benefit_area >service_area, full_year_effect int, start_year int, start_month!, "
        "profile!, recurrence!, confidence int!, status!, source!, note!"
    ),
    "saving_cost": "saving >saving, year int!, amount int",
    "virement": "position int!, reason!, year int!, recurrence!, agreed_by!, agreed_on, note!",
    "virement_move": "virement >virement, line >budget_line, amount int",
    "scenario": "position int!, name!, purpose!, note!",
    "scenario_override": (
        "scenario >scenario, of_table!, of_record!, of_field!, value int, plan_value int, note!"
    ),
    "version": "position int!, name!, purpose!, step!, step_place int!, at!, fingerprint!, note!",
}
"""The new tables, as `described_tables` reads them."""

_POOL_ADDED = {
    "legal_basis": "not given",
    "manager": "",
    "starts": None,
    "ends": None,
    "notice_months": None,
}
"""What a pool has more than before, with what an older one holds there."""

_POOL_ORDER = ["id", "position", "name", "host", "nature", *_POOL_ADDED, "note"]


def to_version_2(database: "Database") -> None:
    """Add the new tables and the new columns of a pool; nothing that was there changes."""
    pools = database.table("pool")
    for name, held in _POOL_ADDED.items():
        pools.add_column(name, int if name == "notice_months" else str, not_null_default=held)
    # Made anew, so that the columns stand in the order in which a new file has them, without defaults.
    pools.transform(  # pyright: ignore[reportUnknownMemberType]
        column_order=_POOL_ORDER, defaults=dict.fromkeys(_POOL_ADDED)
    )
    create_described(database, _TABLES)
    database.table("outturn").create_index(["line"])
