"""A server of the benchmark's own, and sessions ready to run on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from tests.servers import Server, free_port
from workshop_app.content_loader import Content, load_content
from workshop_app.persistence import sessions
from workshop_app.persistence.engine import Database
from workshop_app.services.preparation import Preparation
from workshop_app.services.session_keys import scan_key, stage_key
from workshop_app.services.sign_in import SignIn

_EMAIL, _PASSWORD = "kari@example.org", "a long password"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A session in draft, with what it takes to run it."""

    code: str
    cookie: str
    stage_path: str
    session_id: str
    database: Database
    #: Empty for a commit that knew of none.
    scan_key: str = ""

    def stored_ballots(self) -> int:
        """How many complete ballots the database has for this session."""
        joined = "ballots JOIN runs ON runs.id = ballots.run_id"
        query = text(f"SELECT count(*) FROM {joined} WHERE session_id = :id AND done")  # noqa: S608 -- nothing from outside
        with self.database.reading() as db:
            return int(db.execute(query, {"id": self.session_id}).scalar_one())


@contextmanager
def serving(directory: Path) -> Iterator[str]:
    """A server with its data in `directory`; yields its address, and ends it afterwards."""
    port = free_port()
    server = Server(
        data_dir=directory,
        port=port,
        settings={"WORKSHOP_HOST": "127.0.0.1", "WORKSHOP_PUBLIC_URL": f"http://127.0.0.1:{port}"},
    )
    try:
        server.start()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.end()


def prepare(
    directory: Path,
    *,
    chosen_question: str | None = None,
    database_url: str | None = None,
    content: Content | None = None,
    agenda_id: str = "90-minutter",
    unit_id: str | None = None,
) -> Prepared:
    """A new session in that server's database, of a new unit unless one is named; makes the account the first time."""
    database = Database(database_url or f"sqlite:///{directory}/workshop.db")
    sign_in = SignIn(database, directory)
    path = sign_in.set_up_path()
    cookie = (
        sign_in.sign_in(email=_EMAIL, password=_PASSWORD)
        if path is None
        else sign_in.set_up(
            key=path.partition("=")[2],
            municipality="Eksempel kommune",
            privacy_contact="ombud@example.org",
            name="Kari",
            email=_EMAIL,
            password=_PASSWORD,
        )
    )
    person = sign_in.person(cookie)
    assert person is not None
    preparation = Preparation(database=database, content=content or load_content(Path("content")))
    today = datetime.now(UTC).date()
    number = len(preparation.units_of(person)) + 1
    unit = unit_id or preparation.create_unit(
        person, name=f"Enhet {number}", leader_role="lederen", agreed_roles="", discussed_on=today
    )
    agenda = preparation.content.agendas[agenda_id]
    code = preparation.create_session(
        person,
        unit_id=unit,
        agenda_id=agenda.id,
        held_on=today,
        language="nb",
        order=[activity.id for activity in agenda.activities],
        chosen_question=chosen_question,
    )
    with database.reading() as db:
        record = sessions.find_by_code(db, code)
    assert record is not None
    secret = (directory / "secret.key").read_bytes().strip()
    return Prepared(
        code=code,
        cookie=cookie,
        stage_path=f"/skjerm/{code}?nokkel={stage_key(secret, record.id)}",
        scan_key=scan_key(secret, record.id),
        session_id=record.id,
        database=database,
    )
