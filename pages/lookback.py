"""Plan against actual: the gap split exactly into belief, execution and what is left."""

from ui import lookback_view

lookback_view.draw()
