"""One thin page per question that a leader asks."""
