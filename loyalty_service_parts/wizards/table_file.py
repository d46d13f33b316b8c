"""Reading a table from CSV or XLSX: rows of cells, without a database."""

import csv
import io

import openpyxl


def read_csv(content):
    text = content.decode("utf-8-sig")
    sample = next(iter(text.splitlines()), "")
    delimiter = max(";,\t", key=sample.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def read_xlsx(content):
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return [list(row) for row in book.active.iter_rows(values_only=True)]
