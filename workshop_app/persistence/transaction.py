"""What a use case may know of a transaction: its type, and how it fails when somebody was quicker."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

#: An open transaction. Use cases hand it on to this package's functions and ask nothing else of it.
Transaction = Session
#: Raised where a row is there already: a version that somebody else has written, a code or key in use.
Conflict = IntegrityError
