"""Whether two pictures look alike to somebody who does not look for differences."""

from __future__ import annotations

from functools import reduce

from PIL import Image, ImageChops, ImageFilter

#: What letters drawn by another machine and a lossy file may differ by, of 255.
_NOISE = 44
_BLUR = 1.2
#: The share of a picture that may differ by more.
TOLERANCE = 0.006
_MARK = (214, 0, 90)


def difference(kept: Image.Image, now: Image.Image) -> float:
    """The share of the picture that differs visibly, from 0 to 1; what one of them lacks differs."""
    marks = _marks(kept, now)
    return marks.histogram()[255] / (marks.width * marks.height)


def beside(kept: Image.Image, now: Image.Image) -> Image.Image:
    """What was kept, what is there now, and where they differ, side by side."""
    marks = _marks(kept, now)
    shown = Image.blend(now.convert("RGB").crop((0, 0, *marks.size)), Image.new("RGB", marks.size, "white"), 0.7)
    shown.paste(_MARK, mask=marks)
    picture = Image.new("RGB", (3 * marks.width + 16, marks.height), "white")
    for place, part in enumerate((kept.convert("RGB"), now.convert("RGB"), shown)):
        picture.paste(part, (place * (marks.width + 8), 0))
    return picture


def _marks(kept: Image.Image, now: Image.Image) -> Image.Image:
    """White where the pictures differ, black elsewhere."""
    size = (max(kept.width, now.width), max(kept.height, now.height))
    pair = (_on(kept, size, "black"), _on(now, size, "white"))
    blurred = (one.filter(ImageFilter.GaussianBlur(_BLUR)) for one in pair)
    bands = [band.point(lambda value: 255 if value > _NOISE else 0) for band in ImageChops.difference(*blurred).split()]
    return reduce(ImageChops.lighter, bands)


def _on(picture: Image.Image, size: tuple[int, int], ground: str) -> Image.Image:
    """As large as `size`, on ground that is seen where the picture does not reach."""
    whole = Image.new("RGB", size, ground)
    whole.paste(picture)
    return whole
