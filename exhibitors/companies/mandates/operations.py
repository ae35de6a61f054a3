"""Sending a power of attorney, deciding on it, and ending it."""

from datetime import datetime

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.web_addresses import require_no_web_addresses
from ciie.uploads.documents import AcceptedDocument, keep_document
from ciie.uploads.keeping import read_kept
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.notifications import announce_decided, announce_sent
from exhibitors.companies.mandates.states import MANDATE_LIFECYCLE, STANDING_MANDATES, MandateState
from exhibitors.companies.models import Company
from exhibitors.companies.operations import lock_company, refuse_own
from exhibitors.companies.signals import role_taken

LARGEST_MB = 20


@operation("exhibitors.mandate.sent")
def send_mandate(company_id: int, *, name: str, file: AcceptedDocument, actor: User, at: datetime) -> Mandate:
    """Send the organizer a power of attorney for the actor: a PDF that names them as `name`."""
    company = lock_company(company_id)
    require("exhibitors.send_mandate", actor, company)
    require_no_web_addresses({"name": name})
    if not file.name.endswith(".pdf"):
        raise Invalid(_("Upload the power of attorney as a PDF."), code="mandate_not_pdf", field="file")
    if file.size > LARGEST_MB * 1024 * 1024:
        sentence = _("The file is larger than %(megabytes)d MB.") % {"megabytes": LARGEST_MB}
        raise Invalid(sentence, code="document_too_large", field="file")
    mandate = Mandate(
        company=company,
        person=actor,
        name=" ".join(name.split()),
        file=keep_document(file),
        title=file.title,
        digest=file.name.rpartition("/")[2].removesuffix(".pdf"),
        sent_at=at,
    )
    require_valid(mandate, exclude=["company", "person", "decided_by"])
    mandate.save()
    announce_sent(mandate)
    return mandate


@operation("exhibitors.mandate.accepted")
def accept_mandate(mandate_id: int, *, seen: int | None, actor: Actor, at: datetime) -> Mandate:
    """Accept a power of attorney. The person may sign for the company from now on and is notified by mail.

    Raises `DomainError` (`document_differs`) where the file is no longer the one that was sent.
    """
    mandate = _lock(mandate_id, seen, "exhibitors.decide_mandates", actor=actor)
    refuse_own(mandate.company, actor)
    try:
        read_kept(mandate.file, mandate.digest)
    except FileNotFoundError as error:
        raise DomainError(
            _("The power of attorney differs from the file that was sent. Refuse it and ask for a new one."),
            code="document_differs",
        ) from error
    _move(mandate, MandateState.ACCEPTED, actor=actor, at=at)
    announce_decided(mandate)
    return mandate


@operation("exhibitors.mandate.refused")
def refuse_mandate(mandate_id: int, *, reason: str, seen: int | None, actor: Actor, at: datetime) -> Mandate:
    """Refuse a power of attorney and mail the reason to the person named in it."""
    mandate = _lock(mandate_id, seen, "exhibitors.decide_mandates", actor=actor)
    if not reason.strip():
        raise Invalid(_("Give a reason. The person will see it."), code="reason_missing", field="reason")
    mandate.reason = reason.strip()
    _move(mandate, MandateState.REFUSED, actor=actor, at=at)
    announce_decided(mandate)
    return mandate


@operation("exhibitors.mandate.ended")
def end_mandate(mandate_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Mandate:
    """End a power of attorney. Documents that were signed under it remain valid."""
    mandate = _lock(mandate_id, seen, "exhibitors.end_mandate", actor=actor)
    _move(mandate, MandateState.ENDED, actor=actor, at=at)
    return mandate


@receiver(role_taken)
def end_mandates_of(*, company: Company, person: User, actor: Actor, at: datetime, **_kwargs: object) -> None:
    """End the powers of attorney of a person who is no longer an editor. They stay ended if the person returns."""
    rows = Mandate.objects.filter(company=company, person=person, state__in=STANDING_MANDATES)
    for mandate in lock(Mandate.objects.all(), rows.values_list("pk", flat=True)):
        _move(mandate, MandateState.ENDED, actor=actor, at=at)


def _lock(mandate_id: int, seen: int | None, permission: str, *, actor: Actor) -> Mandate:
    company_id = Mandate.objects.filter(pk=mandate_id).values_list("company_id", flat=True).first()
    company = lock_company(company_id or 0)
    rows = Mandate.objects.select_related("person")
    mandate = lock_one(rows, mandate_id, missing=_("Power of attorney not found."))
    mandate.company = company
    require(permission, actor, mandate)
    require_seen(mandate, seen)
    return mandate


def _move(mandate: Mandate, to: MandateState, *, actor: Actor, at: datetime) -> None:
    if not MANDATE_LIFECYCLE.allows(mandate.state, to):
        sentence = _("This power of attorney is %(state)s.") % {"state": mandate.get_state_display()}
        raise DomainError(sentence, code="mandate_decided")
    mandate.state, mandate.decided_at, mandate.decided_by = to, at, person_of(actor)
    require_valid(mandate, exclude=["company", "person", "decided_by"])
    mandate.save(update_fields=["state", "decided_at", "decided_by", "reason"])
