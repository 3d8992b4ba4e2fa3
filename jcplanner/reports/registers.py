"""The registers as tables, one report for each and all of them in one; and single facts of them in words."""

from collections.abc import Callable, Iterator

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.column import Column, Kind
from jcplanner.domain.joint_contracts import (
    bought_twice,
    funding_parts,
    shares_of,
    total_share,
)
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.record import Record, Row
from jcplanner.domain.register_kinds import REGISTERS, Register
from jcplanner.domain.registers import Benefit, BenefitAmount, Contract, ContractShare, Risk
from jcplanner.domain.scoring_risks import MOMENTS, SCORE_FIELDS, score_reader
from jcplanner.domain.years import year_label
from jcplanner.plan.fields import link_name, shower
from jcplanner.plan.plan import Plan
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

_HEADING_KINDS = {Kind.MONEY: "exact", Kind.PERCENT: "percent", Kind.COUNT: "count"}


def score_words(plan: Plan, risk: str) -> str:
    """A risk's current score with its band: "16, high"; blank without one."""
    risks = plan.table(Risk)
    row = risks.rows.get(risk)
    score = score_reader(risks)(row) if row is not None else None
    return f"{score.points}, {score.band}" if score else ""


def share_words(plan: Plan, contract: str) -> str:
    """What the shares of a contract come to: "100%", "90%: not 100%"; blank without any."""
    total = total_share(shares_of(plan.records, contract))
    if total is None:
        return ""
    said = f"{total / 100:g}%"
    return said if total == 10_000 else f"{said}: not 100%"


def funding_words(plan: Plan, contract: str) -> str:
    """What each partner pays of a contract a year: "Council £60.00, CCG £40.00."; blank while not known."""
    parts = [
        f"{link_name(plan.records, Partner.TABLE, part.partner)} {show_plain(part.amount)}"
        for part in funding_parts(plan.records, plan.table(Contract)[contract])
        if part.amount is not None
    ]
    return f"A year: {', '.join(parts)}." if parts else ""


def benefit_words(plan: Plan, benefit: str) -> str:
    """What a benefit comes to over the years: planned, realised, and whether it saves nothing on purpose."""
    planned = realised = 0
    known = False
    amounts, given = plan.table(BenefitAmount), [False, False]
    for year in plan.years:
        held = amounts.get(cell_id(benefit, year))
        if held is None:
            continue
        known = True
        planned, realised = planned + (held.planned or 0), realised + (held.realised or 0)
        given[0] = given[0] or held.planned is not None
        given[1] = given[1] or held.realised is not None
    if not known:
        return "No money is planned or realised in any year. Type 0 where it is not to save money."
    said = [
        f"planned {show_plain(planned)}" if given[0] else "nothing said of what is planned",
        f"realised {show_plain(realised)}" if given[1] else "nothing realised yet",
    ]
    words = f"Over the years: {', '.join(said)}."
    if given[0] and not planned:
        words += " It is not planned to save money: what it brings lies beyond money."
    return words


def register_report(register: Register) -> Callable[[Plan], Report]:
    """The report of one register."""

    def report(plan: Plan) -> Report:
        count = len(plan.table(register.kind))
        scope = f"{count:,} in all, {register.count_open(plan.records):,} {register.open_words}"
        return Report(register.title, scope, tuple(register_tables(plan, register)))

    return report


def registers_report(plan: Plan) -> Report:
    """Every register, a table each; first how many records each has."""
    counts = ReportTable(
        "Registers",
        (
            Heading("Register"),
            Heading("In all", "count"),
            Heading("Open", "count"),
            Heading("Open is"),
        ),
        tuple(
            (
                held.title,
                len(plan.table(held.kind)),
                held.count_open(plan.records),
                held.open_words,
            )
            for held in REGISTERS
        ),
    )
    tables = [counts]
    for held in REGISTERS:
        if plan.table(held.kind):
            tables.extend(register_tables(plan, held))
    return Report("Registers", "Everything recorded, open or settled", tuple(tables))


def register_tables(plan: Plan, register: Register) -> Iterator[ReportTable]:
    """The tables of one register: its records, then what hangs on them."""
    yield records_table(plan, register)
    if register.kind is Benefit:
        yield _benefits_by_year(plan)
    elif register.kind is Contract:
        yield _funding(plan)
        yield bought_twice_table(plan)


def columns_of(kind: type[Record]) -> list[Column]:
    """The columns of a record that people see."""
    return [column for column in kind.COLUMNS if not column.hidden]


def records_table(plan: Plan, register: Register) -> ReportTable:
    """One row for each record; a risk's six degrees come as three scores with their bands."""
    kind, table = register.kind, plan.table(register.kind)
    columns = [held for held in columns_of(kind) if held.name not in SCORE_FIELDS]
    heads = [Heading(held.label, _HEADING_KINDS.get(held.kind, "text")) for held in columns]
    places = [table.index(held.name) for held in columns]
    show = [None if held.kind in _HEADING_KINDS else shower(plan.records, held) for held in columns]
    extra = _score_cells(plan) if kind is Risk else None
    if kind is Risk:
        heads[1:1] = [Heading(f"{moment.capitalize()} score") for moment in MOMENTS]
    rows: list[tuple[Cell, ...]] = []
    position = table.index("position")
    for row in sorted(table.rows.values(), key=lambda held: held[position]):
        cells: list[Cell] = [
            row[place] if shown is None else shown(row[place])
            for place, shown in zip(places, show, strict=True)
        ]
        if extra is not None:
            cells[1:1] = extra(row)
        rows.append(tuple(cells))
    return ReportTable(register.title, tuple(heads), tuple(rows))


def _score_cells(plan: Plan) -> Callable[[Row], list[Cell]]:
    readers = [score_reader(plan.table(Risk), moment) for moment in MOMENTS]

    def cells(row: Row) -> list[Cell]:
        scores = [read(row) for read in readers]
        return [score.words if score else "" for score in scores]

    return cells


def _benefits_by_year(plan: Plan) -> ReportTable:
    """Planned against realised; the last row adds up what is given."""
    years, amounts = plan.years, plan.table(BenefitAmount)
    fields = ("planned", "realised")
    heads = [Heading("Benefit")]
    heads += [
        Heading(f"{field.capitalize()} {year_label(year)}", "exact")
        for year in years
        for field in fields
    ]
    rows: list[tuple[Cell, ...]] = []
    sums: list[int | None] = [None] * (len(years) * len(fields))
    for benefit in plan.table(Benefit).ordered():
        cells: list[int | None] = []
        for year in years:
            held = amounts.get(cell_id(benefit.id, year))
            cells += [held.planned, held.realised] if held else [None, None]
        rows.append((benefit.name, *cells))
        sums = [
            before if cell is None else (before or 0) + cell
            for before, cell in zip(sums, cells, strict=True)
        ]
    return ReportTable("Benefits by year", tuple(heads), (*rows, ("Total", *sums)))


def _funding(plan: Plan) -> ReportTable:
    """Who pays which part of each contract, and from which line."""
    heads = (
        Heading("Contract"),
        Heading("Partner"),
        Heading("Share", "percent"),
        Heading("Amount a year", "exact"),
        Heading("From the line"),
    )
    with_shares = {held.contract for held in plan.table(ContractShare).values()}
    rows: list[tuple[Cell, ...]] = []
    for contract in plan.table(Contract).ordered():
        if contract.id not in with_shares:
            continue
        for part in funding_parts(plan.records, contract):
            rows.append(
                (
                    contract.name,
                    link_name(plan.records, Partner.TABLE, part.partner),
                    part.share,
                    part.amount,
                    plan.records.name("budget_line", part.line),
                )
            )
    return ReportTable("Who pays for contracts", heads, tuple(rows))


def bought_twice_table(plan: Plan) -> ReportTable:
    """Providers that two or more partners buy from, those without a joint contract first."""
    heads = (
        *map(Heading, ("Provider", "Bought by")),
        Heading("Lines", "count"),
        *map(Heading, ("Contracts", "Joint contract")),
    )
    rows: list[tuple[Cell, ...]] = []
    for held in bought_twice(plan.records):
        names = sorted(link_name(plan.records, Partner.TABLE, key) for key in held.partners)
        rows.append(
            (
                held.provider,
                ", ".join(names),
                sum(map(len, held.lines.values())),
                ", ".join(plan.records.name(Contract.TABLE, key) for key in held.contracts),
                "Yes" if held.joint else "No",
            )
        )
    return ReportTable("Same provider bought twice", heads, tuple(rows))
