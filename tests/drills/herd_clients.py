"""Programs that all book in the second in which booking opens, each with a company, wishes and one connection."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

EAGER_SECONDS = 5.0
"""So long before the opening some ask already, to be refused."""
MOST_SECONDS = 600
"""After which a client that has neither booked nor been refused everywhere counts as never answered."""


@dataclass
class Client:
    """One program: whom it books for, and the booths that it would take, the dearest first."""

    key: str
    """What its idempotency keys begin with."""
    company: int
    token: str
    wishes: list[str]
    first_wish: str = ""
    is_eager: bool = False
    asked_at: float = 0.0
    """When it first asked for its first wish after the opening."""
    booth: str = ""
    booking: int = 0
    seconds: float = 0.0
    """From the opening to the last answer."""
    statuses: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)
    unanswered: int = 0
    without_retry_after: int = 0
    early: str = ""
    """The code with which it was refused before the opening."""

    def __post_init__(self) -> None:
        self.first_wish = self.wishes[0]


class Connection:
    """HTTP/1.1 with one question at a time, by a connection that is made anew when it ends."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)

    async def post(self, path: str, body: Mapping[str, object], headers: Mapping[str, str]) -> tuple[int, str, Any]:
        """Return status, `Retry-After` and the body. Raises `OSError` or `EOFError` where no answer comes."""
        if self._writer is None or (self._reader and self._reader.at_eof()):
            self.close()
            await self.open()
        assert self._reader
        assert self._writer
        content = json.dumps(body).encode()
        named = {"Host": "localhost", "Content-Type": "application/json", "Content-Length": str(len(content))}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in {**named, **headers}.items())]
        try:
            self._writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
            await self._writer.drain()
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            said = await self._reader.readexactly(int(fields["content-length"]))
        except (OSError, EOFError):
            self.close()
            raise
        is_json = "json" in fields.get("content-type", "")
        return int(head[9:12]), fields.get("retry-after", ""), json.loads(said) if is_json else {}

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None


def herd(clients: Sequence[Client], port: int, edition: int, opens_at: float) -> None:
    """Let all of them book at that moment (seconds since 1970), and note what came of it in each."""
    asyncio.run(_all(clients, port, edition, opens_at))


async def _all(clients: Sequence[Client], port: int, edition: int, opens_at: float) -> None:
    connections = [Connection("127.0.0.1", port) for _client in clients]
    for connection in connections:
        await connection.open()
    path = f"/api/v1/editions/{edition}/bookings"
    try:
        async with asyncio.timeout(opens_at - time.time() + MOST_SECONDS):
            await asyncio.gather(
                *(_book(client, connection, path, opens_at) for client, connection in zip(clients, connections))  # noqa: B905
            )
    except TimeoutError:
        pass
    for connection in connections:
        connection.close()


async def _book(client: Client, connection: Connection, path: str, opens_at: float) -> None:
    if client.is_eager:
        await asyncio.sleep(opens_at - EAGER_SECONDS - time.time())
        _status, _wait, said = await connection.post(path, *_question(client, "early"))
        client.early = said.get("code", "booked")
    await asyncio.sleep(opens_at - time.time())
    client.asked_at = time.time()
    for turn, _wish in enumerate(list(client.wishes)):
        status, said = await _answered(client, connection, path, str(turn))
        client.seconds = time.time() - opens_at
        if status == HTTPStatus.CREATED:
            client.booth, client.booking = client.wishes[0], said["id"]
            return
        client.codes[said.get("code", "")] += 1
        client.wishes.pop(0)


async def _answered(client: Client, connection: Connection, path: str, turn: str) -> tuple[int, Any]:
    """Ask for the first wish, again and again by the same key, until the site decides on it."""
    while True:
        try:
            status, wait, said = await connection.post(path, *_question(client, turn))
        except (OSError, EOFError):
            client.unanswered += 1
            await asyncio.sleep(0.5)
            continue
        client.statuses[status] += 1
        if status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.TOO_MANY_REQUESTS:
            return status, said
        if not wait:
            client.without_retry_after += 1
        if place := said.get("place"):
            client.places.append(place)
        await asyncio.sleep(float(wait or 1) + random.uniform(0, 0.5))  # noqa: S311


def _question(client: Client, turn: str) -> tuple[dict[str, object], dict[str, str]]:
    """The body and the headers by which it asks for its first wish."""
    body: dict[str, object] = {"company": client.company, "submit": True, "booths": client.wishes[:1]}
    return body, {"Authorization": f"Bearer {client.token}", "Idempotency-Key": f"{client.key}-{turn}"}
