"""See the package. Each failure is a line: the role, the form, what was done to it, and the last line of the error."""

import os
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random

import pytest
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from ciie.web import public_forms
from tests.fuzz import COUNT, PAGES, ROLE, SEED
from tests.fuzz.crawl import forms_for, starts
from tests.fuzz.forms import FoundForm
from tests.fuzz.mutations import Pool, Sent, mutated, sent
from tests.fuzz.people import browser_of, full_world, people

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore:Use '__' to separate path components:DeprecationWarning"
    ),  # of a column to sort by
]

IN_THE_SUITE = {COUNT: "240", SEED: "1", PAGES: "12", ROLE: ""}
SERVER_ERROR = 500
LINES_OF_AN_ERROR = 6


@pytest.fixture
def errors() -> Iterator[list[str]]:
    """The ends of what views raised."""
    noted: list[str] = []

    def note(**_signal: object) -> None:
        noted.append("".join(traceback.format_exception(*sys.exc_info())[-LINES_OF_AN_ERROR:]))

    got_request_exception.connect(note)
    yield noted
    got_request_exception.disconnect(note)


def test_no_mutated_form_of_any_role_gives_a_server_error(
    errors: list[str], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {name: os.environ.get(name, usual) for name, usual in IN_THE_SUITE.items()}
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(public_forms, "LEAST_SECONDS", -1)  # the clock: robots are quick
    world = full_world()
    everybody = {role: person for role, person in people(world).items() if given[ROLE] in {"", role}}
    failures, forms_in_all, began = [], 0, time.monotonic()
    for role, person in everybody.items():
        chance = Random(f"{given[SEED]} {role}")  # noqa: S311  # no secret
        client = browser_of(person)
        found = forms_for(client, starts(world, role), most_pages=int(given[PAGES]), chance=chance)
        failures += [f"{role}: while looking: {error}" for error in errors]
        errors.clear()
        forms_in_all += len(found)
        pool = _pool(found)
        names = sorted(found)
        for number in range(int(given[COUNT]) // len(everybody)):
            name = names[number % len(names)]
            draft = mutated(found[name], pool, chance)
            status = _status(client, sent(draft))
            if status >= SERVER_ERROR or errors:
                failure = f"{role}: {draft.method} {draft.path} [{name}]: {'; '.join(draft.notes)}: {status}"
                failures.append(failure + "\n" + "".join(errors))
            errors.clear()
    seconds = time.monotonic() - began
    print(f"{given[COUNT]} of {forms_in_all} forms, seed {given[SEED]}: {len(failures)} failures in {seconds:.0f} s")  # noqa: T201
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)


def _pool(found: dict[str, FoundForm]) -> Pool:
    pool: Pool = defaultdict(list)
    for form in found.values():
        for name, value in form.pairs:
            pool[name].append(value)
    return pool


def _status(client: Client, request: Sent) -> int:
    """Of the answer; what the request changed is taken back, so that the next one finds the same world."""
    cookies = SimpleCookie(client.cookies)
    status = 0
    try:
        with transaction.atomic():
            answer = client.generic(
                request.method,
                request.path,
                request.body,
                request.content_type,
                headers=request.headers,
                QUERY_STRING=request.query.decode("ascii"),
            )
            status = answer.status_code
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
        cache.clear()
        translation.deactivate()
    return status
