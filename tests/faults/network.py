"""A network between phones and server that can be made as bad as a meeting room's."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass
class Network:
    """Passes bytes on to a port of this machine. What is set holds for all that comes from then on.

    `delay` is in seconds and each way; `cuts` is the chance that a piece of data is cut in the middle and its
    connection with it; a connection that met `is_dead` swallows everything for ever and stays open on the far side.
    `cut` and `dead` count those connections.
    """

    port: int
    delay: float = 0.0
    cuts: float = 0.0
    is_dead: bool = False
    cut: int = 0
    dead: int = 0
    _server: asyncio.Server | None = None
    _carrying: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> str:
        """Begin; the address at which the server is found through here."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """End it and everything that goes through it."""
        assert self._server is not None
        self._server.close()
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        try:
            await self._pass_on(reader, writer)
        except OSError:
            pass  # The server is away, and so is the connection.
        finally:
            writer.close()
            self._carrying.discard(task)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
        way = _Way()
        ways = [
            asyncio.create_task(self._carry(source, target, way))
            for source, target in ((reader, far_writer), (far_reader, writer))
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            if way.is_dead:
                # Not even that one side has hung up is known to the other.
                await asyncio.wait(ways)
        finally:
            for carrying in ways:
                carrying.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            far_writer.close()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: _Way) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivering = asyncio.create_task(self._deliver(under_way, target, way))
        try:
            with suppress(OSError):
                while (data := await source.read(65_536)) and not delivering.done():
                    under_way.put_nowait((asyncio.get_running_loop().time() + self.delay, data))
        finally:
            delivering.cancel()
            await asyncio.gather(delivering, return_exceptions=True)

    async def _deliver(
        self, under_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter, way: _Way
    ) -> None:
        while True:
            due, data = await under_way.get()
            await asyncio.sleep(due - asyncio.get_running_loop().time())
            if self.is_dead and not way.is_dead:
                way.is_dead = True
                self.dead += 1
            if way.is_dead:
                continue
            is_cut = random.random() < self.cuts
            target.write(data[: len(data) // 2] if is_cut else data)
            await target.drain()
            if is_cut:
                self.cut += 1
                target.transport.abort()
                return


@dataclass
class _Way:
    """What both directions of one connection share."""

    is_dead: bool = False
