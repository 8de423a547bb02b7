import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.numbers import PER_CENT, Style, amount, difference, month_name, parsed, plain, relative, setting
from ui.words import LANGUAGES, Language

FRENCH, ENGLISH = Style("fr"), Style("en")
UNITS = (
    "money", "share", "points", "count", "months", "days", "hours", "ratio", "index", "heads", "money_per_unit",
    "share_per_year", "money_per_month", "money_per_year", "effort",
)  # fmt: skip


def said(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (0.0, "money", "0 €", "€0"),
        (12.3, "money", "12,3 €", "€12.3"),
        (1234.567, "money", "1 235 €", "€1,235"),
        (12_345.0, "money", "12,3 k€", "€12.3k"),
        (1_234_567.0, "money", "1,23 M€", "€1.23M"),
        (-45.6e6, "money", "−45,6 M€", "−€45.6M"),
        (999_999.0, "money", "1,00 M€", "€1.00M"),
        (2.5e9, "money", "2,50 Md€", "€2.50bn"),
        (0.125, "share", "12,5 %", "12.5%"),
        (0.0012, "share", "0,12 %", "0.12%"),
        (1.05, "share", "105 %", "105%"),
        (0.012, "points", "1,2 pt", "1.2 pt"),
        (-0.05, "points", "−5,0 pts", "−5.0 pts"),
        (4.234, "months", "4,2 mois", "4.2 months"),
        (1.0, "days", "1 jour", "1 day"),
        (36.0, "hours", "36 heures", "36 hours"),
        (1234.4, "count", "1 234", "1,234"),
        (12.5, "heads", "12,5", "12.5"),
        (0.03, "share_per_year", "3,0 %/an", "3.0%/year"),
        (176_000.0, "money_per_month", "176 k€/mois", "€176k/month"),
        (math.nan, "money", "–", "–"),
        (math.inf, "ratio", "–", "–"),
    ],
)
def test_a_number_is_said_as_each_language_writes_it(value: float, unit: str, french: str, english: str):
    assert (said(amount(value, unit, style=FRENCH)), said(amount(value, unit, style=ENGLISH))) == (french, english)


def test_money_in_full_has_cents():
    assert said(amount(1234.567, "money", compact=False, style=FRENCH)) == "1 234,57 €"
    assert amount(1234.567, "money", compact=False, style=ENGLISH) == "€1,234.57"


def test_a_sign_is_shown_where_asked_and_never_on_zero():
    assert amount(0.05, "share", signed=True, style=ENGLISH) == "+5.0%"
    assert amount(0.0, "share", signed=True, style=ENGLISH) == "0%"


@given(st.floats(-1e12, 1e12), st.sampled_from(UNITS), st.sampled_from(LANGUAGES))
def test_no_number_is_longer_than_a_card(value: float, unit: str, language: Language):
    shown = amount(value if unit not in PER_CENT else value / 1e9, unit, style=Style(language))
    assert len(shown) <= 24
    assert "-" not in shown


def test_a_difference_is_in_points_for_shares_and_nothing_when_nothing_changed():
    assert said(difference(0.952, 0.94, "share", style=FRENCH)) == "+1,2 pt"
    assert difference(0.5, 0.5, "share", style=FRENCH) == ""
    assert difference(1e6 + 1e-7, 1e6, "money", style=FRENCH) == ""
    assert difference(0.500001, 0.5, "share", style=FRENCH) == ""
    assert said(difference(9.5, 10.0, "months", style=ENGLISH)) == "−0.5 months"


def test_a_relative_change_needs_a_base():
    assert relative(103.0, 100.0, style=ENGLISH) == "+3.0%"
    assert relative(1.0, 0.0, style=ENGLISH) == ""
    assert relative(-5.0, -10.0, style=ENGLISH) == "+50.0%"


def test_months_are_words():
    assert month_name("2026-04", style=FRENCH) == "avr. 2026"
    assert month_name("2026-04", style=ENGLISH) == "Apr 2026"


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("3,5", "share", 0.035),
        ("3.5", "share", 0.035),
        ("+3,5 %", "share", 0.035),
        ("−3", "share", -0.03),
        ("2 pts", "points", 0.02),
        ("1 234,5", "number", 1234.5),
        ("1,234.5", "number", 1234.5),
        ("1.234,5", "number", 1234.5),
        ("", "share", None),
        ("abc", "share", None),
        ("1e9", "share", None),
        ("nan", "share", None),
        ("٣", "share", None),
        ("9" * 30, "share", None),
    ],
)
def test_what_is_typed_is_read_in_both_languages(text: str, unit: str, value: float | None):
    assert parsed(text, unit) == value


@given(st.integers(-100_000, 100_000), st.sampled_from(["share", "points", "number"]), st.sampled_from(LANGUAGES))
def test_what_a_field_shows_can_be_typed_again(thousandths: int, unit: str, language: Language):
    value = thousandths / 100_000
    assert parsed(plain(value, unit, style=Style(language)), unit) == value


@given(st.text(max_size=30))
def test_nothing_typed_breaks_anything(text: str):
    found = parsed(text, "share")
    assert found is None or math.isfinite(found)


def test_a_setting_keeps_all_its_digits():
    assert said(setting(0.0375, "share", signed=True, style=FRENCH)) == "+3,75 %"
    assert said(setting(-0.02, "points", signed=True, style=FRENCH)) == "−2 pts"
    assert setting(0.0, "share", signed=True, style=ENGLISH) == "0%"
