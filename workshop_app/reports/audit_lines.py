"""The audit log in words: one line as the page and the files show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workshop_app.domain.agenda import Language
from workshop_app.domain.audit import Deed
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import enumeration, format_date, format_time
from workshop_app.services.audit import Entry

#: What of a unit is named where it was changed.
_FIELDS = ("name", "leader_role", "agreed_roles", "discussed_on", "parent_id", "reorganised_on", "closed_on")

#: What anybody can bring about who is not signed in.
_BY_STRANGERS = frozenset({Deed.SIGN_IN_FAILED, Deed.ASKED_FOR_LINK})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line. Columns are named by the phrases `audit.<field>`."""

    when: str = ""
    who: str = ""
    what: str = ""
    about: str = ""
    detail: str = ""


def line(entry: Entry, language: str = Language.BOKMAL) -> Line:
    """The line in words. Times are those of the place where the server stands."""
    at = entry.at.astimezone()
    nobody = "audit.stranger" if entry.deed in _BY_STRANGERS else "audit.server"
    return Line(
        when=f"{format_date(at.date())} {format_time(at, language)}",
        who=entry.actor_name or phrase(nobody, language),
        what=phrase(f"audit.deed.{entry.deed}", language),
        about=entry.subject_name,
        detail=". ".join(_details(entry.detail, language)),
    )


def _details(detail: Mapping[str, Any], language: str) -> list[str]:
    told = [
        phrase("audit.detail.file", language, file=detail["file"]) if "file" in detail else "",
        phrase("audit.detail.leader", language) if detail.get("leader") else "",
        phrase("audit.detail.municipal", language) if detail.get("municipal") else "",
        _passkey(detail.get("passkey"), language),
        phrase("audit.detail.passkeys", language, n=detail["passkeys"]) if "passkeys" in detail else "",
        _held_on(detail, language),
        _role(detail.get("role"), language),
        _everywhere(detail.get("everywhere"), role=detail.get("role"), language=language),
        _renamed(detail.get("name"), language),
        phrase("audit.detail.email", language) if detail.get("email") else "",
        _units("audit.detail.gained", detail.get("gained"), language),
        _units("audit.detail.lost", detail.get("lost"), language),
        _fields(detail.get("changed"), language),
        phrase(f"audit.logo.{detail['logo']}", language) if "logo" in detail else "",
        *(_decided(name, detail.get(name), language) for name in ("threshold", "months", "years")),
        phrase("audit.detail.into", language, unit=detail["into"]) if "into" in detail else "",
        phrase("audit.detail.new", language, units=enumeration(detail["new"], language)) if detail.get("new") else "",
    ]
    return [one for one in told if one]


def _held_on(detail: Mapping[str, Any], language: str) -> str:
    if "held_on" not in detail:
        return ""
    return phrase("audit.detail.held_on", language, date=date.fromisoformat(detail["held_on"]))


def _passkey(name: str | None, language: str) -> str:
    if name is None:
        return ""
    return phrase("audit.detail.passkey", language, name=name) if name else phrase("audit.detail.no_passkey", language)


def _role(role: str | Sequence[str] | None, language: str) -> str:
    if not role:
        return ""
    if isinstance(role, str):
        return phrase("audit.detail.role", language, role=phrase(f"people.role.{role}", language))
    before, after = (phrase(f"people.role.{one}", language) for one in role)
    return phrase("audit.detail.role_change", language, before=before, after=after)


def _everywhere(everywhere: bool | None, *, role: object, language: str) -> str:  # noqa: FBT001 -- as it is stored
    if everywhere:
        return phrase("audit.detail.everywhere", language)
    is_change = everywhere is not None and not isinstance(role, str)
    return phrase("audit.detail.not_everywhere", language) if is_change else ""


def _renamed(names: Sequence[str] | None, language: str) -> str:
    return phrase("audit.detail.name_change", language, before=names[0], after=names[1]) if names else ""


def _decided(name: str, numbers: Sequence[int] | None, language: str) -> str:
    return phrase(f"audit.detail.{name}", language, before=numbers[0], after=numbers[1]) if numbers else ""


def _units(key: str, parts: Sequence[Sequence[str]] | None, language: str) -> str:
    if not parts:
        return ""
    return phrase(key, language, units=enumeration([_unit(one, language) for one in parts], language))


def _unit(told: Sequence[str], language: str) -> str:
    unit, part, since = told
    if since:
        return phrase("audit.part.leads_since", language, unit=unit, date=date.fromisoformat(since))
    return phrase(f"audit.part.{part}", language, unit=unit)


def _fields(changed: Sequence[str] | None, language: str) -> str:
    named = [phrase(f"audit.unit.{name}", language) for name in _FIELDS if name in (changed or ())]
    return phrase("audit.detail.changed", language, fields=enumeration(named, language)) if named else ""
