"""The Savings tab of the Gap screen: what each saving delivers, and where target and benefit lie."""

from jcplanner.gui.screens.panel import Panel


class SavingsPanel(Panel):
    """The savings of the plan, with the delivery of the chosen one year by year."""
