"""Asks a server for its health all the while, from a process that does nothing else; ends when it is told to.

    python -m benchmarks.watching http://127.0.0.1:8080

Prints the seconds that each answer took, a line for each.
"""

from __future__ import annotations

import sys
from time import perf_counter, sleep

from httpx import Client

#: Seconds between two looks.
_BETWEEN = 0.1


def watch(base: str) -> None:
    """As a load balancer does: over a connection that it keeps, also while everybody joins or answers at once."""
    with Client(base_url=base) as client:
        while True:
            began = perf_counter()
            client.get("/health/ready").raise_for_status()
            print(perf_counter() - began, flush=True)
            sleep(_BETWEEN)


if __name__ == "__main__":
    watch(sys.argv[1])
