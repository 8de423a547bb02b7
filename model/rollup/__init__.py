"""Row-level exports rolled up to the monthly tables, by DuckDB or by the warehouse they stand in.

Lines are never held in memory: the database scans and groups them, and only months and members come back.
"""
