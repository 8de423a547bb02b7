"""Companies written to bytes, as CSV in any dialect, as ZIP and as workbook: what the reading tests read."""

import csv
import io
import zipfile
from datetime import date

import xlsxwriter

from model.findings import message

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
SHORT_HEADER = ["month", "segment", "channel", "price", "units"]


def company(**values):
    pairs = {"name": "Acme", "kind": "services", "currency": "EUR", "language": "fr"} | values
    return [["key", "value"], *map(list, ({"first_forecast_month": "2025-01"} | pairs).items())]


def sales(months=MONTHS):
    header = ["month", "product", "market", "sales_channel", "list_price", "units", "revenue"]
    return [header, *([month, "P", "FR", "direct", 100, 5, 500] for month in months)]


def people(functions=("sales",), months=MONTHS):
    return [["month", "function", "heads"], *([month, name, 2.5] for month in months for name in functions)]


def whole_company(**others):
    return {"company": company(), "sales": sales(), "people": people()} | others


def csv_bytes(rows, delimiter=",", encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def zip_bytes(tables, **dialect):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(f"{name}.csv", csv_bytes(rows, **dialect))
    return content.getvalue()


def xlsx_bytes(tables):
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        dates = book.add_format({"num_format": "mmm yyyy"})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    sheet.write(number, place, value, *([dates] if isinstance(value, date) else []))
    return content.getvalue()


def short_rows(**changes):
    rows = [dict(zip(SHORT_HEADER, [month, "Pro", "Direct", 10.5, 100], strict=True)) for month in MONTHS[:12]]
    return [SHORT_HEADER, *([(row | changes)[name] for name in SHORT_HEADER] for row in rows)]


def sentences(reading):
    return [message(finding) for finding in reading.findings]
