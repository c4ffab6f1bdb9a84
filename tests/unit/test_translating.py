"""Texts go out to a translator's program and come back unharmed, and a catalogue that does not fit changes nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from workshop_app.command_line import main
from workshop_app.translating import PROJECT, TranslationError, export_catalogue, import_catalogue

TEXTS = "workshop_app/phrases/texts"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that is translated."""
    for folder in (TEXTS, "content"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """One text that counts and one that does not."""
    file = tmp_path / TEXTS / "phone.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        """# Above.
["button.send"]
nb = "Send svaret"  # beside
nn = "Send svaret"
en = "Send answer"

["points.left"]
nb = "{n} poeng igjen"
nn = "{n} poeng att"
en = "{n} points left"
one.en = "{n} point left"
""",
        encoding="utf-8",
    )
    return tmp_path


def written(project: Path) -> dict[str, str]:
    return {str(file): file.read_text(encoding="utf-8") for file in sorted(project.rglob("*.toml"))}


def changed(catalogue: Path, old: str, new: str) -> Path:
    text = catalogue.read_text(encoding="utf-8")
    assert old in text
    catalogue.write_text(text.replace(old, new), encoding="utf-8")
    return catalogue


def exported(project: Path, language: str = "en") -> Path:
    catalogue = project / f"{language}.po"
    export_catalogue(language, catalogue, project=project)
    return catalogue


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_text_comes_back_from_its_catalogue_byte_by_byte(project: Path, language: str) -> None:
    before = written(project)
    catalogue = exported(project, language)
    for file in project.rglob("*.toml"):
        file.write_text(re.sub(rf'\b({language} = ")', r"\1Ny: ", file.read_text(encoding="utf-8")), encoding="utf-8")
    lost = written(project)
    assert sum("Ny: " in text for text in lost.values()) == len(lost)

    told = import_catalogue(catalogue, project=project)

    assert told[0] == language
    assert told[1] > 1000
    assert written(project) == before


def test_a_translation_changes_that_text_and_nothing_beside_it(small: Path) -> None:
    catalogue = changed(exported(small), "Send answer", "Send my answer “now”")
    (before,) = written(small).values()
    assert import_catalogue(catalogue, project=small) == ("en", 1)
    assert list(written(small).values()) == [before.replace("Send answer", "Send my answer “now”")]


def test_what_has_a_form_for_one_is_a_plural_in_the_catalogue(small: Path) -> None:
    catalogue = exported(small, "nn")
    assert 'msgstr[0] "{n} poeng att"\nmsgstr[1] "{n} poeng att"' in catalogue.read_text(encoding="utf-8")
    import_catalogue(changed(catalogue, 'msgstr[0] "{n} poeng att"', 'msgstr[0] "{n} poeng til"'), project=small)
    (text,) = written(small).values()
    assert 'one.nn = "{n} poeng til"' in text
    assert exported(small, "nn").read_text(encoding="utf-8").count("poeng til") == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{n} points left", "points left", "points.left: the translation has not the same {…}"),
        ("Send svaret", "Send det", "button.send: the text in bokmål has changed since"),
        ("phone.toml: button.send", "phone.toml: button.away", "button.away: there is no such text."),
        ("Language: en", "Language: de", "must name its language in the header: nn or en."),
        ("msgid", "mgid", "is no gettext catalogue"),
    ],
)
def test_a_catalogue_that_does_not_fit_is_explained_and_changes_nothing(
    small: Path, old: str, new: str, said: str
) -> None:
    catalogue = changed(changed(exported(small), "Send answer", "Send my answer"), old, new)
    before = written(small)
    with pytest.raises(TranslationError) as refused:
        import_catalogue(catalogue, project=small)
    assert said in str(refused.value)
    assert written(small) == before


def test_what_is_uncertain_or_empty_is_left_as_it_is(small: Path) -> None:
    catalogue = changed(exported(small), 'msgstr "Send answer"', 'msgstr ""')
    before = written(small)
    assert import_catalogue(catalogue, project=small) == ("en", 0)
    context = 'msgctxt "workshop_app/phrases/texts/phone.toml: button.send"'
    uncertain = changed(exported(small), context, f"#, fuzzy\n{context}")
    assert import_catalogue(changed(uncertain, "Send answer", "Sending?"), project=small) == ("en", 0)
    assert written(small) == before


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["phrases", "import", str(tmp_path / "nn.po")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'nn.po'} could not be read: No such file or directory.\n"
