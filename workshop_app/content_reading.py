"""One parsed file into one domain object, with mistakes told by key. Knows no file names and no rules.

Types say what a file may hold. The one liberty that files have over the types: a plain string,
where a text in several languages is meant, is the text in bokmål.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from workshop_app.domain.agenda import Text

T = TypeVar("T")

_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a known key",
    "unexpected_keyword_argument": "is not a known key",
    "string_too_short": "is empty",
}


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


class Mistake(Exception):
    """Something in a file is wrong: where, and why."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key = key
        self.reason = reason


def shaped(raw: object, form: type[T]) -> T:
    """`raw` as a `form`. Raises `Mistake` for the first thing that does not fit."""
    try:
        return adapter(form).validate_python(_spelled_out(raw, form))
    except ValidationError as error:
        raise _mistake(error) from None


def adapter(form: type[T]) -> TypeAdapter[T]:
    """Pydantic's view of a dataclass. Built once: building is far slower than using."""
    if form not in _ADAPTERS:
        _ADAPTERS[form] = TypeAdapter(form)
    return _ADAPTERS[form]


def _mistake(error: ValidationError) -> Mistake:
    first = error.errors(include_url=False, include_input=False)[0]
    key = _key(first["loc"])
    if first["loc"][-1:] == ("[key]",):
        return Mistake(key, "is not a phase")
    return Mistake(key, _REASONS.get(first["type"], first["msg"].lower()))


def _key(location: tuple[str | int, ...]) -> str:
    """`options[2].text.nb`, as the file has it; a person counts from 1."""
    written = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location if part != "[key]")
    return written.removeprefix(".")


def _spelled_out(raw: object, hint: object) -> object:
    """`raw` with each plain string that stands for a text made a text in bokmål."""
    form = _required(hint)
    if form is Text and isinstance(raw, str):
        return {"nb": raw}
    if isinstance(raw, dict) and is_dataclass(form):
        forms = get_type_hints(form)
        return {name: _spelled_out(value, forms.get(name)) for name, value in raw.items()}
    if isinstance(raw, dict) and get_origin(form) is Mapping:
        return {name: _spelled_out(value, get_args(form)[1]) for name, value in raw.items()}
    if isinstance(raw, list) and get_origin(form) is tuple:
        return [_spelled_out(value, get_args(form)[0]) for value in raw]
    return raw


def _required(hint: object) -> Any:  # noqa: ANN401 -- a type hint has no type
    """`X | None` without the None."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(part for part in get_args(hint) if part is not NoneType)
