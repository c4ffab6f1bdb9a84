"""Frozen agendas, read once. They never change after a session is created, so they can be kept."""

from __future__ import annotations

from functools import lru_cache

from workshop_app.content_loader import thaw
from workshop_app.domain.agenda import Agenda


@lru_cache(maxsize=256)
def agenda_of(frozen: str) -> Agenda:
    """The agenda in its frozen form. The same object for the same text."""
    return thaw(frozen)
