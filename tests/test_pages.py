from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model.levers import LEVERS, SHOCKS
from model.samples import SAMPLES
from ui import companies
from ui.pages import FOLDER, SCREENS

ROUTER = Path(__file__).parents[1] / "ui" / "router.py"
LANGUAGES = ("en", "fr")


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(str(FOLDER / f"{page}.py")).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "".join(str(element.proto.body) for element in app.get("html"))


def held(app: AppTest, name: str) -> str:
    return "".join(app.query_params.get(name, []))


def code(app: AppTest) -> str:
    return held(app, "s")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_each_page_opens_in_both_languages(name: str, language: str):
    app = opened(name, lang=language)
    said = html(app)
    assert ("Logiciel par abonnement" in said) == (language == "fr")
    assert not app.error


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("owner", ["cro", "shared", "coo"])
def test_each_owner_sees_the_levers_of_each_company(sample: str, owner: str):
    app = opened("cockpit", c=sample)
    app.session_state["owner"] = owner
    app.run()
    assert not app.exception
    shown = {str(slider.key).removeprefix("lever-") for slider in app.select_slider}
    assert shown == {name for name, lever in LEVERS.items() if lever.owner == owner and not lever.expert}


def test_a_moved_slider_changes_cards_and_address_and_undo_brings_both_back():
    app = opened("cockpit")
    before = html(app)
    app.select_slider(key="lever-price_change").set_value(0.05).run()
    assert code(app) == "1~~price_change~0.05"
    assert html(app) != before
    app.button(key="icon-undo").click().run()
    assert code(app) == ""
    app.button(key="icon-redo").click().run()
    assert code(app) == "1~~price_change~0.05"
    app.button(key="icon-reset").click().run()
    assert code(app) == ""


def test_a_typed_value_is_taken_exactly_and_a_wrong_one_is_refused_with_a_sentence():
    app = opened("cockpit")
    app.text_input(key="entry-price_change").set_value("3,75 %").run()
    assert code(app) == "1~~price_change~0.0375"
    assert app.select_slider(key="lever-price_change").value == 0.0375
    app.text_input(key="entry-price_change").set_value("999").run()
    assert code(app) == "1~~price_change~0.0375"
    assert "999" in app.warning[0].value
    assert app.text_input(key="entry-price_change").value == "3.75"


def test_a_link_gives_the_same_figures_as_the_sliders():
    moved = opened("cockpit")
    moved.select_slider(key="lever-price_change").set_value(0.05).run()
    moved.select_slider(key="lever-sales_heads").set_value(0.2).run()
    linked = opened("cockpit", s=code(moved))
    assert _cards(linked) == _cards(moved)


def _cards(app: AppTest) -> list[str]:
    return [str(element.proto.body) for element in app.get("html") if 'class="lens' in str(element.proto.body)]


def test_state_survives_a_change_of_page():
    app = opened("cockpit", lang="fr", c="industry")
    app.select_slider(key="lever-price_change").set_value(0.05).run()
    app.switch_page(str(FOLDER / "outside.py")).run()
    assert code(app) == "1~~price_change~0.05"
    assert held(app, "c") == "industry"
    app.switch_page(str(FOLDER / "cockpit.py")).run()
    assert app.select_slider(key="lever-price_change").value == 0.05


def test_a_new_address_is_adopted_and_can_be_undone():
    app = opened("cockpit", s="1~~price_change~0.05")
    app.query_params["s"] = "1~~price_change~0.1"
    app.run()
    assert app.select_slider(key="lever-price_change").value == 0.1
    app.button(key="icon-undo").click().run()
    assert app.select_slider(key="lever-price_change").value == 0.05


@pytest.mark.parametrize("bad", ["2~~x", "1~~price_change~7", "%00<script>", "1~~price_change~0.05~~zz~1", "x" * 9_000])
def test_a_bad_link_says_what_was_ignored(bad: str):
    app = opened("cockpit", s=bad)
    assert app.warning
    assert "<script" not in app.warning[0].value


def test_a_company_that_is_not_held_falls_back_to_a_sample_and_says_so():
    app = opened("company", c="ab" * 32)
    assert len(app.warning) == 1
    assert "c" not in app.query_params


def test_an_uploaded_company_is_read_opened_and_linked(tmp_path: Path):
    app = opened("company")
    folder = ROUTER.parents[1] / "sample_data" / "services"
    for file in sorted(folder.glob("*.csv")):
        app.file_uploader(key="upload").upload(file.name, file.read_bytes())
    app.run()
    assert not app.exception
    company = companies.find(held(app, "c"))
    assert company is not None
    assert company.kind == "services"


def test_an_unreadable_upload_says_what_is_wrong_and_keeps_the_company():
    app = opened("company", lang="fr")
    app.file_uploader(key="upload").upload("sales.csv", b"nothing;useful\n1;2\n").run()
    assert app.error
    assert "c" not in app.query_params


def test_an_assumption_set_by_hand_is_part_of_the_link():
    app = opened("assumptions")
    app.selectbox(key="ledger-entry").set_value("price_elasticity").run()
    app.text_input(key="value-price_elasticity").set_value("-2,5").run()
    assert code(app) == "1~~.price_elasticity~-2.5"
    app.button(key="icon-default").click().run()
    assert code(app) == ""


def test_every_shock_has_a_slider():
    app = opened("outside")
    assert {str(slider.key).removeprefix("lever-") for slider in app.select_slider} == set(SHOCKS)
