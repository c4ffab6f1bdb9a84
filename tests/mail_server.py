"""A mail server in a thread of its own: a real one, that keeps what it is handed in place of passing it on."""

from __future__ import annotations

import re
import ssl
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers import free_port

USER, PASSWORD = "verkstedet", "et passord til posten"
_PATIENCE = 30.0


class PostOffice:
    """The server, for as long as the block lasts. With a certificate it wants a line that is encrypted,
    from the start or by STARTTLS and then its user's name and password too.

    `refused` are addresses that it takes no letters for; while `opened` is cleared it answers no letter.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, encrypted_from_the_start: bool = False) -> None:
        self.port = free_port()
        self.refused: set[str] = set()
        self.opened = threading.Event()
        self.opened.set()
        self.letters: list[EmailMessage] = []
        self._arrived = threading.Condition()
        wanted: dict[str, object] = {"ssl_context": tls} if tls and encrypted_from_the_start else {}
        if tls and not encrypted_from_the_start:
            wanted = {"tls_context": tls, "require_starttls": True, "authenticator": _known, "auth_required": True}
        self._controller = Controller(self, hostname="localhost", port=self.port, **wanted)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Let it be gone."""
        self.opened.set()
        if self._controller.loop.is_running():
            self._controller.stop()

    def letter(self, number: int = 1) -> EmailMessage:
        """The letter in that place, counted from 1; waits for it."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.letters) >= number, _PATIENCE), "no letter has come"
        return self.letters[number - 1]

    async def handle_RCPT(  # noqa: N802 -- the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return f"550 {address} is not known here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- the same
        await server.loop.run_in_executor(None, self.opened.wait)
        with self._arrived:
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self._arrived.notify_all()
        return "250 OK"


def text_of(letter: EmailMessage) -> str:
    """What stands in it."""
    return letter.get_content().replace("\r\n", "\n")


def link_in(letter: EmailMessage) -> str:
    """The one-time link in it."""
    found = re.search(r"\S+/lenke#\S+", text_of(letter))
    assert found, text_of(letter)
    return found.group()


def _known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=(given.login, given.password) == (USER.encode(), PASSWORD.encode()), handled=False)
