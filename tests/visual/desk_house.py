"""The house whose desk is pictured: units with a past, an administrator with a passkey, a leader, and an open link."""

from __future__ import annotations

from datetime import timedelta

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from tests.browser.history_house import DAYS, PASSWORD, furnish
from tests.servers import Server
from workshop_app.persistence import accounts, passkeys, people
from workshop_app.persistence.engine import Database
from workshop_app.persistence.passkeys import Passkey
from workshop_app.services import clock
from workshop_app.services.tokens import token_hash

ADMINISTRATOR, LEADER = "kari@example.no", "eva@example.no"
#: Opens the page where a new password is chosen.
LINK_TOKEN = "lenken-til-siri"


def settings(port: int) -> dict[str, str]:
    """Where passkeys and letters are offered. No letter is sent."""
    return {
        "WORKSHOP_PUBLIC_URL": f"http://localhost:{port}",
        "WORKSHOP_SMTP_HOST": "localhost",
        "WORKSHOP_SMTP_SECURITY": "none",
        "WORKSHOP_SMTP_SENDER": "ikke-svar@example.no",
    }


def move_in(server: Server) -> None:
    """Everybody, and what each has."""
    furnish(server)
    database = Database(f"sqlite:///{server.data_dir / 'workshop.db'}")
    hashed = PasswordHasher().hash(PASSWORD)
    with database.unit_of_work() as db:
        people.add_person(db, id_="kari", email=ADMINISTRATOR, name="Kari", password_hash=hashed, role="administrator")
        people.add_person(db, id_="eva", email=LEADER, name="Eva", password_hash=hashed, role="leader")
        people.add_membership(db, person_id="eva", unit_id="hjemme", leads=True, leads_since=DAYS[0])
        _add_passkey(db)
        in_an_hour = clock.now() + timedelta(hours=1)
        accounts.remember_link(db, person_id="siri", token_hash=token_hash(LINK_TOKEN), expires_at=in_an_hour)
    database.close()


def _add_passkey(db: Session) -> None:
    passkeys.add_passkey(
        db,
        Passkey(
            id="mobilen",
            person_id="kari",
            name="Mobilen",
            credential_id=b"mobilen",
            public_key=b"never asked for",
            sign_count=0,
            added_on=DAYS[-2],
            used_on=DAYS[-1],
        ),
    )
