"""One parsed file into one domain object, with mistakes told by key. Knows no file names and no rules.

Types say what a file may hold. The one liberty that files have over the types: a plain string,
where a text in several languages is meant, is the text in bokmål.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from workshop_app.domain.agenda import Activity, Text
from workshop_app.phrases import phrase

T = TypeVar("T")

#: What pydantic found → the phrase that says it.
_REASONS = {
    "missing": "mistake.missing",
    "extra_forbidden": "mistake.unknown_key",
    "unexpected_keyword_argument": "mistake.unknown_key",
    "string_too_short": "mistake.empty",
    "string_type": "mistake.no_text",
    "int_type": "mistake.no_number",
    "int_parsing": "mistake.no_number",
    "int_from_float": "mistake.no_number",
    "bool_type": "mistake.no_yes_or_no",
    "bool_parsing": "mistake.no_yes_or_no",
    "tuple_type": "mistake.no_list",
    "mapping_type": "mistake.no_table",
    "dict_type": "mistake.no_table",
    "dataclass_type": "mistake.no_table",
    "too_long": "mistake.too_many",
    "too_short": "mistake.too_few",
}

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


class Mistake:
    """Something in a file is wrong: under which key, and why. `reason` is a phrase, `slots` fill it."""

    def __init__(self, key: str, reason: str, **slots: object) -> None:
        self.key = key
        self.reason = reason
        self.slots = slots

    def told(self, language: str) -> str:
        """Key and reason in one sentence."""
        return f"{self.key}: {self.why(language)}" if self.key else self.why(language)

    def why(self, language: str) -> str:
        """The reason alone."""
        return phrase(self.reason, language, **self.slots)

    def within(self, key: str) -> Mistake:
        """The same mistake seen from outside: what has it stands under `key`."""
        inside = self.key if not self.key or self.key.startswith("[") else f".{self.key}"
        return Mistake(f"{key}{inside}", self.reason, **self.slots)


class Mistakes(Exception):
    """All that is wrong with a file, as far as it can be seen: what does not fit its types hides what else is wrong."""

    def __init__(self, *all_: Mistake) -> None:
        super().__init__(*(mistake.told("en") for mistake in all_))
        self.all = all_


@contextmanager
def inside(key: str) -> Iterator[None]:
    """What is found to be wrong here stands under `key` in the file."""
    try:
        yield
    except Mistakes as mistakes:
        raise Mistakes(*(mistake.within(key) for mistake in mistakes.all)) from None


def shaped(raw: object, form: type[T]) -> T:
    """`raw` as a `form`. Raises `Mistakes` for everything that does not fit."""
    try:
        return adapter(form).validate_python(_spelled_out(raw, form))
    except ValidationError as error:
        raise Mistakes(*(_mistake(one) for one in error.errors(include_url=False, include_input=False))) from None


def adapter(form: type[T]) -> TypeAdapter[T]:
    """Pydantic's view of a dataclass. Built once: building is far slower than using."""
    if form not in _ADAPTERS:
        _ADAPTERS[form] = TypeAdapter(form)
    return _ADAPTERS[form]


def plain(activity: Activity, *, brief: bool = False) -> dict[str, Any]:
    """The activity as JSON has it, with its kind's own keys; `brief` leaves out what is as it would be anyway."""
    parts = (activity, {"body"}), (activity.body, set[str]())
    whole, body = (
        adapter(type(part)).dump_python(part, mode="json", exclude=without, exclude_none=True, exclude_defaults=brief)
        for part, without in parts
    )
    return {**whole, "body": body}


def _mistake(error: ErrorDetails) -> Mistake:
    key = _key(error["loc"])
    if error["loc"][-1:] == ("[key]",):
        return Mistake(key, "mistake.no_phase")
    limits = error.get("ctx", {})
    slots = {"n": limits.get("actual_length"), "least": limits.get("min_length"), "most": limits.get("max_length")}
    return Mistake(key, _REASONS.get(error["type"], "mistake.unfit"), **slots)


def _key(location: tuple[str | int, ...]) -> str:
    """`options[2].text.nb`, as the file has it; a person counts from 1."""
    written = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location if part != "[key]")
    return written.removeprefix(".")


def _spelled_out(raw: object, hint: object) -> object:
    """`raw` with each plain string that stands for a text made a text in bokmål."""
    form = required(hint)
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


def required(hint: object) -> Any:  # noqa: ANN401 -- a type hint has no type
    """`X | None` without the None."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(part for part in get_args(hint) if part is not NoneType)
