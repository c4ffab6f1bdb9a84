"""What is kept between runs, small pictures and the words that are read out, and how what is there now differs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.visual.album import Album
from tests.visual.camera import Camera
from tests.visual.comparing import TOLERANCE, beside, difference

KEPT = Path(__file__).resolve().parent / "kept"
_MOST_LINES = 40


def accept(camera: Camera, folder: Path = KEPT) -> None:
    """Keep what the camera took in place of what was kept before."""
    album = Album(folder)
    for sheet in set(_of(camera, album.names())) - set(camera.pictures):
        album.leave_out(sheet)
    for sheet, pictures in camera.pictures.items():
        album.put(sheet, pictures)
    for screen, trees in camera.trees.items():
        _tree_file(folder, screen).write_text(
            "\n".join(f"## {place}\n{tree}" for place, tree in trees.items()), encoding="utf-8"
        )


def changes(camera: Camera, folder_for_differences: Path, folder: Path = KEPT) -> Iterator[str]:
    """Each picture and text that is not as it was kept; draws the difference into `folder_for_differences`."""
    album = Album(folder)
    for sheet in sorted({*_of(camera, album.names()), *camera.pictures}):
        kept, taken = dict(album.pictures(sheet)), camera.pictures.get(sheet, {})
        for place in (*kept, *(place for place in taken if place not in kept)):
            if place not in taken:
                yield f"{sheet} {place}: is kept, and was not pictured"
            elif place not in kept:
                yield f"{sheet} {place}: is new"
            elif (share := difference(kept[place], taken[place])) > TOLERANCE:
                file = folder_for_differences / sheet / f"{place}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                beside(kept[place], taken[place]).save(file)
                yield f"{sheet} {place}: {share:.1%} of it looks different, see {file}"
    for screen, trees in camera.trees.items():
        yield from _reworded(screen, trees, folder)


def _of(camera: Camera, sheets: Iterable[str]) -> Iterator[str]:
    """Those of the screens that the camera has."""
    return (sheet for sheet in sheets if sheet.rpartition("-")[0] in camera.screens)


def _reworded(screen: str, trees: dict[str, str], folder: Path) -> Iterator[str]:
    file = _tree_file(folder, screen)
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    now = "\n".join(f"## {place}\n{tree}" for place, tree in trees.items())
    lines = list(difflib.unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", n=1, lineterm=""))
    if lines:
        told = "\n".join(f"    {line}" for line in lines[:_MOST_LINES])
        yield f"{screen}: what is read out differs, {len(lines)} lines:\n{told}"


def _tree_file(folder: Path, screen: str) -> Path:
    return folder / f"{screen}.txt"
