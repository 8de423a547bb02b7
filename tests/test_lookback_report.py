"""The look-back as a scheduler has it: of a plan or a signed receipt, as HTML or PDF, with an alarm when a trigger fired."""

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from model.samples import load_sample
from store.database import database
from store.receipts import About, Receipt, write
from store.workspaces import new_workspace
from ui import pdf_page, receipt_file
from ui.lookback_file import BAD_INPUT, DONE, FIRED, main

MONTH = load_sample("saas").history_months[-4]
HOSTILE = "<img src='file:///etc/passwd'/>\u202e Raise & hire? \u202f中 <b>"


def signed(**changed: Any) -> Receipt:
    """A receipt about Helioflow, whose one trigger fired."""
    document = {
        "question": HOSTILE,
        "company": {"name": "Helioflow"},
        "first_month": MONTH,
        "code": "1~~12m~~price_change~0.05",
        "triggers": [{"kpi": "revenue", "side": "below", "value": 1e9, "month": MONTH}],
    }
    return write(database(), new_workspace(database()), {**document, **changed}, About(key="k"))


@pytest.fixture(scope="module")
def receipt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("receipt") / "receipt.json"
    path.write_bytes(receipt_file.written(signed()))
    return path


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def test_a_pdf_carries_french_and_no_markup_of_its_writers(receipt: Path, tmp_path: Path):
    target = tmp_path / "bilan.pdf"
    asked = ["saas", "--receipt", str(receipt), "--lang", "fr", "--format", "pdf", "--output", str(target)]
    assert main(asked) == DONE
    said = words(target.read_bytes())
    for part in ("Helioflow : prévu et réalisé", "1 déclencheur sur 1 a joué", "Marge d’EBITDA", "−", " k€", " %"):
        assert part in said
    assert "<img src='file:///etc/passwd'/> Raise & hire? ? <b>" in said
    assert not any(page.images for page in pypdf.PdfReader(target).pages)
    assert said.index("1 déclencheur") < said.index("L’écart, ligne par ligne")


def test_a_fired_trigger_ends_with_its_own_code_and_is_told_on_standard_error(
    receipt: Path, capfd: pytest.CaptureFixture[str]
):
    assert main(["saas", "--receipt", str(receipt), "--exit-code", "--only-when-fired"]) == FIRED
    out, err = capfd.readouterr()
    assert "reopen the decision" in err
    assert err.count("\n") == 1
    assert "&lt;img src=" in out
    assert "<img" not in out


def test_nothing_is_written_when_nothing_fired(capfd: pytest.CaptureFixture[str]):
    quiet = signed(triggers=[{"kpi": "revenue", "side": "above", "value": 1e9, "month": MONTH}])
    assert main(["saas", "--receipt", quiet.id[:12], "--exit-code", "--only-when-fired"]) == DONE
    assert capfd.readouterr() == ("", "")


def test_a_receipt_that_was_touched_is_not_trusted(receipt: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    touched = tmp_path / "touched.json"
    touched.write_text(receipt.read_text(encoding="utf-8").replace("price_change~0.05", "price_change~0.06"))
    for wrong in (touched, tmp_path / "nothing.json", Path(__file__)):
        assert main(["saas", "--receipt", str(wrong)]) == BAD_INPUT
        assert capfd.readouterr().err.count("\n") == 1


def test_a_decision_that_no_month_followed_yet_is_one_sentence(capfd: pytest.CaptureFixture[str]):
    assert main(["saas", "--receipt", signed(first_month="2026-10").id]) == BAD_INPUT
    assert capfd.readouterr().err == "--from 2026-10: no month has come since; 2026-09 is the last.\n"


def test_a_table_of_a_pdf_goes_over_pages_with_its_titles():
    content = pdf_page.written("T", [pdf_page.table(["Name", "Value"], [[f"row {n}", "1"] for n in range(90)])])
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 1
    assert all("Value" in page for page in pages)
    assert pdf_page.written("T", [pdf_page.text("a")]) == pdf_page.written("T", [pdf_page.text("a")])
