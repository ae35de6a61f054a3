"""Programs that book through the balancer, try again with the same key after a failure, and note every answer."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

PATIENCE = 40
PAUSE = 0.1  # before the same is asked again


@dataclass
class Noted:
    """One booking: when it was first asked for, how often that failed, and the booking that came of it."""

    booth: str
    asked_at: float
    failures: int = 0
    took: float = 0.0
    booking: int | None = None
    refused: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of one question; the status is 0 where nothing came."""

    asked_at: float
    took: float
    status: int
    retry_after: str


class Watch:
    """Asks for the same page again and again, five times a second at most."""

    def __init__(self, url: str, headers: Mapping[str, str], token: str) -> None:
        self._asked = urllib.request.Request(url, headers={**headers, "Authorization": f"Bearer {token}"})  # noqa: S310
        self._answers: list[Answer] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> list[Answer]:
        """Everything that came."""
        self._over.set()
        self._thread.join(PATIENCE)
        return self._answers

    def works(self, since: float) -> bool:
        """Whether something was asked since then and answered with 200."""
        return any(answer.asked_at > since and answer.status == HTTPStatus.OK for answer in self._answers[-50:])

    def _ask(self) -> None:
        while not self._over.is_set():
            began, status, retry_after = time.monotonic(), 0, ""
            try:
                with urllib.request.urlopen(self._asked, timeout=PATIENCE) as answer:  # noqa: S310
                    status = answer.status
                    answer.read()
            except urllib.error.HTTPError as error:
                status, retry_after = error.code, error.headers.get("Retry-After", "")
            except OSError:
                pass
            self._answers.append(Answer(began, time.monotonic() - began, status, retry_after))
            self._over.wait(0.2)


@dataclass
class Clients:
    """Several at once; each books one booth after the other. `answers` counts what came, `noted` has a row a booth."""

    url: str
    headers: Mapping[str, str]
    edition: int
    companies: list[int]
    tokens: list[str]
    booths: Iterator[str]
    submit: bool = True
    noted: list[Noted] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    failed_asked: list[float] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _noting: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, many: int) -> None:
        """Begin; each client is another person of another company for each booking."""
        self._threads = [threading.Thread(target=self._book, args=[n, many], daemon=True) for n in range(many)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each end what it has begun."""
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE * 2)

    @property
    def booked(self) -> dict[str, int]:
        """Acknowledged bookings by their booths."""
        return {each.booth: each.booking for each in self.noted if each.booking is not None}

    def book(self, booth: str, who: int) -> Noted:
        """One booking, asked for until there is an answer."""
        noted = Noted(booth, time.monotonic())
        while True:
            asked = time.monotonic()
            answer, said = self._ask(booth, who % len(self.companies))
            with self._noting:
                self.answers[answer] += 1
                if answer[0] not in "24":
                    self.failed_asked.append(asked)
            if answer[0] == "2":
                noted.booking = json.loads(said)["id"]
                break
            if answer[0] == "4":
                noted.refused = said.decode(errors="replace")
                break
            noted.failures += 1
            time.sleep(PAUSE)
        noted.took = time.monotonic() - noted.asked_at
        with self._noting:
            self.noted.append(noted)
        return noted

    def _book(self, number: int, many: int) -> None:
        who = number
        while not self._over.is_set():
            with self._noting:
                booth = next(self.booths, None)
            if booth is None:
                return
            self.book(booth, who)
            who += many

    def _ask(self, booth: str, who: int) -> tuple[str, bytes]:
        """The status, or what kept one from coming, and the body."""
        body = {"company": self.companies[who], "submit": self.submit, "booths": [booth]}
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Content-Type": "application/json"}
        asked = urllib.request.Request(  # noqa: S310
            f"{self.url}/api/v1/editions/{self.edition}/bookings",
            json.dumps(body).encode(),
            {**self.headers, **headers, "Idempotency-Key": booth},
        )
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
                return str(answer.status), answer.read()
        except urllib.error.HTTPError as error:
            return str(error.code), error.read()
        except OSError as error:
            return f"no answer ({type(error).__name__})", b""
