"""The minutes of a session (samlingsreferat) as a PDF for the archive: PDF/A-3a and PDF/UA-1, set in type by typst.

What people wrote reaches the template as data and is never read as markup. Nothing is fetched: the fonts are those
inside typst. The file's time is when the session ended, so the same minutes are the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workshop_app.reports.minutes_content import minutes_content
from workshop_app.reports.printable import printable
from workshop_app.services.snapshot import Snapshot

_TEMPLATE = Path(__file__).with_name("minutes_layout.typ")


class NotSet(RuntimeError):
    """The minutes could not be set in type."""


def minutes(snapshot: Snapshot, *, minimum: int, logo: bytes | None = None) -> bytes:
    """The finished PDF of a session that has ended, with the municipality's `logo`, a PNG, on top.

    Raises `NotSet` when typst fails, however it does.
    """
    import typst  # noqa: PLC0415 -- slow import

    ended = snapshot.record.ended_at
    assert ended is not None, "minutes are of sessions that have ended"
    told = {**asdict(minutes_content(snapshot, minimum=minimum)), "author": snapshot.municipality.name}
    # Pictures come as numbers: what is handed to typst is text.
    picture = list(logo or b"")
    try:
        return typst.compile(
            _TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards=["a-3a", "ua-1"],
            ignore_system_fonts=True,
            sys_inputs={"minutes": json.dumps({**_printable(told), "logo": picture}, ensure_ascii=False)},
            timestamp=int(ended.timestamp()),
        )
    except BaseException as error:
        # A panic inside typst is no `Exception`, and must not end the server's thread as one.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise NotSet(type(error).__name__) from error


def _printable(value: Any) -> Any:  # noqa: ANN401 -- whatever a document holds
    """Every text in it as the typeface can print it."""
    match value:
        case str():
            return printable(value)
        case dict():
            return {name: _printable(one) for name, one in value.items()}
        case list() | tuple():
            return [_printable(one) for one in value]
        case _:
            return value
