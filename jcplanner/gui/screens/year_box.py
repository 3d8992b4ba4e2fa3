"""The year that a screen shows: a list of the plan's financial years that follows the plan."""

from PySide6.QtCore import Signal

from jcplanner.domain.years import year_label
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.plan.plan import Plan
from jcplanner.reports.headlines import year_to_open_on


class YearBox(QuietCombo):
    """Starts on the first year of the pathway that has money; `chosen` tells of another year."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Year")
        self.setMinimumContentsLength(6)
        self._reading = False
        self.currentIndexChanged.connect(self._changed)

    @property
    def years(self) -> list[int]:
        """The years in the list."""
        return [self.itemData(place) for place in range(self.count())]

    @property
    def year(self) -> int:
        """The year that is chosen; 0 while there is none."""
        return self.currentData() or 0

    def read(self, plan: Plan) -> None:
        """Take over the years of the plan, keeping the one that is chosen; nothing is told."""
        years = plan.years
        if years == self.years:
            return
        wanted = self.year or year_to_open_on(plan)
        self._reading = True
        self.clear()
        for year in years:
            self.addItem(year_label(year), year)
        self.setCurrentIndex(years.index(wanted) if wanted in years else 0)
        self._reading = False

    def choose(self, year: int | None) -> None:
        """Choose a year, where the plan has it."""
        if year in self.years:
            self.setCurrentIndex(self.years.index(year))

    def move(self, by: int) -> None:
        """Go to the next year (1) or the one before (-1), where there is one."""
        if 0 <= self.currentIndex() + by < self.count():
            self.setCurrentIndex(self.currentIndex() + by)

    def _changed(self) -> None:
        if not self._reading:
            self.chosen.emit(self.year)
