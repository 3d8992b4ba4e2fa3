"""Bring in budgets: the wizard, a page to each module, and the choices that it gathers."""
