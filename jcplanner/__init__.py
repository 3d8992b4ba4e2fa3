"""jcplanner: joint commissioning plans of councils and NHS bodies, on one page and to the penny."""

__version__ = "0.3.0"
