"""The engine traced: its own equations run on numbers that remember how they were made, for workbooks with formulas."""
