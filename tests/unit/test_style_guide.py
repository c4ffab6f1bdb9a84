"""The style guide: made of the screens' own elements, and not there unless it was asked for."""

from __future__ import annotations

from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from workshop_app.endpoints.style_guide import without_style_guide
from workshop_app.ui.stage.screens import SCREENS
from workshop_app.ui.style_guide import examples, page


async def test_without_the_setting_there_is_no_such_page() -> None:
    app = Starlette(routes=[without_style_guide("Siden finnes ikke.")])
    async with AsyncClient(transport=ASGITransport(app), base_url="https://tillit.example") as client:
        answers = [await client.get(path) for path in ("/stilguide", "/stilguide/", "/stilguide/index.html")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, "Siden finnes ikke.")}


def test_it_shows_every_kind_of_figure_in_all_three_looks() -> None:
    drawn = str(page.page().render())
    for element in ("bar-fill", "scale-mean", "bar-named", "commitment", "quotation", "join-picture", "horizon"):
        assert element in drawn, element
    assert all(look in drawn for look in ("light", "dark", "contrast"))


def test_examples_use_screens_that_there_are() -> None:
    assert {frame.screen for frame in examples.STAGES.values()} <= SCREENS.keys()
