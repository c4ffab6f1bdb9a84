"""Who is here and has answered: sent beside the frames, since it changes with every phone and answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Who is here, in numbers and in words. The only figures of an open vote that leave the server."""

    here: int = 0
    done: int = 0
    total: int = 0
    offline: int = 0
    stages: int = 0
    controls: int = 0
    line: str = ""
    here_line: str = ""
    done_line: str = ""
    stage_line: str = ""
    stage_open: str = ""
