"""The audit log: what people with accounts do that somebody may ask about later. Never what a participant does."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Deed(StrEnum):
    """One kind of line in the log."""

    SET_UP = "set_up"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    ASKED_FOR_LINK = "asked_for_link"
    LINK_USED = "link_used"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- the name of a deed
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    OPENED_OVERVIEW = "opened_overview"
    OPENED_UNIT = "opened_unit"
    OPENED_SESSION = "opened_session"
    OPENED_LOG = "opened_log"
    TOOK_FIGURES = "took_figures"
    TOOK_MINUTES = "took_minutes"
    TOOK_LOG = "took_log"
    GAVE_ACCESS = "gave_access"
    CHANGED_ACCESS = "changed_access"
    MADE_LINK = "made_link"
    SIGNED_SOMEBODY_OUT = "signed_somebody_out"
    CLOSED_ACCOUNT = "closed_account"
    CREATED_UNIT = "created_unit"
    CHANGED_UNIT = "changed_unit"
    MERGED_UNIT = "merged_unit"
    SPLIT_UNIT = "split_unit"
    CREATED_SESSION = "created_session"
    COUNTED_SITTINGS = "counted_sittings"
    MADE_AGENDA = "made_agenda"
    CHANGED_AGENDA = "changed_agenda"
    DELETED_AGENDA = "deleted_agenda"
    CHANGED_MUNICIPALITY = "changed_municipality"
    BACKED_UP = "backed_up"
    RESTORED = "restored"


#: What the log can be narrowed down to, in the order in which it is offered.
SUBJECTS: Mapping[str, frozenset[Deed]] = MappingProxyType(
    {
        "sign_in": frozenset(
            {
                Deed.SET_UP,
                Deed.SIGNED_IN,
                Deed.SIGN_IN_FAILED,
                Deed.ASKED_FOR_LINK,
                Deed.LINK_USED,
                Deed.PASSWORD_CHANGED,
                Deed.PASSKEY_ADDED,
                Deed.PASSKEY_REMOVED,
                Deed.SIGNED_OUT_EVERYWHERE,
            }
        ),
        "opened": frozenset({Deed.OPENED_OVERVIEW, Deed.OPENED_UNIT, Deed.OPENED_SESSION, Deed.OPENED_LOG}),
        "files": frozenset({Deed.TOOK_FIGURES, Deed.TOOK_MINUTES, Deed.TOOK_LOG}),
        "people": frozenset(
            {
                Deed.GAVE_ACCESS,
                Deed.CHANGED_ACCESS,
                Deed.MADE_LINK,
                Deed.SIGNED_SOMEBODY_OUT,
                Deed.CLOSED_ACCOUNT,
            }
        ),
        "units": frozenset(
            {
                Deed.CREATED_UNIT,
                Deed.CHANGED_UNIT,
                Deed.MERGED_UNIT,
                Deed.SPLIT_UNIT,
                Deed.CREATED_SESSION,
                Deed.COUNTED_SITTINGS,
            }
        ),
        "agendas": frozenset({Deed.MADE_AGENDA, Deed.CHANGED_AGENDA, Deed.DELETED_AGENDA}),
        "operation": frozenset({Deed.CHANGED_MUNICIPALITY, Deed.BACKED_UP, Deed.RESTORED}),
    }
)
