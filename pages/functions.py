"""What the plan asks of each function: moves, people, budget, load, KPIs, and what it needs from others."""

from ui import function_view

function_view.draw()
