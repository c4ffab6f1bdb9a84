"""Letters by e-mail, where the operator has named a mail server. What is in them is `reports.letters`' business.

Neither addresses nor what a letter says are ever logged: it may hold a link that opens an account.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from workshop_app.domain.errors import WorkshopError
from workshop_app.services.in_thread import OneByOne
from workshop_app.settings import Settings, SmtpSecurity

#: Letters that may wait behind one another.
_MOST_WAITING = 40
_log = logging.getLogger("workshop")


class NotSent(WorkshopError):
    """The mail server has not taken a letter."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to one person; `sender_name` stands beside the operator's address."""

    to: str
    sender_name: str
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """The server that letters are handed to, and the address that they come from."""

    host: str
    port: int
    security: SmtpSecurity
    sender: str
    user: str | None = None
    password: str | None = None
    #: Seconds for each step of the conversation.
    patience: float = 8.0
    #: Whom this machine trusts.
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def send(self, letter: Letter) -> None:
        """Hand a letter over. Blocks for as long as the server takes its time with each step. Raises `NotSent`."""
        try:
            with self._connected() as connection:
                connection.send_message(self._message(letter), from_addr=self.sender, to_addrs=[letter.to])
        except (OSError, SMTPException, MessageError, ValueError) as error:
            _log.warning("A letter was not taken by the mail server (WORKSHOP_SMTP_HOST): %s", _told(error))
            raise NotSent("mail.not_sent") from error

    @contextmanager
    def _connected(self) -> Iterator[SMTP]:
        if self.security is SmtpSecurity.TLS:
            connecting: SMTP = SMTP_SSL(self.host, self.port, timeout=self.patience, context=self.trusted)
        else:
            connecting = SMTP(self.host, self.port, timeout=self.patience)
        with connecting as connection:
            if self.security is SmtpSecurity.STARTTLS:
                connection.starttls(context=self.trusted)
            if self.user:
                connection.login(self.user, self.password or "")
            yield connection

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = formataddr((letter.sender_name, self.sender))
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2])
        # Nobody's answering machine answers it.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


class Post:
    """Sends letters one by one in a thread of their own, if there is a mail server.

    `patience`: seconds until nobody waits any longer for a letter to be taken.
    """

    def __init__(self, server: MailServer | None, *, patience: float = 15.0) -> None:
        self._server = server
        self._patience = patience
        self._in_turn = OneByOne(most=_MOST_WAITING, refusal=lambda: NotSent("mail.not_sent"))

    @property
    def is_open(self) -> bool:
        """Whether letters can be sent at all."""
        return self._server is not None

    async def send(self, letter: Letter) -> None:
        """Hand a letter over. Raises `NotSent`, at the latest when patience is over; the loop goes on meanwhile."""
        if self._server is None:
            raise NotSent("mail.not_sent")
        try:
            await asyncio.wait_for(self._in_turn(self._server.send, letter), self._patience)
        except TimeoutError as error:
            _log.warning("A letter was not taken by the mail server (WORKSHOP_SMTP_HOST) in time")
            raise NotSent("mail.not_sent") from error


def mail_server(settings: Settings) -> MailServer | None:
    """The mail server that the settings name, if they name one."""
    if not settings.smtp_host:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_sender or "",
        user=settings.smtp_user,
        password=settings.smtp_password,
    )


def _told(error: Exception) -> str:
    """What kind of failure it was. What a server says in words may name the person that the letter is for."""
    codes = [error.smtp_code] if isinstance(error, SMTPResponseException) else []
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    return " ".join((type(error).__name__, *map(str, codes)))
