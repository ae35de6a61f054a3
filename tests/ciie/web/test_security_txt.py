from datetime import UTC, datetime

import time_machine
from django.test import Client
from pytest_django import Settings


@time_machine.travel(datetime(2026, 2, 1, 15, 30, tzinfo=UTC), tick=False)
def test_who_finds_a_vulnerability_reads_where_to_report_it(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT, settings.SITE_URL = "mailto:security@example.com", "https://expo.example.com"
    answer = client.get("/.well-known/security.txt")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert answer.text == (
        "Contact: mailto:security@example.com\n"
        "Expires: 2026-07-31T00:00:00Z\n"
        "Preferred-Languages: en, zh\n"
        "Canonical: https://expo.example.com/.well-known/security.txt\n"
    )
