"""Every address with fields in its query that nobody's form sends: names with slashes, huge keys, what is no text."""

import re
import string
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client

from ciie.settings.env import BASE_DIR
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import book_booths
from tests.architecture.addresses import addresses
from tests.factories import NOON, BoothFactory, CompanyFactory, UserFactory, owner_of

if TYPE_CHECKING:
    from ciie.accounts.models import User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("without_menus"),
    pytest.mark.filterwarnings("ignore:Use '__' to separate path components:DeprecationWarning"),
]

READ = re.compile(r"""GET\.(?:get|getlist)\("(\w+)"|GET\["(\w+)"\]|"(\w+)" in request\.GET""")
DECLARED = re.compile(r"^    (\w+) = .*(?:Filter|Field)\(", re.MULTILINE)
VALUES = (
    b"x/y",
    b"../..",
    b"a\0b",
    b"\xed\xa0\x80",
    b"\xff",
    b"9" * 30,
    b"9" * 5_000,
    b"-1",
    "½".encode(),
    "²".encode(),
    b"NaN",
    b"1e400",
    b"0000-01-01",
    b"9999-12-31",
    b"\r\nX-Injected: yes",
    b"x" * 5_000,
    b"",
    b"http://[",
)
TURNS = (("visitor", 0), ("owner", 1), ("admin", 2), ("admin", 3))


def fields() -> list[str]:
    """All names that views read of a query, and those that forms and filters declare."""
    sources = [path.read_text() for app in ("ciie", "exhibitors", "pavilions") for path in _modules(BASE_DIR / app)]
    read = {name for source in sources for match in READ.findall(source) for name in match if name}
    declared = {name for source in sources for name in DECLARED.findall(source)}
    return sorted({*read, *declared, "sort", "page", "per_page", "next", "_export"})


def _modules(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def query(names: list[str], turn: int) -> str:
    """Each name with a value, another one in each turn; every third comes twice."""
    pairs = [(name, VALUES[(turn * 7 + place) % len(VALUES)]) for place, name in enumerate(names)]
    pairs += [(name, b"1") for name, _value in pairs[::3]]
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)


@pytest.fixture
def booking() -> Booking:
    booth, company = BoothFactory(), CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def somebody(role: str, booking: Booking) -> "User | None":
    if role == "admin":
        admin: User = UserFactory(is_superuser=True)
        return admin
    return owner_of(booking.company) if role == "owner" else None


def test_the_fields_are_those_of_the_code() -> None:
    assert {"hall", "edition", "search", "paper", "halls", "state"} <= set(fields())


@pytest.mark.parametrize(("role", "turn"), TURNS)
def test_no_query_makes_an_address_fail(client: Client, booking: Booking, role: str, turn: int) -> None:
    if person := somebody(role, booking):
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    client.raise_request_exception = False
    everywhere = [address for address in addresses(booking) if not address.startswith(("readyz", "accounts/logout"))]
    chosen = everywhere[turn % 2 :: 2] if role == "admin" else everywhere[:: len(TURNS)]
    names = fields()
    answers = {address: client.get(f"/{address}?{query(names, turn)}") for address in chosen}
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code >= 500} == {}
    assert not any("X-Injected" in answer.headers for answer in answers.values())


@pytest.mark.parametrize("hall", ["x/y", "/", "..", string.printable, "\x00", "½"])
def test_a_hall_that_cannot_be_in_an_address_is_no_error(client: Client, booking: Booking, hall: str) -> None:
    client.force_login(UserFactory(is_superuser=True), "django.contrib.auth.backends.ModelBackend")
    for address in ("/organizer/booths/", "/organizer/", "/organizer/queue/", "/organizer/plans/generate/", "/plan/"):
        assert client.get(address, {"hall": hall}).status_code in {200, 404}
