"""What the wizard has gathered so far: file, sheet, mapping, partner. Reads the plan, changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.header import Header, choose_sheet, find_header
from jcplanner.exchange.intake import IntakeResult, bring_in
from jcplanner.exchange.mapping import Mapping
from jcplanner.exchange.mapping_shelf import saved_mappings, shipped_mappings
from jcplanner.exchange.read import ReadFile, Sheet
from jcplanner.exchange.suggest import (
    Suggestion,
    best_sheet,
    fitting_mapping,
    suggest_header,
    suggest_mapping,
)
from jcplanner.exchange.values import clean_text
from jcplanner.plan.plan import Plan

SUGGESTED = ""
MOST_VALUES = 2_000


@dataclass
class Choices:
    """The answers of a person who brings a file in.

    ``basis`` is "" for a mapping suggested from the file, else the words of the saved or shipped one.
    ``result`` is what the dry run gave; nothing where the choices have changed since.
    """

    plan: Plan
    path: Path | None = None
    file: ReadFile | None = None
    sheet_name: str = ""
    basis: str = SUGGESTED
    mapping: Mapping = field(default_factory=lambda: Mapping("Mapping"))
    remarks: list[str] = field(default_factory=list[str])
    partner: str = ""
    where_column: str = ""
    where_value: str = ""
    result: IntakeResult | None = None

    @property
    def sheet(self) -> Sheet | None:
        """The sheet to be read."""
        if self.file is None:
            return None
        return next((sheet for sheet in self.file.sheets if sheet.name == self.sheet_name), None)

    @property
    def header(self) -> Header | None:
        """The header row of the sheet as it is understood now."""
        sheet = self.sheet
        if sheet is None or not sheet.rows:
            return None
        named = suggest_header(sheet, self.mapping.header_row) if self.mapping.header_row else None
        return named or find_header(sheet, self.mapping) or suggest_header(sheet)

    def offered(self) -> list[tuple[str, Mapping]]:
        """Every mapping that there is: those saved for the partner first, then those that come with us."""
        saved = [
            (f"Saved: {record.name}", mapping)
            for record, mapping in saved_mappings(self.plan, self.partner or None)
        ]
        return saved + [(f"Ready-made: {held.name}", held) for held in shipped_mappings().values()]

    @property
    def is_new_mapping(self) -> bool:
        """Whether the mapping is one that the plan does not keep as it now stands."""
        return all(
            replace(mapping, header_row=0) != replace(self.mapping, header_row=0)
            for _record, mapping in saved_mappings(self.plan, self.partner or None)
        )

    def take_file(self, path: Path, file: ReadFile) -> None:
        """Begin with a file: the mapping that fits it, else one suggested from its first fitting sheet."""
        self.path, self.file, self.result = path, file, None
        self.where_column = self.where_value = ""
        offered = self.offered()
        fitting = fitting_mapping(file, [mapping for _, mapping in offered])
        if fitting is not None:
            words = next(words for words, mapping in offered if mapping is fitting)
            self.take_basis(words)
            return
        self.basis = SUGGESTED
        best = self._best_sheet()
        if best is not None:
            self.take_sheet(best)

    def _best_sheet(self) -> str | None:
        sheet = best_sheet(self.file) if self.file else None
        return sheet.name if sheet else None

    def take_basis(self, words: str) -> None:
        """Read the file by another mapping, or ("") by one suggested from it."""
        self.basis, self.result = words, None
        if words == SUGGESTED:
            self.take_sheet(self.sheet_name or self._best_sheet() or "")
            return
        self.mapping = dict(self.offered())[words]
        self.remarks = []
        if self.file is not None:
            try:
                sheet, header = choose_sheet(self.file, self.mapping)
            except Refusal as refusal:
                self.remarks = [str(refusal)]
                return
            self.sheet_name = sheet.name
            self.mapping = replace(self.mapping, header_row=header.row)

    def take_sheet(self, name: str, header_row: int = 0) -> None:
        """Read another sheet, or another row as its header; the suggestion is made anew."""
        self.sheet_name, self.result = name, None
        sheet = self.sheet
        if sheet is None:
            return
        if self.basis != SUGGESTED:
            row = header_row or self.mapping.header_row
            sheet_setting = sheet.name if self.mapping.sheet else ""
            self.mapping = replace(self.mapping, header_row=row, sheet=sheet_setting)
            return
        suggestion = suggest_mapping(sheet, header_row=header_row, name=self.usual_name())
        self._take_suggestion(suggestion, sheet)

    def _take_suggestion(self, suggestion: Suggestion, sheet: Sheet) -> None:
        several = (
            self.file is not None and len([held for held in self.file.sheets if held.rows]) > 1
        )
        self.mapping = replace(suggestion.mapping, sheet=sheet.name if several else "")
        self.remarks = list(suggestion.remarks)

    def change(self, **settings: object) -> None:
        """Change settings of the mapping."""
        self.mapping = replace(self.mapping, **settings)
        self.result = None

    def take_partner(self, key: str) -> None:
        """Whose budget this is; a mapping not named by hand takes the partner's name."""
        usual = self.mapping.name in ("Mapping", self.usual_name())
        self.partner, self.result = key, None
        if usual and self.basis == SUGGESTED:
            self.change(name=self.usual_name())

    def usual_name(self) -> str:
        """What a mapping is called unless somebody says otherwise."""
        partner = self.plan.table(Partner).get(self.partner)
        return f"{partner.short} budget" if partner else "Mapping"

    def values_of(self, heading: str) -> list[str]:
        """The different values of a column, to choose rows by."""
        sheet, header = self.sheet, self.header
        if sheet is None or header is None or not header.has(heading):
            return []
        place = header.place_of(heading)
        found: dict[str, None] = {}
        for row in sheet.rows[header.place + 1 :]:
            text = clean_text(row[place]) if place < len(row) else ""
            if text:
                found[text] = None
            if len(found) >= MOST_VALUES:
                break
        return sorted(found)

    def run(
        self, *, dry_run: bool = True, cancelled: Callable[[], bool] | None = None
    ) -> IntakeResult:
        """Bring the file in, or see what that would do. Raises Refusal, Undecided, Cancelled."""
        if self.path is None or self.file is None:
            raise Refusal("Choose a file first.")
        where = (
            {self.where_column: self.where_value} if self.where_column and self.where_value else {}
        )
        only = replace(
            self.file, sheets=[sheet for sheet in self.file.sheets if sheet.name == self.sheet_name]
        )
        partner = self.plan.table(Partner).get(self.partner)
        return bring_in(
            self.plan,
            self.path,
            self.mapping.check(),
            partner=partner.id if partner else "",
            where=where,
            dry_run=dry_run,
            file=only,
            # What the dry run made of the file, where nothing has been chosen otherwise since.
            reading=self.result.reading if self.result is not None else None,
            cancelled=cancelled,
        )
