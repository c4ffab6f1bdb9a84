"""Keeping what was measured: when, on what kind of machine, and how busy that was."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

RESULTS = Path(__file__).resolve().parent / "results"


def keep(kind: str, measured: Mapping[str, Any], file: Path | None = None) -> str:
    """Write the figures with machine and date into `file`, by default a new one; returns its name."""
    now = datetime.now(UTC).replace(microsecond=0)
    file = file or RESULTS / f"{kind}-{now:%Y-%m-%dT%H%M%S}.json"
    file.parent.mkdir(exist_ok=True)
    kept = {"date": now.isoformat(), "machine": machine(), **measured}
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"{file.parent.name}/{file.name}"


def machine() -> dict[str, object]:
    """What kind of machine it is, and nothing that tells which."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "load_at_the_end": round(psutil.getloadavg()[0], 1),
    }
