"""Questions to the model: what to choose, why, until when, and what would change our mind. Numbers and names, no words."""
