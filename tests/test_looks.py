"""What is looked at travels in the address, and strangers cannot put anything else there."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ui.looks import CHOICES, LONGEST, read, written

known = st.fixed_dictionaries({}, optional={name: st.sampled_from(sorted(values)) for name, values in CHOICES.items()})
wild = st.text(st.sampled_from("~kpi_first.mine<>&=%é\0") | st.characters(), max_size=LONGEST + 20)


@given(known)
def test_an_address_gives_back_what_was_looked_at(looks):
    assert read(written(looks)) == (looks, ())


@given(wild | st.lists(st.sampled_from([*CHOICES, "mine", "revenue", "~", "~~"]), max_size=12).map("~".join))
@settings(max_examples=1_000)
@example("kpi~../../etc")
@example("~~~~")
@example("seed~1e99")
def test_no_address_makes_anything_else_looked_at(text):
    looks, _ = read(text)
    assert all(value in CHOICES[name] for name, value in looks.items())


def test_what_is_not_known_is_told_and_costs_only_itself():
    assert read("kpi~nothing~~first~balanced") == ({"first": "balanced"}, ("kpi~nothing",))
