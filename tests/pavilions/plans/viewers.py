"""Viewers of live plans, over real connections."""

from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from ciie.accounts.models import User
from pavilions.floor.models.floor_plan import Booth
from tests.ciie.web.streams.servers import SESSION, Reader
from tests.clients import signed_in

PATIENCE = 3.0  # a second is promised; the tests' machine may be busy
ROOMY = {"LIVE_STREAMS_PER_ADDRESS": "1000"}


def path_of(booth: Booth, kind: str = "plan") -> str:
    return f"/live/{kind}/{booth.plan.edition.number}/{booth.plan.hall.name}/"


def cookie_of(person: User) -> str:
    client = signed_in(person)
    return f"{SESSION}={client.cookies[SESSION].value}"


def viewer_of(reader: Reader) -> str:
    """The pass that a plan's stream begins with."""
    viewer: str = reader.next().data["viewer"]
    return viewer


def look_at(port: int, where: Booth, **said: object) -> int:
    address = f"http://127.0.0.1:{port}{path_of(where, 'looking')}"
    request = Request(address, data=urlencode(said).encode(), method="POST")  # our own http address
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


def summarize_changes(reader: Reader) -> dict[str, list[int]]:
    """The booths of the next status."""
    event = reader.next(PATIENCE)
    assert event.name == "status"
    booths: dict[str, list[int]] = event.data["booths"]
    return booths
