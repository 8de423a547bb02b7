"""The table `company`: keys and values brought to the declared keys, kinds, languages and months."""

import pandas as pd

from model.columns import COMPANY_KEYS, KINDS, LANGUAGES, ROW, Choices
from model.findings import Finding
from model.reading.headers import chosen
from model.reading.months import ALLOWED, read_months
from model.reading.numbers import Marks, read_numbers

CHOICES: dict[str, Choices] = {"kind": KINDS, "language": LANGUAGES}
MARKET_SIZE = "market_size."


def normalised_company(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """The frame with declared keys and values, and what is wrong; unknown keys are kept as they are."""
    findings: list[Finding] = []
    keys, values = [], []
    for row, key, value in zip(frame[ROW], frame["key"], frame["value"], strict=True):
        name = "" if pd.isna(key) else chosen(str(key), COMPANY_KEYS) or str(key)
        text, finding = normalised_value(name, "" if pd.isna(value) else str(value), int(row))
        keys.append(name)
        values.append(text)
        findings.extend([finding] if finding else [])
    tidy = pd.DataFrame({ROW: frame[ROW], "key": pd.Series(keys, dtype="str")})
    return tidy.assign(value=pd.Series(values, dtype="str")), findings


def normalised_value(key: str, text: str, row: int) -> tuple[str, Finding | None]:
    """The value as the model writes it, or a finding that says what is allowed."""
    if key in CHOICES:
        word = chosen(text, CHOICES[key])
        broken = Finding("company", "unknown_choice", row, key, text, ", ".join(CHOICES[key]))
        return (text, broken) if word is None else (word, None)
    if key == "first_forecast_month":
        month = read_months([text]).values[0] if text else None
        broken = Finding("company", "not_a_month", row, key, text, ALLOWED)
        return (text, broken) if month is None else (month, None)
    if key.startswith(MARKET_SIZE):
        numbers = read_numbers([text], Marks())
        broken = Finding("company", "not_a_number", row, key, text, "a number such as 1234.5")
        return (text, broken) if numbers.faults else (repr(numbers.values[0]), None)
    return text, None
