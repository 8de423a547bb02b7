"""Rows that two words of a file put under one declared word: finance and HR are administration."""

from collections.abc import Sequence

import pandas as pd

from model.columns import ROW, Table
from model.reading.grid import Cell, text_of
from model.reading.headers import plain

WORD = "word as written"


def added_up(table: Table, frame: pd.DataFrame, cells: Sequence[Cell]) -> pd.DataFrame:
    """The frame with the rows of one key and different words added up; a word given twice is kept.

    `cells` are the words as written. A column that is empty in all rows of a key stays empty.
    """
    key = list(table.key)
    words = frame.assign(**{WORD: [plain(text_of(cell)) for cell in cells]})
    unread = frame[key].isna().any(axis=1).any()
    if unread or not frame.duplicated(key).any() or words.duplicated([*key, WORD]).any():
        return frame
    groups = frame.groupby(key, sort=False)
    numbers = groups[[column.name for column in table.columns if column.numeric]].sum(min_count=1)
    return groups[[ROW]].first().join(numbers).reset_index()[list(frame.columns)]
