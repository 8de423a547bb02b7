"""What is wrong with a source, a mapping or a row-level export: one English sentence for each rule."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # row-level exports
    "unknown_export": "{where}: '{value}' is no kind of row-level export; choose one of {allowed}.",
    "no_field": "{where}: no column was recognised; give --column {example}=COLUMN, one of {allowed}.",
    "no_such_column": "{where}: the file has no column '{value}'; it has {allowed}.",
    "unread_dates": "{where}: '{value}' is no date that can be read line by line; export dates as {allowed}.",
    "ambiguous_dates": "{where}: '{value}' may be day or month first on every line; export dates as {allowed}.",
    "two_date_formats": "{where}: '{value}' is written in another way than the other dates; export all as {allowed}.",
    "unread_lines": "{where}: '{value}' is not {allowed}; correct the line in the export. Nothing was written.",
    "undated_lines": "{where}: {value} of {other} lines have no date and were left out; date them if they count.",
    "no_lines": "{where}: no line has a date and an amount; check the file and the columns that are read.",
    "filled_months": "{where}: {value} months without a line were written as 0, at the price of the month before.",
    "too_many_members": "{where}: more than {allowed} rows would come out; read a coarser column, or leave one out.",
    "no_outcome": "{where}: no line is won or lost; write the stage of closed lines as one of {allowed}.",
    "stays_not_told": "{where}: only {value} of the customers come back, so nobody was"
    " called new or lost; count them yourself if you can.",
    "lookup_key": "{where}: the joined file must share exactly one column with the lines"
    " (now: {allowed}); rename the others.",
    "lookup_twice": "{where}: '{value}' stands there twice, which would count lines twice; keep one row each.",
    # addresses
    "address_not_allowed": "{where}: database addresses are not taken here; use the command line,"
    " or set TANDEM_ADDRESSES=allow where users are trusted.",
    "address_unknown": "{where}: the address cannot be opened ({value}); write {allowed}, and install its driver.",
    "address_table": "{where}: the address has no table '{value}'; name one by --table ({allowed}).",
    "database_failed": "{where}: the database refused the query ({value}); check the columns and your rights.",
    "text_for_number": "{where}: the database holds this amount as text ({value}); cast it to a number in a view.",
    # mappings
    "mapping_unreadable": "{where}: this is no mapping ({value}); save one on the Company page, or write {allowed}.",
    "mapping_table": "{where}: '{value}' is no table; tables are {allowed}.",
    "mapping_column": "{where}: '{value}' is no column of this table; columns are {allowed}.",
    "mapped_column_gone": "{where}: the mapping reads '{value}', which is gone (there are"
    " {allowed}); restore the column or map it anew.",
    "mapped_source_gone": "{where}: the mapping reads '{value}', which is gone ({allowed} are"
    " there); restore the name or map it anew.",
    # months in columns
    "read_wide": "{where}: the months stand in columns; the figures were read as {value}.",
    "wide_without_measure": "{where}: months stand in columns, but not what the figures are; add a"
    " column 'measure' saying {allowed}.",
    "wide_without_year": "{where}: '{value}' is a month without a year; write the headers as 'Jan 2024' or '2024-01'.",
    "wide_total": "{where}: '{value}' adds the months up and was left out, as it would count them twice.",
    "unknown_measure": "{where}: '{value}' is no measure of this table; write one of {allowed}.",
}
