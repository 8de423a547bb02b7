"""What pages share: words and numbers in two languages, widgets, cards, charts, state."""
