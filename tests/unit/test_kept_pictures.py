"""The pictures that are kept: nothing that a room can be shown is left out."""

from __future__ import annotations

import pytest

from tests.visual.album import Album
from tests.visual.further import unpictured
from tests.visual.keeping import KEPT


@pytest.mark.parametrize("screen", ["phone", "projector", "control"])
def test_every_phase_of_every_kind_has_a_kept_picture(screen: str) -> None:
    places = {place for place, _ in Album(KEPT).pictures(f"{screen}-light")}

    assert [*unpictured(places)] == []
