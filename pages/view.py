"""What a link shows: one plan to read, on any screen and on paper; no lever, no way into anything else."""

from ui import presented_frame

presented_frame.draw()
