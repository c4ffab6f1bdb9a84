"""What anybody may read names the municipality and the periods, in the reader's language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workshop_app.content_loader import PUBLIC_PAGES, load_content
from workshop_app.domain.agenda import Language
from workshop_app.persistence.people import Municipality
from workshop_app.ui.information.public_page import PageView, page_view

PAGES = load_content(Path("content")).pages
NORDRE_LAND = Municipality(name="Nordre Land kommune", privacy_contact="personvern@example.no")


def read(name: str, language: Language = Language.BOKMAL, *, minimum: int = 5, there: bool = True) -> PageView:
    return page_view(PAGES[name], language, municipality=NORDRE_LAND if there else None, minimum=minimum)


def sentences(view: PageView) -> str:
    return " ".join(sentence for section in view.sections for sentence in section.sentences)


def test_the_page_on_privacy_names_who_is_responsible_and_how_long_things_are_kept() -> None:
    told = sentences(read("personvern", minimum=8))
    for part in ("Nordre Land kommune er behandlingsansvarlig.", "personvern@example.no", "færre enn 8", "24 måneder"):
        assert part in told


def test_content_of_ones_own_without_pages_has_those_that_ship(tmp_path: Path) -> None:
    own = tmp_path / "content"
    shutil.copytree("content", own, ignore=shutil.ignore_patterns("pages"))
    assert load_content(own).pages == PAGES

    (own / "pages").mkdir()
    text = Path("content/pages/tilgjengelighet.toml").read_text(encoding="utf-8")
    (own / "pages" / "tilgjengelighet.toml").write_text(text.replace("Tilgjengelighet", "For alle"), encoding="utf-8")
    pages = load_content(own).pages
    assert pages["personvern"] == PAGES["personvern"]
    assert "For alle" in pages["tilgjengelighet"].title.nb


@pytest.mark.parametrize(
    ("language", "told"),
    [(Language.NYNORSK, "er behandlingsansvarleg."), (Language.ENGLISH, "is the data controller.")],
)
def test_it_is_read_in_the_language_of_the_phone(language: Language, told: str) -> None:
    view = read("personvern", language)
    assert view.language == language.value
    assert told in sentences(view)


@pytest.mark.parametrize("name", PUBLIC_PAGES)
@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_open_also_before_set_up(name: str, language: Language) -> None:
    view = read(name, language, there=False)
    assert view.title
    assert all(section.heading and section.sentences for section in view.sections)
    assert "{" not in sentences(view)
