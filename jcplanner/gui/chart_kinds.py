"""Which layout draws which kind of drawing."""

from jcplanner.gui.chart_bridge import LaidBridge
from jcplanner.gui.chart_canvas import Drawing, LayOut
from jcplanner.gui.chart_curves import LaidCurves
from jcplanner.gui.chart_swings import LaidSwings
from jcplanner.gui.structure_chart import LaidStructure
from jcplanner.reports.drawings import Bridge, Curves, Structure, Swings

_LAYOUTS: dict[type, LayOut] = {
    Curves: LaidCurves,
    Bridge: LaidBridge,
    Swings: LaidSwings,
    Structure: LaidStructure,
}


def lay_out_of(drawing: Drawing) -> LayOut:
    """What lays a drawing out."""
    return _LAYOUTS[type(drawing)]
