"""Operations that draft, publish and discard terms, and record their acceptance when a booking is submitted."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, lock_topic, require_seen, share_topic
from ciie.kernel.statements import row_of
from ciie.kernel.validity import require_valid
from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance
from pavilions.floor.models.edition import Edition

FIELD = "terms_accepted"
"""The form field beside which pages show a refusal."""


@operation("exhibitors.terms.drafted")
def draft_terms(edition_id: int, *, actor: Actor, at: datetime) -> EditionTerms:
    """Begin the next version with the text of the one before. An edition has at most one draft at a time."""
    require("exhibitors.write_terms", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    if edition.terms.filter(published_at=None).exists():
        raise DomainError(_("There is already a draft of the terms of this edition."), code="terms_one_draft")
    before = edition.terms.order_by("-version").first()
    last = edition.terms.aggregate(last=Max("version"))["last"] or 0
    return EditionTerms.objects.create(
        edition=edition,
        version=last + 1,
        text=before.text if before else "",
        text_zh=before.text_zh if before else "",
    )


@operation("exhibitors.terms.changed")
def change_terms(
    terms_id: int, *, text: str, text_zh: str, seen: int | None = None, actor: Actor, at: datetime
) -> EditionTerms:
    """Change the texts of the draft."""
    terms = _lock_draft(terms_id, seen, actor)
    terms.text, terms.text_zh = text.strip(), text_zh.strip()
    require_valid(terms)
    terms.save(update_fields=["text", "text_zh"])
    return terms


@operation("exhibitors.terms.published")
def publish_terms(terms_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> EditionTerms:
    """Publish the draft. Bookings are then submitted under this version, and its text can no longer be changed."""
    terms = _lock_draft(terms_id, seen, actor)
    for text, field in ((terms.text, "text"), (terms.text_zh, "text_zh")):
        if not text:
            raise Invalid(
                _("Enter the terms in both languages before you publish them."),
                code="terms_published_in_both_languages",
                field=field,
            )
    lock_topic(terms_topic(terms.edition_id))
    terms.published_at, terms.published_by = at, person_of(actor)
    terms.save(update_fields=["published_at", "published_by"])
    return terms


@operation("exhibitors.terms.discarded")
def discard_terms(terms_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Delete the draft."""
    _lock_draft(terms_id, seen, actor).delete()


IN_FORCE = """
SELECT id, version FROM exhibitors_editionterms
WHERE edition_id = {edition} AND published_at IS NOT NULL ORDER BY version DESC LIMIT 1
"""
"""The query for an edition's terms in force. The caller must hold the `terms_topic` shared."""


class TermsInForce(NamedTuple):
    """A row of `IN_FORCE`."""

    pk: int
    version: int


def require_terms_accepted(edition: Edition, version: int | None) -> int | None:
    """Read the terms in force and pass them to `require_accepted`.

    No version is published until the caller's transaction ends.
    """
    share_topic(terms_topic(edition.pk))
    found = row_of(IN_FORCE.format(edition="%s"), [edition.pk])
    return require_accepted(TermsInForce(*found) if found else None, version)


def require_accepted(in_force: TermsInForce | None, version: int | None) -> int | None:
    """Return the key of the terms in force if `version` is theirs, or None if the edition has none.

    Raise `Invalid` (`terms_not_accepted`) without a version and `DomainError` (`terms_changed`) for any other version.
    """
    if in_force is None:
        return None
    if version == in_force.version:
        return in_force.pk
    details = {"terms_version": in_force.version}
    if version is None:
        raise Invalid(
            _("To submit, accept the terms of participation."),
            code="terms_not_accepted",
            field=FIELD,
            details=details,
        )
    raise DomainError(
        _("The terms have changed: version %(version)s applies now. Read it, then accept it to submit.")
        % {"version": in_force.version},
        code="terms_changed",
        field=FIELD,
        details=details,
    )


def record_acceptance(booking_id: int, terms_id: int | None, *, actor: Actor, at: datetime) -> None:
    """Record who accepted these terms for a booking and when; do nothing if there are no terms.

    Person, version and time prove an acceptance by a person who had signed in. The IP address is not kept.
    """
    if terms_id is None:
        return
    person = person_of(actor)
    TermsAcceptance.objects.create(
        booking_id=booking_id,
        terms_id=terms_id,
        person=person,
        name=person.name if person else "",
        accepted_at=at,
    )


def terms_topic(edition_id: int) -> str:
    """Return the edition's lock topic. While it is shared (`share_topic`), no version of the terms is published."""
    return f"{TOPIC}{edition_id}"


TOPIC = "terms of "
"""The prefix of the lock topics of terms, to which statements append the key of the edition."""


def _lock_draft(terms_id: int, seen: int | None, actor: Actor) -> EditionTerms:
    rows = EditionTerms.objects.select_related("edition")
    terms = lock_one(rows, terms_id, missing=_("Terms not found."))
    require("exhibitors.write_terms", actor)
    if terms.published_at is not None:
        raise DomainError(
            _("This version has been published and can no longer be changed. Draft a new version instead."),
            code="terms_published",
        )
    require_seen(terms, seen)
    return terms
