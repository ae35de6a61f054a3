"""Codes sent by mail that confirm the signature of a contract or the acceptance of an offer.

The operations on contracts and offers lock, authorise and check the state before they call these functions.
"""

from datetime import datetime, timedelta
from secrets import randbelow

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, TooMany
from ciie.kernel.locking import lock
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.signing import MOST_ATTEMPTS, MailedCode
from exhibitors.money.sales.queries.signing import last_code

CODE_LASTS = timedelta(minutes=15)
MOST_CODES = 5
WITHIN = timedelta(hours=1)
CODES = 10**6

EXPIRED = _("This code is no longer valid. Request a new one.")


def make_code(document: Contract | Offer, person: User, *, at: datetime) -> tuple[MailedCode, str]:
    """Save a new code of the person for the document, which voids the previous one. Return it with its digits.

    Raises `TooMany` (`too_many_codes`) after five codes within an hour.
    """
    if document.codes.filter(person=person, sent_at__gt=at - WITHIN).count() >= MOST_CODES:
        sentence = _("You have been sent %(count)d codes within an hour. Try again later.") % {"count": MOST_CODES}
        raise TooMany(sentence, code="too_many_codes")
    digits = f"{randbelow(CODES):06d}"
    made = document.codes.create(
        person=person,
        digest=document.digest,
        email=person.email,
        code_hash=_hash(document, person, at, digits),
        sent_at=at,
        expires_at=at + CODE_LASTS,
    )
    return made, digits


def enter_code(document: Contract | Offer, person: User | None, code: str, *, at: datetime) -> DomainError | None:
    """Count an attempt at the code that was sent to the person last. Return why it is refused, or None if it is right.

    The refusal is returned, since raising it would undo the count with the transaction.
    """
    found = _lock_code(document, person, at)
    if found is None:
        return Invalid(EXPIRED, code="code_expired", field="code")
    if found.attempts >= MOST_ATTEMPTS:
        return Invalid(_("Too many wrong codes. Request a new one."), code="code_spent", field="code")
    found.attempts += 1
    if not constant_time_compare(found.code_hash, _hash(document, found.person, found.sent_at, "".join(code.split()))):
        found.save(update_fields=["attempts"])
        left = MOST_ATTEMPTS - found.attempts
        sentence = ngettext_lazy(
            "This is not the code that was sent. You have %(left)d attempt left.",
            "This is not the code that was sent. You have %(left)d attempts left.",
            left,
        ) % {"left": left}
        return Invalid(sentence, code="code_wrong", field="code", details={"left": left})
    found.entered_at = at
    found.save(update_fields=["attempts", "entered_at"])
    return None


def take_code(document: Contract | Offer, person: User | None, *, at: datetime) -> MailedCode:
    """Use the code that the person has entered. Raises `Invalid` (`code_expired`) if there is none."""
    code = _lock_code(document, person, at)
    if code is None or code.entered_at is None:
        raise Invalid(_("No valid code has been entered. Request a new one."), code="code_expired", field="code")
    code.used_at = at
    code.save(update_fields=["used_at"])
    return code


def _lock_code(document: Contract | Offer, person: User | None, at: datetime) -> MailedCode | None:
    """Lock and return the person's newest code, or None if it has expired, was used or is for another version."""
    found = last_code(document, person, at=at) if person else None
    return next(iter(lock(document.codes.filter(used_at=None), [found.pk] if found else [])), None)


def _hash(document: Contract | Offer, person: User, sent_at: datetime, code: str) -> str:
    """Hash a code with a key. It is bound to person, document and moment, so it fits no other version or account."""
    said = f"{document._meta.label_lower}:{document.pk}:{document.digest}:{person.pk}:{sent_at.timestamp()}:{code}"
    return salted_hmac("exhibitors.signing_code", said, algorithm="sha256").hexdigest()
