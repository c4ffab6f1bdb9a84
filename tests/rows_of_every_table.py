"""A row for every table as any version has had it: what an upgrade must bring through."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from sqlalchemy import Connection, MetaData, insert, select

_THEN = datetime(2026, 2, 11, 9, tzinfo=UTC)
_FIGURES = {"dimensions": {"A": {"n": 5, "mean": 4.0, "squares": 82.0}}, "anchor": {"n": 5, "mean": 4.0}}
#: Table → column → value. Columns that a version does not have yet, or has no more, are left out there.
ROWS: dict[str, dict[str, object]] = {
    "municipality": {
        "id": 1,
        "name": "Nordre Land kommune",
        "privacy_contact": "personvern",
        "is_example": False,
        "minimum_answers": 7,
        "months_of_texts": 12,
        "years_of_totals": 3,
        "cleared_on": date(2026, 2, 1),
        "logo": "logo",
        "logo_width": 300,
        "logo_height": 100,
    },
    "logos": {"id": "logo", "picture": b"picture"},
    "people": {
        "id": "kari",
        "email": "kari@example.no",
        "name": "Kari",
        "password_hash": "hash",
        "role": "leader",
        "everywhere": False,
        "closed": False,
        "identity": b"i" * 32,
    },
    "sign_ins": {"token_hash": b"s" * 32, "person_id": "kari", "expires_at": _THEN},
    "account_links": {"person_id": "kari", "token_hash": b"l" * 32, "expires_at": _THEN},
    "passkeys": {
        "id": "passkey",
        "person_id": "kari",
        "name": "Jobb-PC",
        "credential_id": b"credential",
        "public_key": b"public key",
        "sign_count": 3,
        "added_on": date(2026, 2, 1),
        "used_on": date(2026, 2, 11),
    },
    "passkey_challenges": {"challenge_hash": b"c" * 32, "person_id": "kari", "expires_at": _THEN},
    "unit_imports": {"person_id": "kari", "rows": {"rows": []}, "uploaded_at": _THEN},
    "units": {
        "id": "unit",
        "name": "Helse og mestring",
        "leader_role": "enhetsleder",
        "agreed_roles": "",
        "discussed_on": date(2026, 1, 15),
        "parent_id": None,
        "reorganised_on": date(2026, 1, 1),
        "closed_on": None,
    },
    "memberships": {
        "person_id": "kari",
        "unit_id": "unit",
        "reads_leader": True,
        "leads": True,
        "leads_since": date(2026, 1, 1),
    },
    "leader_changes": {"unit_id": "unit", "day": date(2026, 1, 1), "is_end": False},
    "reorganisations": {"from_id": "unit", "to_id": "unit", "is_split": True, "day": date(2026, 1, 1)},
    "audit_log": {
        "id": "line",
        "at": _THEN,
        "deed": "signed_in",
        "actor": "kari",
        "actor_name": "Kari",
        "subject": "",
        "subject_name": "",
        "detail": {},
    },
    "sessions": {
        "id": "session",
        "code": "ABCDEF",
        "unit_id": "unit",
        "held_on": date(2026, 2, 11),
        "language": "nb",
        "agenda": "{}",
        "created_by": "kari",
        "ended_at": _THEN,
    },
    "workshops": {
        "id": "workshop",
        "unit_id": "unit",
        "planned": 3,
        "begun_on": date(2026, 2, 11),
        "counted_at": _THEN,
        "is_lost": False,
    },
    "sittings": {"session_id": "session", "workshop_id": "workshop"},
    "pulse_sums": {"workshop_id": "workshop", "session_id": "session", "activity_id": "pulsen", "sums": "{}"},
    "session_events": {
        "session_id": "session",
        "version": 1,
        "kind": "run-sealed",
        "payload": {"activity": "pulsen", "part": "pulse"},
        "at": _THEN,
        "actor": "kari",
    },
    "seats": {"session_id": "session", "token_hash": b"t" * 32},
    "writers": {"session_id": "session", "activity_id": "hva-na", "group_number": 1, "token_hash": b"w" * 32},
    "guest_networks": {"session_id": "session", "name": "Gjest", "password": "sommer2026"},
    "runs": {
        "id": "run",
        "session_id": "session",
        "activity_id": "pulsen",
        "part": "pulse",
        "repetition": 1,
        "open_round": None,
        "secret": b"x" * 32,
        "hands": None,
        "sealed": True,
        "sealed_at": _THEN,
    },
    "ballots": {"run_id": "run", "round": "pulse", "key": b"k" * 32, "seq": 1, "done": True, "answer": "[]"},
    "aggregates": {"run_id": "run", "round": "pulse", "figures": json.dumps({"n": 5, "figures": _FIGURES})},
    "spreads": {"dimension": "A", "n": 5, "sessions": 1, "deviations": 2.0},
    "proposals": {
        "id": "proposal",
        "session_id": "session",
        "activity_id": "hva-na",
        "group_number": 1,
        "position": 1,
        "text": "Færre rapporter",
        "state": "shown",
        "reason": None,
        "merged_into": None,
    },
    "deletions": {"day": date(2026, 2, 1), "what": "proposals", "number": 3},
    "own_agendas": {"id": "agenda", "title": "Vår agenda", "version": 2, "agenda": "{}"},
    "commitments": {
        "id": "card",
        "session_id": "session",
        "position": 1,
        "what": "Slutte med ukerapporten",
        "situation": "hver fredag",
        "who": "fagleder",
        "due": date(2026, 5, 1),
        "first_step": "si fra på mandag",
        "notice": "færre skjema",
        "proposal_id": "proposal",
        "state": "under-way",
        "learnt": "",
        "settled_on": None,
    },
    "lifts": {
        "id": "lift",
        "session_id": "session",
        "unit_id": "unit",
        "level_id": None,
        "position": 1,
        "what": "Få bestille vikar selv",
        "why": "vi venter i to dager",
        "sent_on": date(2026, 2, 1),
        "due": date(2026, 3, 1),
        "proposal_id": "proposal",
        "answer": "under-way",
        "sentence": "Vi prøver det ut",
        "by_day": date(2026, 4, 1),
        "answered_on": date(2026, 2, 10),
        "told_on": date(2026, 2, 10),
        "reminded_on": None,
    },
}


def fill(connection: Connection) -> dict[str, dict[str, object]]:
    """Put a row into every table that the database has; what was put there."""
    there = _reflected(connection)
    put = {}
    for table in there.sorted_tables:
        put[table.name] = {name: value for name, value in ROWS[table.name].items() if name in table.columns}
        connection.execute(insert(table), put[table.name])
    return put


def found(connection: Connection) -> dict[str, dict[str, object]]:
    """Table → its one row; tables without any are left out."""
    rows = {}
    for table in _reflected(connection).sorted_tables:
        for row in connection.execute(select(table)).mappings():
            assert table.name not in rows, f"{table.name} has got a second row"
            rows[table.name] = {name: _in_utc(value) for name, value in row.items()}
    return rows


def _reflected(connection: Connection) -> MetaData:
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.remove(metadata.tables["alembic_version"])
    return metadata


def _in_utc(value: object) -> object:
    """SQLite keeps no zone, and PostgreSQL tells times in its own."""
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
