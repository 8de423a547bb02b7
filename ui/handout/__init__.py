"""What is handed out of a scenario or a comparison: one brief, which each kind of file is made from."""
