"""What is older than its days goes, what is younger stays, and a dry run says how much."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from post_office.models import STATUS, Email
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.audit.security_log import record_security_event
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import NotAllowed
from ciie.mail.queue import Letter, queue_letters
from ciie.privacy.operations import apply_retention
from ciie.privacy.pseudonyms import forget_origins
from ciie.privacy.retention import RULES, due_counts
from ciie.privacy.tasks import apply_every_rule
from tests.rows_read import rows_read

pytestmark = pytest.mark.django_db
AT = timezone.now()


def days_ago(days: int) -> datetime:
    return AT - timedelta(days=days)


def letter(name: str, status: int, days: int) -> Email:
    queue_letters([Letter("invitation", f"{name}@example.org", "en", name, {"person": "Ana"})])
    rows = Email.objects.filter(message_id__contains=name)
    rows.update(status=status, message="Dear Ana", last_updated=days_ago(days))
    return rows.get()


def test_every_rule_has_its_days() -> None:
    assert RULES.keys() == settings.RETENTION_DAYS.keys()


def test_expired_sessions_go_a_day_later() -> None:
    for name, days in (("old", 2), ("new", 0)):
        Session.objects.create(session_key=name, session_data="", expire_date=days_ago(days))
    assert apply_retention("sessions", actor=SYSTEM, at=AT) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_letters_that_were_emptied_are_not_read_again() -> None:
    for place in range(5):
        letter(f"old{place}", STATUS.sent, 731)
    assert apply_retention("letters", actor=SYSTEM, at=AT) == 5
    letter("due", STATUS.sent, 731)
    letter("young", STATUS.sent, 700)
    with rows_read("sort", "incremental_sort") as read:
        assert apply_retention("letters", actor=SYSTEM, at=AT) == 1
    assert read["post_office_email"] == 2, "found, and emptied"


def test_letters_lose_their_texts_and_keep_their_row() -> None:
    letter("old", STATUS.sent, 731)
    letter("young", STATUS.sent, 700)
    letter("waiting", STATUS.queued, 900)
    assert apply_retention("letters", actor=SYSTEM, at=AT) == 1
    assert apply_retention("letters", actor=SYSTEM, at=AT) == 0
    texts = {each.to[0]: (each.message, each.context) for each in Email.objects.all()}
    assert texts["old@example.org"] == ("", None)
    assert texts["young@example.org"][0] == texts["waiting@example.org"][0] == "Dear Ana"


def test_the_security_log_forgets_where_events_came_from_and_keeps_them() -> None:
    for days in (500, 20):
        record_security_event(SecurityEventKind.SIGN_IN_FAILED, at=days_ago(days))
    old, young = SecurityEvent.objects.order_by("pk")
    assert forget_origins([old.pk, young.pk]) == 1  # none of the last thirty days
    assert apply_retention("security_log", actor=SYSTEM, at=AT) == 0
    assert SecurityEvent.objects.count() == 2


def test_accounts_that_were_never_confirmed_are_erased() -> None:
    def person(name: str, days: int) -> User:
        made = User.objects.create_user(f"{name}@example.org", name=name)
        User.objects.filter(pk=made.pk).update(joined_at=days_ago(days))
        return made

    old, young, confirmed = person("old", 31), person("young", 29), person("confirmed", 31)
    EmailAddress.objects.create(user=confirmed, email=confirmed.email, verified=True)
    assert apply_retention("unconfirmed_accounts", actor=SYSTEM, at=AT) == 1
    names = dict(User.objects.values_list("pk", "name"))
    assert names == {old.pk: f"erased-{old.pk}", young.pk: "young", confirmed.pk: "confirmed"}
    assert apply_retention("unconfirmed_accounts", actor=SYSTEM, at=AT) == 0


def test_zero_days_keep_for_ever(settings: Settings) -> None:
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "sessions": 0}
    Session.objects.create(session_key="old", session_data="", expire_date=days_ago(900))
    assert apply_retention("sessions", actor=SYSTEM, at=AT) == 0
    assert {rule.name: count for rule, count in due_counts(AT)}["sessions"] == 0


def test_only_admins_and_the_product_apply_it() -> None:
    with pytest.raises(NotAllowed):
        apply_retention("sessions", actor=User.objects.create_user("ana@example.org"), at=AT)


def test_the_command_counts_and_the_task_goes_on_until_nothing_is_left() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=days_ago(2))
    printed = StringIO()
    call_command("retention", "--dry-run", stdout=printed)
    assert "sessions: 1 (Sessions that have expired, kept 1 days, then deleted)" in printed.getvalue()
    assert Session.objects.exists()
    apply_every_rule()
    assert not Session.objects.exists()
    call_command("retention", stdout=printed)
    assert printed.getvalue().endswith("Done.\n")
