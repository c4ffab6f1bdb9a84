"""What whoever watches over a running server reads: its log as JSON, and its metrics."""

from __future__ import annotations

import asyncio
import json

from tests.conftest import ServerFactory
from tests.servers import metrics
from tests.workshop import open_workshop

_TOKEN = "a token of thirty-two characters"


async def test_the_log_is_json_and_metrics_say_who_is_here(server: ServerFactory) -> None:
    one = server(
        settings={
            "WORKSHOP_HOST": "127.0.0.1",
            "WORKSHOP_LOG_FORMAT": "json",
            "WORKSHOP_METRICS_TOKEN": _TOKEN,
            "WORKSHOP_BACKUP_DIR": "/dev/null/backups",
        }
    )
    workshop = await open_workshop(one, phones=2)
    told = await asyncio.to_thread(metrics, one.url, _TOKEN)
    await workshop.close()
    workshop.prepared.database.close()

    assert (told["workshop_people_here"], told["workshop_database_up"]) == (2, 1)
    assert (told['workshop_connections{kind="phone"}'], told['workshop_connections{kind="control"}']) == (2, 1)
    assert told["workshop_show_seconds_count"] > 0
    assert told["process_resident_memory_bytes"] > 0

    assert one.stop() == 0
    lines = [json.loads(line) for line in one.log.splitlines()]
    assert all(set(line) >= {"time", "level", "logger", "message"} for line in lines)
    assert [line["message"] for line in lines][-1] == "Stopped."
    assert "CRITICAL" not in {line["level"] for line in lines}
