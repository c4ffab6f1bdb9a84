"""A process that seals a vote and is killed at it: `python -m tests.faults.sealing_process DATABASE CODE`.

Each line on its input is one try in a child of its own: `statement N` kills it by itself just after its N-th
statement, `after S` from outside after S seconds. Answers `killed` or `done`. The child is forked, since starting
Python anew would take a hundred times as long as what is to be hit.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from itertools import count

from sqlalchemy import event

from tests.integration.house import House
from workshop_app.persistence.engine import Database


def seal(url: str, code: str, *, statements: int | None) -> None:
    """One press that seals, on a database connection of this process's own."""
    database = Database(url)
    house = House(database=database, code=code)
    carried_out = count(1)

    def die_in_time(*_: object) -> None:
        if next(carried_out) == statements:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "after_cursor_execute", die_in_time)
    house.press()


def main(url: str, code: str) -> None:
    """Serve tries until the input ends."""
    print("ready", flush=True)
    for line in sys.stdin:
        how, number = line.split()
        child = os.fork()
        if child == 0:
            seal(url, code, statements=int(number) if how == "statement" else None)
            os._exit(0)
        if how == "after":
            time.sleep(float(number))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
