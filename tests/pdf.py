"""A PDF read back: what is printed on it, how it is tagged, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf


@dataclass(frozen=True)
class Tag:
    """A structure element: its kind, its alternative text, and the kinds under it."""

    kind: str
    alt: str
    inside: tuple[Tag, ...]

    def all(self) -> Iterator[Tag]:
        yield self
        for tag in self.inside:
            yield from tag.all()


class ReadPdf:
    """`text` is what is printed, in reading order and without the spaces that lines are broken at."""

    def __init__(self, file: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(file))
        self.root = self.pdf.Root
        self.xmp = self.root.Metadata.read_bytes().decode()
        self.text = "".join(_printed(page) for page in self.pdf.pages)
        (self.document,) = _tags(self.root.StructTreeRoot.K)

    def tags(self, kind: str) -> list[Tag]:
        return [tag for tag in self.document.all() if tag.kind == kind]

    def stated(self, name: str) -> str:
        found = re.search(rf"<{name}[^>]*>(.*?)</{name}>", self.xmp, re.DOTALL)
        assert found is not None, name
        return re.sub(r"<[^>]+>", "", found[1])

    def has(self, text: str) -> bool:
        """Whether that is printed, wherever its lines are broken."""
        return squeezed(text) in self.text


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _tags(node: object) -> Iterator[Tag]:
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield Tag(str(node.S)[1:], str(node.get("/Alt", "")), tuple(_tags(node.get("/K"))))


def _printed(page: pikepdf.Page) -> str:
    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    shown, font = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    shown += [font.get(raw[at : at + 2], "") for at in range(0, len(raw), 2)]
    return squeezed("".join(shown))


def _characters(font: pikepdf.Object) -> dict[bytes, str]:
    """Glyph → characters, as the font's ToUnicode map has them."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, characters in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[bytes.fromhex(glyph)] = bytes.fromhex(characters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, characters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(characters, 16)
            for number in range(int(first, 16), int(last, 16) + 1):
                found[number.to_bytes(2, "big")] = chr(start + number - int(first, 16))
    return found
