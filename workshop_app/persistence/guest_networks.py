"""The wireless network that a session shows its room: kept from when it is typed until the end, and in no backup."""

from __future__ import annotations

from sqlalchemy import delete

from workshop_app.domain.guest_network import GuestNetwork
from workshop_app.persistence.tables.sessions import GuestNetworkRow
from workshop_app.persistence.transaction import Transaction


def find_network(db: Transaction, session_id: str) -> GuestNetwork | None:
    """The network of a session, if one has been typed."""
    row = db.get(GuestNetworkRow, session_id)
    return GuestNetwork(name=row.name, password=row.password) if row else None


def keep_network(db: Transaction, session_id: str, network: GuestNetwork) -> None:
    """Keep it in place of the one before."""
    db.merge(GuestNetworkRow(session_id=session_id, name=network.name, password=network.password))
    db.flush()


def forget_network(db: Transaction, session_id: str) -> None:
    """Delete it."""
    db.execute(delete(GuestNetworkRow).where(GuestNetworkRow.session_id == session_id))
