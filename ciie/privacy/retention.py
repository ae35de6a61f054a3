"""Retention: a rule for each kind of data, its days in the settings, and what is done once they have passed.

`RETENTION_DAYS` has the days by the name of the rule; 0 means that the kind is kept for ever. Apps add their own rules
with `register_retention`. A task applies all rules each night, with one operation per batch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email, Log

from ciie.accounts.models import ApiToken, User
from ciie.audit.models import SecurityEvent
from ciie.kernel.errors import Sentence
from ciie.privacy.pseudonyms import forget_origins
from ciie.privacy.steps import ERASED_DOMAIN


@dataclass(frozen=True)
class Rule:
    """The rule for one kind of data. `due` returns the rows from before a time, and `sweep` deletes or empties some.

    `sweep` takes rows of `due`, at most a batch in this `order`, and the present time; it returns how many it
    processed.
    """

    name: str
    what: Sentence
    then: Sentence
    due: Callable[[datetime], QuerySet[Any]]
    sweep: Callable[[QuerySet[Any], datetime], int]
    order: Sequence[str] = ("pk",)

    @property
    def days(self) -> int:
        return int(settings.RETENTION_DAYS[self.name])

    def before(self, at: datetime) -> datetime | None:
        """Return the time before which rows are due, or `None` if they are kept for ever."""
        return at - timedelta(days=self.days) if self.days else None


RULES: dict[str, Rule] = {}


def register_retention(*rules: Rule) -> None:
    RULES.update((rule.name, rule) for rule in rules)


def due_counts(at: datetime) -> list[tuple[Rule, int]]:
    """Return how many rows each rule would delete or empty now, with one query per rule."""
    moments = [(rule, rule.before(at)) for rule in RULES.values()]
    return [(rule, rule.due(before).count() if before else 0) for rule, before in moments]


def delete(rows: QuerySet[Any], _at: datetime) -> int:
    """Delete the rows, and return how many. Rows that others may have locked are left for the next night."""
    model = rows.model
    keys = list(rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def invitations(name: str, what: Sentence, rows: QuerySet[Any]) -> Rule:
    """Return the rule for the invitations of a party (`ciie.accounts.invitations`).

    It covers expired invitations, whether they were answered or not.
    """
    return Rule(name, what, _("deleted"), lambda before: rows.filter(expires_at__lt=before), delete)


def _empty_letters(rows: QuerySet[Any], _at: datetime) -> int:
    keys = list(rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    Log.objects.filter(email__in=keys).delete()
    blank = {"subject": "", "message": "", "html_message": "", "headers": None, "context": None}
    emptied: int = Email.objects.filter(pk__in=keys).update(**blank)
    return emptied


def _old_letters(before: datetime) -> QuerySet[Any]:
    """Return letters that were sent or given up and are not empty yet."""
    over = Email.objects.filter(status__in=[STATUS.sent, STATUS.failed], last_updated__lt=before)
    saying: QuerySet[Any] = over.exclude(subject="", message="", html_message="", context__isnull=True)
    return saying


def _unconfirmed_accounts(before: datetime) -> QuerySet[Any]:
    """Return people who signed up, never followed the link in our mail, and got no role from anybody."""
    confirmed = Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True))
    rows: QuerySet[Any] = User.objects.filter(
        ~confirmed,
        ~Q(email__endswith=f"@{ERASED_DOMAIN}"),
        joined_at__lt=before,
        last_login=None,
        is_staff=False,
        is_superuser=False,
    )
    return rows


def _forget_origins(rows: QuerySet[Any], _at: datetime) -> int:
    return forget_origins([int(key) for key in rows.values_list("pk", flat=True)])


def _origins(before: datetime) -> QuerySet[Any]:
    known = Q(address__isnull=False) | ~Q(user_agent="")
    return SecurityEvent.objects.filter(known, at__lt=before)


register_retention(
    Rule(
        "sessions",
        _("Sessions that have expired"),
        _("deleted"),
        lambda before: Session.objects.filter(expire_date__lt=before),
        delete,
    ),
    Rule(
        "letters",
        _("Texts of emails that were sent or given up"),
        _("emptied"),
        _old_letters,
        _empty_letters,
        ("last_updated", "pk"),  # the order of the index of letters that are not empty
    ),
    Rule(
        "security_log",
        _("IP addresses and browsers in the security log"),
        _("emptied"),
        _origins,
        _forget_origins,
    ),
    Rule(
        "tokens",
        _("API tokens that have expired or were revoked"),
        _("deleted"),
        lambda before: ApiToken.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)),
        delete,
    ),
    Rule(
        "admin_log",
        _("Django's own notes of the admin"),
        _("deleted"),
        lambda before: LogEntry.objects.filter(action_time__lt=before),
        delete,
    ),
)
UNCONFIRMED = (
    "unconfirmed_accounts",
    _("Accounts whose address was never confirmed"),
    _("erased"),
    _unconfirmed_accounts,
)
