"""Tables that people upload: read as their spreadsheet program shows them, and nothing of them is trusted."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from workshop_app.domain.errors import BadInput
from workshop_app.services.sheets import MOST_ROWS, rows_of

HEAD = ["Enhet", "Under", "Leder"]
ROW = ["Hjemmetjenesten sør", "Helse", "avdelingslederen"]


def xlsx(*rows: list[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same file with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, part if one == name else old.read(one))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        xlsx(HEAD, [], ROW),
        "Enhet;Under;Leder\r\n\r\nHjemmetjenesten sør;Helse;avdelingslederen\r\n".encode("utf-8-sig"),
        "Enhet;Under;Leder\r\n;;\r\nHjemmetjenesten sør;Helse;avdelingslederen".encode("cp1252"),
        "Enhet,Under,Leder\n\nHjemmetjenesten sør,Helse,  avdelingslederen\n".encode(),
        "Enhet\tUnder\tLeder\n\nHjemmetjenesten sør\tHelse\tavdelingslederen\n".encode("utf-16"),
    ],
    ids=["xlsx", "utf-8", "windows", "commas", "utf-16"],
)
def test_a_table_is_read_with_its_rows_numbers(content: bytes) -> None:
    assert rows_of(content) == [(1, HEAD), (3, ROW)]


def test_a_formula_is_never_computed() -> None:
    assert rows_of(xlsx(HEAD, ["=1+1", "", ""], ROW)) == [(1, HEAD), (3, ROW)]


def bomb() -> bytes:
    return with_part(xlsx(HEAD), "xl/worksheets/sheet1.xml", b"<a>" + b" " * 9_000_000 + b"</a>")


def lying() -> bytes:
    """States a small size for a part that unpacks to much."""
    content = bytearray(bomb())
    size = (9_000_007).to_bytes(4, "little")
    return bytes(content.replace(size, (7).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "import.empty"),
        (b"\n ; \n", "import.empty"),
        (b"\x00\x01\x02", "import.not_a_table"),
        (b"PK\x03\x04 and then nothing", "import.not_a_table"),
        (xlsx(HEAD, ROW)[:-300], "import.not_a_table"),
        (with_part(xlsx(HEAD), "xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "import.not_a_table"),
        (bomb(), "import.too_large"),
        (lying(), "import.not_a_table"),
        (xlsx(*([[f"Enhet {n}"] for n in range(MOST_ROWS + 1)])), "import.too_many"),
        (b"x\n" * (MOST_ROWS + 1), "import.too_many"),
    ],
    ids=["nothing", "blanks", "bytes", "no zip", "cut", "entities", "bomb", "lying", "rows", "lines"],
)
def test_what_is_no_table_or_too_much_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        rows_of(content)
    assert refused.value.key == key
