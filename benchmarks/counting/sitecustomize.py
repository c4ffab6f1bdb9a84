"""Python runs this by itself in every process of a server that `benchmarks.soak` starts, and in no other.

When a file called `ask` appears in the folder that COUNT_TASKS_IN names, each process writes down how many tasks of the
event loop it has that are not done. So the server itself needs no way to ask it.
"""

import asyncio
import gc
import os
import threading
import time
from pathlib import Path

_EVERY = 0.2


def _answer(folder: Path) -> None:
    asked, answer = folder / "ask", folder / f"tasks-{os.getpid()}"
    while folder.exists():
        time.sleep(_EVERY)
        if not asked.exists():
            answer.unlink(missing_ok=True)
        elif not answer.exists():
            # `type`, and not `isinstance`: some objects answer that with code of their own.
            waiting = sum(type(thing) is asyncio.Task and not thing.done() for thing in gc.get_objects())
            written = answer.with_suffix(".part")
            written.write_text(str(waiting))
            written.rename(answer)


threading.Thread(target=_answer, args=(Path(os.environ["COUNT_TASKS_IN"]),), daemon=True, name="counting").start()
