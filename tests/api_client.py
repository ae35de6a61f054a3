"""A program that talks to the API in tests."""

import json
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client

from ciie.accounts.models import User
from ciie.accounts.operations import issue_token
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now

ROOT = "/api/v1/"


@dataclass(frozen=True)
class Program:
    """Acts for a person by a token of theirs. Paths are relative to `/api/v1/`."""

    token: str

    @classmethod
    def of(cls, user: User) -> "Program":
        return cls(issue_token(user.pk, actor=SYSTEM, at=now()))

    def get(self, path: str, **headers: str) -> HttpResponse:
        return cast("HttpResponse", Client().get(ROOT + path, headers=self._headers(headers)))

    def post(self, path: str, body: object = None, **headers: str) -> HttpResponse:
        content = "" if body is None else json.dumps(body)
        headers = self._headers(headers)
        return cast(
            "HttpResponse", Client().post(ROOT + path, content, content_type="application/json", headers=headers)
        )

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.token}", **named}


def body_of(response: HttpResponse) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(response.content)
    return parsed
