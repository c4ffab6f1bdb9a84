"""One-time links, which open an account for whoever has them. Only the hash of a link's token is ever stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workshop_app.persistence import accounts
from workshop_app.persistence.accounts import Account
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock
from workshop_app.services.tokens import new_token, token_hash

LINK_LASTS = timedelta(days=7)
#: For a link that a stranger may have asked for.
RESET_LASTS = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A one-time link, for this once: nobody can read its token again."""

    account: Account
    token: str
    expires_at: datetime


def drafted(account: Account, *, lasts: timedelta = LINK_LASTS) -> Link:
    """A link that opens nothing before it has been given out."""
    expires_at = clock.now() + lasts
    return Link(account=replace(account, link_until=expires_at), token=new_token(), expires_at=expires_at)


def give_out(db: Transaction, link: Link) -> Link:
    """Let a link work. The one that its account had before stops working."""
    hashed = token_hash(link.token)
    accounts.remember_link(db, person_id=link.account.id, token_hash=hashed, expires_at=link.expires_at)
    return link
