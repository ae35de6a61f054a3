"""`Idempotency-Key`: a client that lost a response repeats the request with the same key and gets it again."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header
from pydantic import StringConstraints

from ciie.accounts.bearer import ProgramRequest
from exhibitors.bookings.operations.idempotency import Answer, run_once_per_key

REPLAYED = "Idempotent-Replay"

IdempotencyKey = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")] | None,
    Header(alias="Idempotency-Key"),
]


def answered(request: ProgramRequest, key: str | None, work: Callable[[], Answer], *, at: datetime) -> HttpResponse:
    """Do the work, at most once if a key is given, and return its answer."""
    answer = run_once_per_key(key, _fingerprint(request), work, actor=request.auth, at=at) if key else work()
    response = HttpResponse(json.dumps(answer.body), status=answer.status, content_type="application/json")
    if answer.is_replay:
        response.headers[REPLAYED] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    asked = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(asked).hexdigest()
