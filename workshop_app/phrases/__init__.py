"""Every sentence that people read, in bokmål, nynorsk and English.

The sentences stand in `texts/*.toml`, and those of one kind of activity in its own `texts.toml` under `kinds`: one
table to a phrase with its three languages together.
Nothing here may know about sessions, screens or settings: callers bring the figures and names
that go into a sentence as slots.

A phrase with a number in it may have a second form for one: `one.nb`, `one.nn`, `one.en`. It is
used when the slot `n` (or the slot that `counts` names) is 1.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from workshop_app import kinds
from workshop_app.phrases.formatting import written

LANGUAGES = ("nb", "nn", "en")

#: What a phone or projector says while it can't reach the server. Compiled into the pages, so slots are not possible.
_CONNECTION = (
    "wait.sending",
    "offline.now",
    "offline.queued",
    "offline.back",
    "offline.sent",
    "offline.too_late",
    "offline.long",
    "offline.server",
    "error.storage_off",
    "error.old_browser",
    "error.other_tab",
    "stage.lost",
    "control.offline",
)

_TEXTS = Path(__file__).parent / "texts"
_OF_A_KIND = "*/texts.toml"
_SLOT = re.compile(r"\{(\w+)\}")


class UnknownPhrase(KeyError):
    """There is no phrase with that key."""


class MissingSlot(LookupError):
    """A sentence was asked for without something that goes into it."""


def phrase(key: str, language: str, /, **slots: object) -> str:
    """The sentence in `language`, with its slots filled. Slots that it does not have are ignored.

    Raises `UnknownPhrase` or `MissingSlot`: people never see a key or an empty slot.
    """
    entry = _entry(key)
    counted = slots.get(entry.get("counts", "n"))
    forms = {**entry, **entry.get("one", {})} if counted == 1 else entry
    return fill(forms[_known(language)], language, **slots)


def fill(text: str, language: str, /, **slots: object) -> str:
    """`text` with its slots filled: for sentences that come from `content/`.

    A slot that begins a sentence gets a capital. What is put in is never searched for slots.
    """

    def replace(match: re.Match[str]) -> str:
        if match[1] not in slots:
            raise MissingSlot(f"«{text}» needs the slot {match[1]}")
        value = written(slots[match[1]], language)
        begins = _begins_sentence(text[: match.start()])
        return value[:1].upper() + value[1:] if begins else value

    return _SLOT.sub(replace, text) if "{" in text else text


def connection_phrases(language: str, /) -> Mapping[str, str]:
    """What a page must be able to say without the server, by key."""
    return {key: phrase(key, language) for key in _CONNECTION}


def keys() -> tuple[str, ...]:
    """All keys, in the order in which the files have them."""
    return tuple(_catalogue())


def files() -> tuple[Path, ...]:
    """Where the sentences stand."""
    of_kinds = (file for folder in kinds.__path__ for file in Path(folder).glob(_OF_A_KIND))
    return (*sorted(_TEXTS.glob("*.toml")), *sorted(of_kinds))


def slots(text: str, /) -> frozenset[str]:
    """The names of the slots in a sentence."""
    return frozenset(_SLOT.findall(text))


def _begins_sentence(before: str) -> bool:
    return not before or before.endswith((". ", "? "))


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"no phrases in the language {language!r}")
    return language


def _entry(key: str) -> Mapping[str, Any]:
    try:
        return _catalogue()[key]
    except KeyError:
        raise UnknownPhrase(f"no phrase with the key {key!r}") from None


@cache
def _catalogue() -> Mapping[str, Mapping[str, Any]]:
    """All phrases by key. A key that stands in two files is a mistake of ours, so it stops the start."""
    found: dict[str, Mapping[str, Any]] = {}
    for file in files():
        for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"{file}: the phrase {key!r} is there twice")
            found[key] = entry
    return MappingProxyType(found)
