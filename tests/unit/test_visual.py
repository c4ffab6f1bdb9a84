"""Pictures that are kept: noise is let pass, a change is told and drawn, and only what was asked for is replaced."""

from __future__ import annotations

from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

from tests.visual.album import Album
from tests.visual.camera import Camera
from tests.visual.comparing import TOLERANCE, beside, difference
from tests.visual.keeping import accept, changes


def _page(*, words: int = 6, colour: str = "#0f4c5c", height: int = 240) -> Image.Image:
    """A heading, lines of words, and a button."""
    picture = Image.new("RGB", (150, height), "#faf7f1")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 12, 120, 24), fill="#1d2a2f")
    for line in range(words):
        pen.rectangle((10, 40 + 14 * line, 130, 44 + 14 * line), fill="#4a585d")
    pen.rectangle((10, 180, 140, 210), fill=colour)
    return picture


def _noisy(picture: Image.Image) -> Image.Image:
    """As another machine might draw it: every pixel a little off."""
    chance = Random(1)
    return picture.point(lambda value: max(0, min(255, value + chance.randint(-9, 9))))


def _taken(folder: Path, **pictures: Image.Image) -> Camera:
    camera = Camera(folder, ["phone", "desk"])
    camera.pictures = {"phone-light": dict(pictures)}
    camera.trees = {"phone": dict.fromkeys(pictures, '- heading "Velkommen"\n')}
    return camera


def test_another_machines_rendering_and_a_lossy_file_are_no_difference(tmp_path: Path) -> None:
    Album(tmp_path).put("phone-light", {"lobby": _page()})
    [(place, kept)] = Album(tmp_path).pictures("phone-light")
    assert place == "lobby"
    assert difference(kept, _noisy(_page())) == 0


def test_a_lost_line_another_colour_and_a_longer_page_are_differences() -> None:
    for changed in (_page(words=5), _page(colour="#8f2d1f"), _page(height=260)):
        assert difference(_page(), changed) > TOLERANCE


def test_the_difference_is_drawn_beside_both() -> None:
    picture = beside(_page(), _page(colour="#8f2d1f"))
    assert picture.width == 3 * 150 + 16
    red, _, blue = picture.getpixel((316 + 70, 195))
    assert red > 150
    assert blue < 120


def test_every_kind_of_change_is_told(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    accept(_taken(tmp_path, lobby=_page(), ended=_page(words=2)), kept)
    assert list(changes(_taken(tmp_path, lobby=_page(), ended=_page(words=2)), tmp_path / "d", kept)) == []

    now = _taken(tmp_path, lobby=_page(words=3), new=_page())
    told = list(changes(now, tmp_path / "d", kept))

    assert told[0].startswith("phone-light lobby: ")
    assert (tmp_path / "d/phone-light/lobby.png").exists()
    assert told[1:3] == ["phone-light ended: is kept, and was not pictured", "phone-light new: is new"]
    assert "what is read out differs" in told[3]
    assert "-## ended" in told[3]


def test_what_was_not_asked_for_stays_as_it_was_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    Album(kept).put("projector-light", {"lobby": _page()})
    Album(kept).put("desk-light", {"sign-in": _page()})
    accept(_taken(tmp_path, lobby=_page()), kept)
    assert Album(kept).names() == ["phone-light", "projector-light"]
