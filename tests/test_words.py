import string
import tomllib

import pytest

from model.assumptions import ASSUMPTIONS
from model.calibration import PARTS, calibrate
from model.findings import SENTENCES
from model.kpis import KPIS
from model.levers import LEVERS, SHOCKS
from model.samples import SAMPLES, load_sample
from model.tables import TABLES
from ui.charts.palette import PALETTES
from ui.equation_list import by_module
from ui.pages import SCREENS
from ui.words import CATALOGUE, LANGUAGES, Language, catalogue, speaking, t, unmarked

DECLARED = {
    **{f"kpi.{name}.{part}": kpi for name, kpi in KPIS.items() for part in ("label", "definition", "formula")},
    **{f"lever.{name}.{part}": lever for name, lever in LEVERS.items() for part in ("label", "help", "source")},
    **{f"shock.{name}.{part}": shock for name, shock in SHOCKS.items() for part in ("label", "help", "source")},
    **{f"assumption.{name}.label": assumption for name, assumption in ASSUMPTIONS.items()},
    **{f"unit.{assumption.unit}": assumption for assumption in ASSUMPTIONS.values()},
    **{f"grade.{assumption.grade}": assumption for assumption in ASSUMPTIONS.values()},
    **{f"dimension.{lever.over}": lever for lever in (*LEVERS.values(), *SHOCKS.values())},
    **{f"dimensions.{lever.over}": lever for lever in (*LEVERS.values(), *SHOCKS.values())},
    **{f"why_not.{need}": kpi for kpi in KPIS.values() for need in kpi.needs},
    **{f"finding.{rule}": rule for rule in SENTENCES},
    **{f"table.{name}": table for name, table in TABLES.items()},
    **{f"page.{screen.name}.{part}": screen for screen in SCREENS for part in ("title", "help")},
    **{f"module.{module}": module for module in by_module()},
}


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_declared_has_words(language: Language):
    assert [key for key in DECLARED if not catalogue(language).get(key)] == []


def test_both_languages_have_the_same_keys():
    english, french = set(catalogue("en")), set(catalogue("fr"))
    assert sorted(french - english) == []
    sources = {key for key in english - french if key.startswith(("unit.", "source."))}
    assert sorted(english - french - sources) == []


def test_both_languages_have_the_same_placeholders():
    shared = set(catalogue("en")) & set(catalogue("fr"))
    differing = [key for key in shared if placeholders(catalogue("en")[key]) != placeholders(catalogue("fr")[key])]
    assert differing == []


def test_findings_have_the_fields_of_the_model():
    own = {rule: placeholders(sentence) for rule, sentence in SENTENCES.items()}
    for language in LANGUAGES:
        said = {rule: placeholders(catalogue(language)[f"finding.{rule}"]) for rule in own}
        assert {rule: names for rule, names in said.items() if not names <= own[rule] | {"where", "value"}} == {}


def test_no_key_is_given_twice():
    for language in LANGUAGES:
        seen: set[str] = set()
        for path in sorted(CATALOGUE.glob(f"*{language}.toml")):
            tables = {key for key, value in tomllib.loads(path.read_text()).items() if not isinstance(value, dict)}
            assert not seen & tables
            seen |= tables


def test_french_punctuation_keeps_its_spaces():
    wrong = [
        key
        for key, words in catalogue("fr").items()
        for mark in ";:!?"
        if any(mark in piece and piece[:1] not in "{" for piece in _glued(words, mark))
    ]
    assert wrong == []


def _glued(words: str, mark: str) -> list[str]:
    """Pieces in which a mark follows a letter without a space; times and addresses apart."""
    found = []
    for index, letter in enumerate(words):
        after = words[index + 1 : index + 2]
        if letter == mark and index and words[index - 1].isalpha() and (not after or after.isspace()):
            found.append(words[index - 1 : index + 2])
    return found


def test_a_missing_key_is_its_own_words():
    with speaking("fr"):
        assert t("nothing.like.this") == "nothing.like.this"


def test_names_from_files_never_become_markup():
    assert unmarked("*a* [b](c) $d$ :red[e]") == r"\*a\* \[b\]\(c\) \$d\$ \:red\[e\]"


def test_all_colours_are_there_in_both_themes():
    assert vars(PALETTES["light"]).keys() == vars(PALETTES["dark"]).keys()


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_fitted_part_and_notice_of_a_calibration_has_words(sample: str):
    calibration = calibrate(load_sample(sample))
    wanted = [
        *(f"calibrate.part.{name}" for name in PARTS),
        *(f"calibrate.fitted.{quality.part}" for quality in calibration.quality),
        *(f"notice.{notice.key}" for notice in calibration.notices),
    ]
    assert [(key, language) for key in wanted for language in LANGUAGES if not catalogue(language).get(key)] == []
