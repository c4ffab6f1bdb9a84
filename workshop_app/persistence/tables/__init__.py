"""The tables. Mapped classes never leave the package above.

Nothing here says when a participant did something, or in what order: `seats` and `ballots` have no
timestamps and are stored in key order (`WITHOUT ROWID` on SQLite), so that neither can be laid
beside the other (architecture rule 3).
"""

# Whoever has one table has them all: `Base.metadata` is whole, and foreign keys find what they name.
from workshop_app.persistence.tables import accounts, municipality, sessions, texts, units, votes

__all__ = ["accounts", "municipality", "sessions", "texts", "units", "votes"]
