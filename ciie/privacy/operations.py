"""The operations that export and erase a person's data. An erasure cannot be undone."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ciie.accounts.models import User
from ciie.accounts.operations import POWERS, lock_person, require_admin
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_security_event
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.errors import DomainError, NotAllowed
from ciie.kernel.locking import lock_topic, require_seen
from ciie.kernel.wording import sentences
from ciie.mail.queue import drop_letters_to
from ciie.privacy.export import write_export
from ciie.privacy.leaving import leave_everything, obstacles
from ciie.privacy.pseudonyms import pseudonymise
from ciie.privacy.retention import RULES, UNCONFIRMED, Rule, register_retention
from ciie.privacy.steps import ERASED_DOMAIN, Subject, erasing_steps


@dataclass(frozen=True)
class Erased:
    """The name of an erased person from now on, and how many rows of each table were changed or deleted."""

    pseudonym: str
    rows: dict[str, int]


def subject_of(person: User) -> Subject:
    """Return a person by their account and every address of it, in lower case."""
    addresses = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return Subject(tuple(sorted({person.email.lower(), *(address.lower() for address in addresses)})), person.pk)


def erasure_preview(subject: Subject) -> dict[str, int]:
    """Return how many rows of each table an erasure would change or delete now.

    It takes one count per table and path.
    """
    counts: dict[str, int] = {}
    for step in erasing_steps():
        counts[step.label] = counts.get(step.label, 0) + step.rows(subject).count()
    return {label: count for label, count in sorted(counts.items()) if count}


@operation("privacy.person.exported")
def export_person(user_id: int, *, actor: Actor, at: datetime) -> IO[bytes]:
    """Return a ZIP archive of everything that the map declares to be this person's.

    Admins may export anybody's data, people their own.
    """
    person = lock_person(user_id)
    if actor.pk != person.pk:
        require_admin(actor)
    archive = write_export(subject_of(person), at=at)
    record_security_event(SecurityEventKind.PERSON_EXPORTED, at=at, person=person, actor=actor)
    return archive


@operation("privacy.person.erased")
def erase_person(user_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Erased:
    """Close an account for good, and delete, empty or pseudonymise what the map declares, including in the history.

    Raises `DomainError` (`not_replaced`) while something still needs this person, with the sentences of the apps'
    `obstacles`.
    """
    lock_topic("powers")
    person = lock_person(user_id)
    require_admin(actor)
    require_seen(person, seen)
    if person.email.endswith(f"@{ERASED_DOMAIN}"):
        raise DomainError(_("This person has already been erased."), code="already_erased")
    if actor.pk == person.pk:
        raise NotAllowed(_("You cannot erase yourself. Ask another admin."), code="own_account")
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        sentence = _("This is the last superuser. Give these permissions to someone else first.")
        raise DomainError(sentence, code="last_superuser")
    if hindered := obstacles(person, at):
        raise DomainError(sentences(*hindered), code="not_replaced")
    leave_everything(person, actor=actor, at=at)
    subject, pseudonym = subject_of(person), f"erased-{person.pk}"
    drop_letters_to(subject.addresses)
    for power in POWERS:
        setattr(person, power, False)
    person.save(update_fields=[*POWERS])
    return _erase(subject, pseudonym, person, actor=actor, at=at)


@operation("privacy.address.erased")
def erase_address(email: str, *, actor: Actor, at: datetime) -> Erased:
    """Erase a person who has no account and is known by an address, for example from a public form.

    Raises `DomainError` (`has_account`) if the address belongs to an account.
    """
    require_admin(actor)
    address = email.strip().lower()
    if EmailAddress.objects.filter(email__iexact=address).exists() or User.objects.with_email(address).exists():
        sentence = _("Someone has an account with this address. Erase that person instead.")
        raise DomainError(sentence, code="has_account")
    drop_letters_to([address])
    return _erase(Subject((address,)), f"erased-{secrets.token_hex(5)}", None, actor=actor, at=at)


def _erase(subject: Subject, pseudonym: str, person: User | None, *, actor: Actor, at: datetime) -> Erased:
    """Erase a person in all tables.

    The event is recorded first, so that it has the pseudonym like all others.
    """
    record_security_event(
        SecurityEventKind.PERSON_ERASED, at=at, person=person, actor=actor, details={"pseudonym": pseudonym}
    )
    rows: dict[str, int] = {}
    for step in erasing_steps():
        if not step.is_frozen:
            rows[step.label] = rows.get(step.label, 0) + step.erase(subject, pseudonym)
    User.objects.filter(pk=subject.account).update(password=make_password(None))  # unusable
    for label, count in pseudonymise(subject.account, subject.addresses, pseudonym).items():
        rows[label] = rows.get(label, 0) + count
    return Erased(pseudonym, {label: count for label, count in sorted(rows.items()) if count})


@operation("privacy.retention.applied")
def apply_retention(name: str, *, actor: Actor, at: datetime, limit: int = 1_000) -> int:
    """Delete or empty up to `limit` rows that are past this rule's retention period, and return how many.

    Callers repeat it until it returns 0.
    """
    require_admin(actor)
    rule = RULES[name]
    before = rule.before(at)
    return rule.sweep(rule.due(before).order_by(*rule.order)[:limit], at) if before else 0


def _erase_unconfirmed(rows: QuerySet[Any], at: datetime) -> int:
    """Erase accounts that were never confirmed, and return how many.

    People who have meanwhile got a role that only they have are skipped.
    """
    done = 0
    for person in rows:
        try:
            with transaction.atomic():
                erase_person(person.pk, actor=SYSTEM, at=at)
        except DomainError:
            continue
        done += 1
    return done


register_retention(Rule(*UNCONFIRMED, _erase_unconfirmed))
