"""Files brought to the Company page: opened, mapped first, or refused; the company before stays until then."""

import sqlite3

import pytest

from model.reading.mapping import Mapping, SourceMapping, mapping_text
from tests.test_pages import held, html, opened
from tests.written import MONTHS, company, csv_bytes, people, sales
from ui import companies
from ui.path import STATUSES
from ui.words import speaking

ODD = {"month": "Période analysée", "units": "Pièces", "revenue": "Facturé HT"}


def odd_files():
    rows = sales()
    rows[0] = [ODD.get(name, name) for name in rows[0]]
    return {"export 2024.csv": rows, "people.csv": people()}


def brought(files, language="en", **more):
    app = opened("company", lang=language)
    for name, rows in files.items():
        app.file_uploader(key="upload").upload(name, rows if isinstance(rows, bytes) else csv_bytes(rows))
    for name, content in more.items():
        app.file_uploader(key="upload").upload(f"{name}.toml", content)
    app.run()
    assert not app.exception
    return app


def selection(app, column):
    return next(box for box in app.selectbox if str(box.key).endswith(f"-sales-{column}"))


def mapped(app):
    for column in ("month", "units", "revenue"):
        selection(app, column).set_value(ODD[column]).run()
    return app


def test_files_with_unknown_headers_lead_to_the_mapping_and_the_company_stays():
    app = brought(odd_files())
    assert "Which column is which?" in html(app)
    assert "c" not in app.query_params


def test_what_is_recognised_is_chosen_already_and_called_sure():
    app = brought(odd_files())
    assert selection(app, "product").value == "product"
    assert "sure" in selection(app, "product").label
    assert "likely" in selection(app, "month").label or "unsure" in selection(app, "month").label


def test_the_first_rows_are_shown_as_they_will_be_read_in_the_readers_language():
    with speaking("fr"):  # the words of the selections, which the test compares outside of a run
        said = html(mapped(brought(odd_files(), language="fr")))
    assert "janv. 2023" in said
    assert "500,00\N{NO-BREAK SPACE}€" in said or "500,00 €" in said


def test_a_mapped_company_is_opened_when_it_is_whole():
    app = mapped(brought(odd_files()))
    app.button(key="map-read").click().run()
    assert not app.exception
    found = companies.find(held(app, "c"))
    assert found is not None
    assert found.first_month == "2025-01"
    assert "Which column is which?" not in html(app)


def test_a_mapping_with_a_column_missing_is_refused_in_words_and_the_company_stays():
    app = brought(odd_files())
    app.button(key="map-read").click().run()
    assert "required" in app.error[0].value
    assert "c" not in app.query_params


def test_a_mapping_file_dropped_beside_the_files_reads_them_at_once():
    facts = {"name": "Acme", "kind": "services", "currency": "EUR", "language": "fr"}
    mapping = Mapping("acme", {"export 2023": SourceMapping("sales", ODD)}, facts)
    app = brought(odd_files(), mapping=mapping_text(mapping).encode())
    found = companies.find(held(app, "c"))
    assert found is not None
    assert found.name == "Acme"


def test_a_text_that_is_no_mapping_is_refused_in_words():
    app = brought({}, mapping=b"this is nothing")
    assert "this is no mapping" in app.error[0].value.replace("\\", "")


def test_a_mapping_is_kept_for_the_next_files_of_the_session():
    app = mapped(brought(odd_files()))
    app.button(key="map-read").click().run()
    first = held(app, "c")
    app.file_uploader(key="upload").set_value(
        [("export 2025.csv", csv_bytes(odd_files()["export 2024.csv"]), "text/csv")]
    )
    app.file_uploader(key="upload").upload("people.csv", csv_bytes(people())).run()
    assert not app.exception
    assert "Which column is which?" not in html(app)
    assert held(app, "c") == first


def test_leaving_the_mapping_leaves_everything_as_it_was():
    app = brought(odd_files())
    app.button(key="map-cancel").click().run()
    assert "Which column is which?" not in html(app)
    assert not app.error


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_way_shows_six_steps_and_what_is_next(language):
    said = html(opened("company", lang=language))
    assert said.count('<li class="') >= len(STATUSES) == 6
    assert 'aria-current="step"' in html(brought(odd_files(), language=language))


def test_another_table_gets_suggestions_of_its_own():
    app = brought(odd_files())
    box = next(box for box in app.selectbox if str(box.key).endswith("-table") and box.value == "sales")
    box.set_value("invoices").run()
    assert not app.exception
    dates = next(box for box in app.selectbox if str(box.key).endswith("-invoices-date"))
    assert dates.value == ODD["month"]
    assert len(MONTHS) == 24


def test_addresses_are_asked_for_only_where_the_owner_allows_them(monkeypatch):
    monkeypatch.delenv("TANDEM_ADDRESSES", raising=False)
    assert "lines-address" not in [box.key for box in opened("company").text_input]
    monkeypatch.setenv("TANDEM_ADDRESSES", "allow")
    assert "lines-address" in [box.key for box in opened("company").text_input]


def test_a_table_of_a_database_is_rolled_up_and_read_with_the_next_files(monkeypatch, tmp_path):
    monkeypatch.setenv("TANDEM_ADDRESSES", "allow")
    with sqlite3.connect(tmp_path / "w.sqlite") as light:
        light.execute("create table lines (date text, product text, market text, units real, revenue real)")
        light.executemany("insert into lines values (?, 'P', 'FR', 5, 500)", [(f"{month}-17",) for month in MONTHS])
    light.close()
    app = opened("company")
    app.text_input(key="lines-address").set_value(f"sqlite:///{tmp_path}/w.sqlite")
    app.text_input(key="lines-table").set_value("lines")
    app.button(key="lines-roll-database").click().run()
    assert not app.exception
    for name, rows in (("people.csv", people()), ("company.csv", company())):
        app.file_uploader(key="upload").upload(name, csv_bytes(rows))
    app.run()
    found = companies.find(held(app, "c"))
    assert found is not None
    assert found.name == "Acme"


def lines_dropped(rows):
    app = opened("company", lang="en")
    app.file_uploader(key="lines-file").upload("factures 2024.csv", csv_bytes(rows)).run()
    assert not app.exception
    return app


def test_a_file_of_lines_is_added_up_by_month_and_read_with_the_next_files():
    header = ["Date facture", "Produit", "Quantité", "Montant HT"]
    app = lines_dropped([header, *([f"{month}-17", "P", 5, 500] for month in MONTHS for _ in range(3))])
    app.button(key="lines-roll").click().run()
    for name, rows in (("people.csv", people()), ("company.csv", company())):
        app.file_uploader(key="upload").upload(name, csv_bytes(rows))
    app.run()
    found = companies.find(held(app, "c"))
    assert found is not None
    assert found.history["revenue"].sum() == 1500 * len(MONTHS)


def test_a_column_of_lines_that_is_not_recognised_is_chosen_by_hand():
    app = lines_dropped([["Date facture", "Pièces", "Montant HT"], *([f"{month}-17", 5, 500] for month in MONTHS)])
    app.button(key="lines-roll").click().run()
    assert "units" in app.error[0].value
    app.selectbox(key="lines-invoices-units").set_value("Pièces").run()
    app.button(key="lines-roll").click().run()
    assert not app.error
    assert "sales.csv" in [str(button.proto.label).split(",")[0] for button in app.get("download_button")]
