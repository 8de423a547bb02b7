"""The charts: each module turns a projection into a tidy frame and a Vega-Lite spec made once."""
