"""One channel of a Valkey server, which may go and come back at any time.

Everything said is heard by every process on the channel, the one that said it included. So a channel
on which nothing is heard is gone, also when its connection looks well: each process says something
every few seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from contextlib import aclosing
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

#: Seconds to wait for a connection, or for an answer, before the server counts as gone.
_PATIENCE = 2.0
#: Seconds between two tries to reach a server that is gone.
_AGAIN = 0.5


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Who is called, in the event loop: `hear` for each message, `came` and `went` when the channel does."""

    hear: Callable[[bytes], None]
    came: Callable[[], None]
    went: Callable[[], None]


class Channel:
    """A channel by its name. `run` it once; `say` from the event loop."""

    def __init__(self, url: str, name: str, *, silence: float) -> None:
        #: As far as is known: a server that has not been asked yet is not gone.
        self._is_up = True
        self._name = name
        self._silence = silence
        # One try each: what comes after a failure is decided here and nowhere else.
        self._client = Redis.from_url(
            url, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE, retry=Retry(NoBackoff(), 0)
        )
        self._unsaid: dict[Hashable, bytes] = {}
        self._something = asyncio.Event()

    def say(self, subject: Hashable, message: bytes) -> None:
        """Say it as soon as possible. What is not said yet is replaced by what comes after it on the same subject."""
        self._unsaid[subject] = message
        self._something.set()

    async def run(self, listener: Listener) -> None:
        """Listen and speak until cancelled, across any number of outages."""
        try:
            while True:
                try:
                    await self._connected(listener)
                except (RedisError, OSError, TimeoutError):
                    if self._is_up:
                        self._is_up = False
                        listener.went()
                await asyncio.sleep(_AGAIN)
        finally:
            await self._client.aclose()

    async def _connected(self, listener: Listener) -> None:
        """Raises what ended the connection."""
        async with aclosing(self._client.pubsub()) as pubsub:
            await pubsub.subscribe(self._name)
            both = [asyncio.create_task(self._hear(pubsub, listener)), asyncio.create_task(self._speak())]
            try:
                # No task group: on Python 3.11 a failure at the same moment as a cancellation would hide it.
                ended, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in both:
                    task.cancel()
                await asyncio.gather(*both, return_exceptions=True)
            await ended.pop()

    async def _hear(self, pubsub: PubSub, listener: Listener) -> None:
        while not _is_cancelled():
            message = await pubsub.get_message(timeout=self._silence)
            if message is None:
                raise TimeoutError
            if message["type"] == "subscribe":
                self._is_up = True
                listener.came()
            else:
                listener.hear(message["data"])

    async def _speak(self) -> None:
        while not _is_cancelled():
            for subject, message in list(self._unsaid.items()):
                await self._client.publish(self._name, message)
                # Kept until it is out, and longer where there is a newer one by now.
                if self._unsaid.get(subject) is message:
                    del self._unsaid[subject]
            if not self._unsaid and not _is_cancelled():
                self._something.clear()
                await self._something.wait()


def _is_cancelled() -> bool:
    """Whether this task has been told to end: the client library at times keeps the exception to itself."""
    this = asyncio.current_task()
    return this is not None and this.cancelling() > 0
