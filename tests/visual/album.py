"""Small pictures on sheets, one for each screen and theme: what is kept is what one looks at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_GAP, _CAPTION = 10, 14
_MOST_WIDTH = 2400
_QUALITY = 22
_INDEX = "index.json"

Box = tuple[int, int, int, int]


class Album:
    """The sheets in a folder, and on which spot each place's picture is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        index = folder / _INDEX
        self._boxes: dict[str, dict[str, Box]] = json.loads(index.read_text()) if index.exists() else {}

    def names(self) -> list[str]:
        """The sheets there are."""
        return sorted(self._boxes)

    def pictures(self, sheet: str) -> Iterator[tuple[str, Image.Image]]:
        """Each place on the sheet with its picture."""
        if sheet not in self._boxes:
            return
        with Image.open(self._file(sheet)) as whole:
            for place, box in self._boxes[sheet].items():
                yield place, whole.crop(tuple(box))

    def put(self, sheet: str, pictures: Mapping[str, Image.Image]) -> None:
        """Lay the sheet anew with these pictures in this order."""
        boxes = _laid_out(pictures)
        width = max(right for _, _, right, _ in boxes.values()) + _GAP
        height = max(bottom for *_, bottom in boxes.values()) + _GAP
        whole = Image.new("RGB", (width, height), "#8a8a8a")
        pen, letters = ImageDraw.Draw(whole), ImageFont.load_default(11)
        for place, (left, top, right, bottom) in boxes.items():
            whole.paste(pictures[place].resize((right - left, bottom - top)), (left, top))
            pen.text((left, top - _CAPTION), _shortened(place, right - left), fill="white", font=letters)
        self._folder.mkdir(parents=True, exist_ok=True)
        whole.save(self._file(sheet), quality=_QUALITY, method=6)
        self._boxes[sheet] = boxes
        self._write_index()

    def leave_out(self, sheet: str) -> None:
        """Drop a sheet that nothing is pictured on any more."""
        self._file(sheet).unlink(missing_ok=True)
        del self._boxes[sheet]
        self._write_index()

    def _write_index(self) -> None:
        lines = (
            f"{json.dumps(sheet)}: {{\n"
            + ",\n".join(f"  {json.dumps(place)}: {list(box)}" for place, box in self._boxes[sheet].items())
            + "\n}"
            for sheet in self.names()
        )
        (self._folder / _INDEX).write_text("{\n" + ",\n".join(lines) + "\n}\n")

    def _file(self, sheet: str) -> Path:
        return self._folder / f"{sheet}.webp"


def _laid_out(pictures: Mapping[str, Image.Image]) -> dict[str, Box]:
    """Rows of pictures from left to right, each row as high as its highest."""
    boxes: dict[str, Box] = {}
    left, top, row_height = _GAP, _GAP + _CAPTION, 0
    for place, picture in pictures.items():
        if left + picture.width + _GAP > _MOST_WIDTH:
            left, top, row_height = _GAP, top + row_height + _GAP + _CAPTION, 0
        boxes[place] = (left, top, left + picture.width, top + picture.height)
        left += picture.width + _GAP
        row_height = max(row_height, picture.height)
    return boxes


def _shortened(place: str, width: int) -> str:
    return place[: max(4, width // 6)]
