"""`docs/adding-an-activity.md` as it stands: its files make a kind of activity, and a session is held with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import workshop_app.kinds
from tests.integration.conftest import HouseFactory
from tests.integration.house import House, create_session, scene
from workshop_app import phrases
from workshop_app.content_loader import load_content
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.kinds.catalogue import forms
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database
from workshop_app.reports.minutes_content import minutes_content

DATABASES = ("sqlite",)
PAGE = Path("docs/adding-an-activity.md").read_text(encoding="utf-8")
#: The files on the page: each has its name on a line of its own above it.
FILES = dict(re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL))


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder with the files of the page, beside those that the house has."""
    shutil.copytree("content", tmp_path / "content")
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "kinds/thumbs/__init__.py").touch()
    agenda = tmp_path / "content/agendas/90-minutter.toml"
    agenda.write_text(agenda.read_text("utf-8").replace('"spilleregler"', '"ferdige"'), encoding="utf-8")
    monkeypatch.setattr(workshop_app.kinds, "__path__", [*workshop_app.kinds.__path__, str(tmp_path / "kinds")])
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def forget() -> None:
    """The kinds are looked for once; a real one is there before anybody looks."""
    forms.cache_clear()
    phrases._catalogue.cache_clear()


@pytest.fixture
def house(added: Path, new_house: HouseFactory, database: Database) -> House:
    content = load_content(added / "content")
    return new_house(code=create_session(database, content=content))


def test_the_page_has_all_files_of_a_kind() -> None:
    assert {Path(name).name for name in FILES} == {"rules.py", "screens.py", "texts.toml", "ferdige.toml"}


def test_nothing_else_knows_the_kind() -> None:
    """What the page adds is in the page's folder: no file of the house names it."""
    naming = [file for file in Path("workshop_app").rglob("*.py") if "thumbs" in file.read_text("utf-8").split('"')]
    assert naming == []


async def test_a_session_is_held_with_the_new_kind(house: House) -> None:
    house.go_to("ferdige", Phase.OPEN)
    asked = phone_frame(scene(house))
    assert (asked.screen, asked.question) == ("ballot", "Skal vi gå videre?")
    assert [option.label for option in asked.ballot.options] == ["Ja", "Nei"]
    assert stage_frame(scene(house)).screen == "vote"
    assert control_frame(scene(house)).next_label == phrases.phrase("control.close_and_show", "nb")

    seats = house.join(10)
    with pytest.raises(InvalidAnswer):
        await house.answer(seats[0], "maybe")
    await house.answer_all(seats, ["yes"] * 7 + ["no"] * 3)
    assert stage_frame(scene(house)).groups == []
    house.press()

    shown = stage_frame(scene(house))
    told = [("Ja", "70\N{NO-BREAK SPACE}%"), ("Nei", "30\N{NO-BREAK SPACE}%")]
    assert [(bar.label, bar.text) for bar in shown.groups[0].bars] == told
    assert phone_frame(scene(house)).groups == shown.groups


async def test_too_few_see_nothing_of_the_new_kind_either(house: House) -> None:
    house.go_to("ferdige", Phase.OPEN)
    await house.answer_all(house.join(4), ["yes"] * 4)
    house.press()
    assert stage_frame(scene(house)).screen == "too-few"
    assert house.figures("ferdige", "vote") == {"vote": (4, None)}


async def test_the_new_kind_is_told_afterwards(house: House) -> None:
    house.go_to("ferdige", Phase.OPEN)
    await house.answer_all(house.join(10), ["yes"] * 7 + ["no"] * 3)
    house.end()
    page = report(house.snapshot, minimum=5, now=datetime(2026, 3, 2, 12, tzinfo=UTC))
    (asked,) = page.asked
    assert (asked.title, asked.wording) == ("Er vi ferdige?", ["Skal vi gå videre?"])
    assert [bar.label for bar in asked.groups[0].bars] == ["Ja", "Nei"]
    (told,) = minutes_content(house.snapshot, minimum=5).asked
    assert (told.title, told.wording) == ("Er vi ferdige?", ("Skal vi gå videre?",))
