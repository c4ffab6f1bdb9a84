"""The form that a step of any kind is filled in with, read off the types that describe the kind.

A form is plain JSON for the browser: what there is to fill in, in the order of the file, and the step as its file
has it. What comes back is read by `content_parsing` like any file, so mistakes come under the same keys. A new
kind of activity therefore needs nothing here but a phrase `step.field.<name>` for each field that is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any, get_args, get_origin, get_type_hints

from workshop_app.content_checks import LARGEST_FILE
from workshop_app.content_loader import Content
from workshop_app.content_parsing import Raw, body_form, read_activity, tried
from workshop_app.content_reading import Mistake, Mistakes, inside, required, shaped
from workshop_app.content_writing import flat
from workshop_app.domain.agenda import Activity, Instrument, Text
from workshop_app.domain.agenda_editing import free_id, id_from
from workshop_app.kinds.catalogue import forms
from workshop_app.phrases import phrase

#: What people never fill in: what ballots are stored under, and what is settled when a session is planned.
_UNSEEN = frozenset({"id", "kind", "chosen"})
#: Rows of a list of one's own that begins empty.
_FIRST_ROWS = 2
_MORE_PHASES = ("say", "later")

Form = dict[str, Any]


def form_of(kind: str, language: str) -> list[Form]:
    """What there is to fill in for a step of that kind, with labels in that language."""
    form = body_form({"kind": kind})
    said = [{"name": phase.value, "label": phrase(f"phase.{phase.value}", language)} for phase in form.course.phases]
    return [
        {**_labelled("title", language), "type": "text", "required": True},
        *_fields(form, language),
        {
            **_labelled("minutes", language),
            "type": "group",
            "open": True,
            "fields": [{**one, "type": "number"} for one in said],
        },
        *(
            {
                **_labelled(name, language),
                "type": "group",
                "open": name == "say",
                "fields": [{**one, "type": "list", "of": {"type": "text"}, "least": 0} for one in said],
            }
            for name in _MORE_PHASES
        ),
        {**_labelled("may_skip", language), "type": "yes"},
        {**_labelled("part", language), "type": "text", "required": True},
    ]


def filled(activity: Activity) -> Raw:
    """The step as its form has it: as in its file, and the heading that it stands under."""
    part = {"part": {key: text for key, text in vars(activity.part).items() if text}} if activity.part else {}
    return flat(activity) | part


def addable(content: Content) -> list[str]:
    """The kinds that a step of one's own may have: all but those whose questions must never be one's own."""
    return [kind for kind in forms() if not _has_instrument(kind) and _example(kind, content) is not None]


def blank(kind: str, content: Content, language: str) -> Activity:
    """A new step of that kind to write over, with the scale and the minutes of the first one that ships."""
    example = _example(kind, content)
    assert example is not None
    shipped = flat(example)
    new = {
        field["name"]: _fresh(field, shipped.get(field["name"]), language)
        for field in _fields(body_form(shipped), language)
        if field["required"]
    }
    title, minutes = {"nb": phrase("step.new", language)}, shipped.get("minutes", {})
    raw = {"kind": kind, "title": title, "minutes": minutes, **new}
    return read_activity("eget-steg", _with_ids(raw), content.known())


def read_form(raw: object, before: Activity, content: Content) -> Activity:
    """The step that the form was filled in as. Raises `Mistakes`, each under the key of its field."""
    if not isinstance(raw, Mapping) or len(repr(raw)) > LARGEST_FILE:
        raise Mistakes(Mistake("", "mistake.unfit"))
    written = {str(key): value for key, value in raw.items() if key != "id"} | {"kind": before.kind}
    heading = written.pop("part", None)
    if _has_instrument(before.kind):
        written["instrument"] = flat(before)["instrument"]
    wrong: list[Mistake] = []
    part = tried(wrong, lambda: _heading(heading))
    activity = tried(wrong, lambda: read_activity(before.id, _with_ids(written), content.known()))
    if activity is None or part is None:
        raise Mistakes(*wrong)
    return replace(activity, part=part)


def _heading(raw: object) -> Text:
    with inside("part"):
        if raw is None:
            raise Mistakes(Mistake("", "mistake.missing"))
        return shaped(raw, Text)


def _fields(form: type, language: str) -> list[Form]:
    """What there is to fill in of a dataclass, in its order; what is unseen or no text of one's own is left out."""
    hints = get_type_hints(form)
    return [
        {**_labelled(field.name, language), **_type(hints[field.name], language), "required": _is_required(field)}
        for field in fields(form)
        if field.name not in _UNSEEN and required(hints[field.name]) is not Instrument
    ]


def _type(hint: object, language: str) -> Form:
    """How something of that type is filled in."""
    form = required(hint)
    simple = {Text: "text", str: "string", int: "number", bool: "yes"}
    if form in simple:
        return {"type": simple[form]}
    if get_origin(form) is tuple:
        parts = get_args(form)
        of = _type(parts[0], language)
        # Always as many as the type has, or any number.
        return {"type": "list", "of": of, "fixed": 0 if parts[-1] is Ellipsis else len(parts)}
    if isinstance(form, type) and is_dataclass(form):
        return {"type": "group", "fields": _fields(form, language), "named": "id" in get_type_hints(form)}
    raise TypeError(f"no way to fill in {form}")


def _labelled(name: str, language: str) -> Form:
    return {"name": name, "label": phrase(f"step.field.{name}", language)}


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _has_instrument(kind: str) -> bool:
    return Instrument in (required(hint) for hint in get_type_hints(body_form({"kind": kind})).values())


def _example(kind: str, content: Content) -> Activity | None:
    return next((activity for activity in content.activities.values() if activity.kind == kind), None)


def _fresh(field: Form, shipped: object, language: str, number: str = "") -> object:
    """Something to write over. A list of a fixed length is a scale, and keeps the words that ship."""
    match field["type"]:
        case "text":
            return {"nb": f"{phrase('step.write_here', language)}{number}"}
        case "list" if field["fixed"]:
            return shipped
        case "list":
            return [_fresh(field["of"], None, language, f" {n}") for n in range(1, 1 + _FIRST_ROWS)]
        case "group":
            named = {"id": ""} if field["named"] else {}
            return named | {one["name"]: _fresh(one, None, language) for one in field["fields"] if one["required"]}
        case "number":
            return 1
        case "yes":
            return False
        case _:
            return phrase("step.write_here", language)


def _with_ids(raw: Any) -> Any:  # noqa: ANN401 -- whatever a browser sent
    """The step with an id for each answer or question that has none yet, made of its words."""
    if isinstance(raw, Mapping):
        return {key: _with_ids(value) for key, value in raw.items()}
    if not isinstance(raw, list):
        return raw
    rows = [_with_ids(row) for row in raw]
    taken = {str(row["id"]) for row in rows if isinstance(row, dict) and row.get("id")}
    for row in rows:
        if isinstance(row, dict) and row.get("id") == "":
            row["id"] = free_id(id_from(_words(row)), taken)
            taken.add(row["id"])
    return rows


def _words(row: Mapping[str, Any]) -> str:
    named = row.get("text") or row.get("title") or ""
    return str(named.get("nb", "")) if isinstance(named, Mapping) else str(named)
