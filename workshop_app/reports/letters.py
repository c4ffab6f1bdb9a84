"""What stands in the letters that are sent by e-mail: plain text, in the language that the operator has chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workshop_app.domain.agenda import Language
from workshop_app.persistence.accounts import Account
from workshop_app.phrases import phrase
from workshop_app.services.links import Link
from workshop_app.services.mail import Letter


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Writes them. `municipality` is asked for its name each time, and blocks; links lead to `public_url`."""

    municipality: Callable[[], str]
    public_url: str
    language: Language

    def given(self, account: Account, link: Link | None) -> Letter:
        """To somebody who has been given access, or a link to a new password.

        There is no link where everybody signs in with the municipality's account.
        """
        return self._new_password(link) if link and account.has_password else self._invitation(account, link)

    def _invitation(self, account: Account, link: Link | None) -> Letter:
        way_in = (
            (self._say("mail.choose"), self._until(link), self._address(link))
            if link
            else (self._say("mail.municipal"), f"{self.public_url}/logg-inn")
        )
        return self._letter(
            account, "mail.invitation.subject", "mail.invitation", *way_in, self._say("mail.unexpected")
        )

    def _new_password(self, link: Link) -> Letter:
        told = (self._until(link), self._address(link), self._say("mail.password_until_then"))
        return self._letter(link.account, "mail.password.subject", "mail.password", *told)

    def forgotten(self, link: Link) -> Letter:
        """To somebody for whom anybody may have asked."""
        told = (self._until(link), self._address(link), self._say("mail.not_you"))
        return self._letter(link.account, "mail.password.subject", "mail.asked", *told)

    def trial(self, address: str) -> Letter:
        """To the operator who wants to see whether letters arrive."""
        text = self._say("mail.trial")
        return Letter(to=address, sender_name=self.municipality(), subject=self._say("mail.trial.subject"), text=text)

    def _letter(self, account: Account, subject: str, first: str, *paragraphs: str) -> Letter:
        municipality = self.municipality()
        whole = (
            self._say("mail.hello", name=account.name),
            self._say(first, municipality=municipality),
            *paragraphs,
            self._say("mail.automatic"),
        )
        text = "\n\n".join(whole) + "\n"
        return Letter(to=account.email, sender_name=municipality, subject=self._say(subject), text=text)

    def _until(self, link: Link) -> str:
        return self._say("mail.link", until=link.expires_at.astimezone())

    def _address(self, link: Link) -> str:
        return link_address(self.public_url, link)

    def _say(self, key: str, **slots: object) -> str:
        return phrase(key, self.language, **slots)


def link_address(origin: str, link: Link) -> str:
    """The address that a link is. Its token stands behind the #, which browsers send to nobody."""
    return f"{origin}/lenke#{link.token}"
