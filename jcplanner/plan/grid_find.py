"""The words of a budget line, for finding: made when a line is first looked at, kept until it changes."""

from collections.abc import Iterable

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.column import Kind
from jcplanner.domain.records import Records
from jcplanner.plan.fields import link_name


class LineWords:
    """All words of each line in one text, names of its partner, area and source among them."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._kept: dict[str, str] = {}

    def of(self, line: str) -> str:
        """The words of a line, in small letters."""
        held = self._kept.get(line)
        if held is None:
            row = self._records.table(BudgetLine).rows[line]
            words = [
                link_name(self._records, column.link, value) if column.kind is Kind.LINK else value
                for column, value in zip(BudgetLine.COLUMNS[1:], row[1:], strict=True)
                if isinstance(value, str) and not column.hidden
            ]
            held = self._kept[line] = "\n".join(words).casefold()
        return held

    def forget(self, lines: Iterable[str] | None) -> None:
        """Forget the words of lines that changed; of all lines for None, since names changed."""
        if lines is None:
            self._kept.clear()
            return
        for line in lines:
            self._kept.pop(line, None)
