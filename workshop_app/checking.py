"""`workshop check-content`: what is wrong with content files, told to those who write them, in their language."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from workshop_app.content_checks import LARGEST_FILE, advice
from workshop_app.content_loader import FileMistake, read_content, read_file
from workshop_app.content_reading import Mistake, Mistakes
from workshop_app.domain.agenda import Agenda
from workshop_app.phrases import LANGUAGES, phrase
from workshop_app.settings import Settings

_FOLDERS = ("activities", "agendas", "instruments", "questions", "pages")


class WrongContent(Exception):
    """Something is wrong. The message is one line for each mistake."""


class _Commands(Protocol):
    """What `argparse` gives for adding commands, whose own type it does not name."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...  # noqa: A002 -- argparse's word


def add_command(commands: _Commands) -> None:
    """Add this command; it sets `run`, which takes what was given with it."""
    checking = commands.add_parser("check-content", help="explain every mistake in a content file, or in all of them")
    checking.add_argument("file", nargs="?", type=Path, help="the file; without it, all of the content folder")
    checking.add_argument("--language", choices=LANGUAGES, default="nb", help="to explain them in; nb unless given")
    checking.set_defaults(run=lambda chosen: check(chosen.file, language=chosen.language))


def check(file: Path | None, *, language: str) -> None:
    """Say that the content is in order, with what is worth knowing of it. Raises `WrongContent`."""
    if file is None:
        content, mistakes = read_content(Settings.from_env().content_dir)
        agendas = {f"{name}.toml": agenda for name, agenda in content.agendas.items()}
    elif _lies_in_content(file):
        content, everywhere = read_content(file.absolute().parents[1])
        mistakes = [one for one in everywhere if one.path == file.absolute()]
        agendas = {str(file): content.agendas[file.stem]} if file.stem in content.agendas else {}
    else:
        found, mistakes = _alone(file)
        agendas = {str(file): found} if found else {}
    if mistakes:
        raise WrongContent("\n".join(one.told(language) for one in mistakes))
    for name, agenda in agendas.items():
        for worth_knowing in advice(agenda.activities):
            print(f"{name}: {worth_knowing.told(language)}")
    print(phrase("check.right", language, file=file or phrase("check.all", language)))


def _alone(file: Path) -> tuple[Agenda | None, Sequence[FileMistake]]:
    """The agenda in a file that lies anywhere, if it is one, and what is wrong with the file."""
    content, _ = read_content(Settings.from_env().content_dir)
    try:
        return read_file(_text(file), content, name="agenda"), ()
    except Mistakes as mistakes:
        return None, [FileMistake(path=file, file=str(file), mistake=mistake) for mistake in mistakes.all]


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Mistakes(Mistake("", "mistake.too_large", most=LARGEST_FILE // 1000))
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Mistakes(Mistake("", "mistake.not_utf8")) from None
    except FileNotFoundError:
        raise Mistakes(Mistake("", "mistake.no_such_file")) from None
    except OSError as error:
        raise Mistakes(Mistake("", "mistake.unreadable", why=error.strerror or type(error).__name__)) from None


def _lies_in_content(file: Path) -> bool:
    """Whether it is one of a folder of content, where files name each other; there it is read with them."""
    folder = file.absolute().parent
    return file.is_file() and folder.name in _FOLDERS and all((folder.parent / name).is_dir() for name in _FOLDERS)
