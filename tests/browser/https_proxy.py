"""A small https proxy in front of a server, as a municipality's own would stand there."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.certificate import serving

_CHUNK = 65_536


@contextmanager
def https_proxy(*, to_port: int, folder: Path) -> Iterator[int]:
    """The port of a proxy that ends TLS with a certificate of its own and passes everything on."""
    tls = serving(folder)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(_listen(to_port, tls), loop).result()
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_stop(listening), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(to_port: int, tls: ssl.SSLContext) -> asyncio.Server:
    async def passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", to_port)
        try:
            with suppress(OSError, asyncio.CancelledError):
                await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))
        finally:
            inner_writer.transport.abort()
            writer.transport.abort()

    return await asyncio.start_server(passed_on, "127.0.0.1", 0, ssl=tls)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
    writer.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    passing = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in passing:
        task.cancel()
    await asyncio.gather(*passing, return_exceptions=True)
    # Aborted transports let go of their sockets in the loop's next rounds.
    await asyncio.sleep(0.1)
