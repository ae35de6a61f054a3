"""Mails about requests to become the owner of a company."""

from django.utils import timezone
from django.utils.translation import override

from ciie.accounts.invitations import language_for
from ciie.kernel.days import day_of
from ciie.kernel.signed_links import link_token
from ciie.kernel.wording import zone_words
from ciie.mail.queue import Letter, queue_letters
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.queries import address_at, announcement_occasion
from exhibitors.companies.company_ownership.states import RequestState
from pavilions.floor.staff.queries import staff_allowed

OBJECTION_LINK = "ownership-objection"


def announce_claim(request: OwnershipRequest) -> None:
    """Write to the company's listed contact, with a link to object to the claim.

    The mail repeats nothing that the claimant typed. It names only an address of theirs that has been confirmed.
    """
    language = language_for(request.contact_email, otherwise="zh-hans" if request.company.country == "CN" else "en")
    context = {
        "company": request.company.name,
        "email": address_at(request.proof, request.person),
        "ends": _ends(request, language),
        "token": link_token(OBJECTION_LINK, request.pk),
    }
    occasion = announcement_occasion(request)
    queue_letters([Letter("ownership_claimed", request.contact_email, language, occasion, context)])


def announce_requested(request: OwnershipRequest, occasion: str) -> None:
    """Write to every member of the organizer's team who may decide on the request."""
    is_announced = request.state == RequestState.ANNOUNCED
    queue_letters(
        Letter(
            kind="ownership_requested",
            to=organizer.email,
            language=organizer.language,
            occasion=f"ownership-{request.pk}-{occasion}",
            context={
                "person": organizer.name,
                "company": request.company.name,
                "asker": request.person.name or request.person.email,
                "email": address_at(request.proof, request.person) or request.person.email,
                "ends": _ends(request, organizer.language) if is_announced else None,
                "doubt": request.doubt,
            },
        )
        for organizer in staff_allowed("exhibitors.decide_ownership")
    )


def announce_contested(request: OwnershipRequest) -> None:
    """Write to the claimant that the organizer decides now. Only the organizer sees what the objection says."""
    _write_to_asker("ownership_contested", request, "contested")


def announce_granted(request: OwnershipRequest) -> None:
    """Write to the claimant that they own the company now."""
    _write_to_asker("ownership_granted", request, "decided")


def announce_declined(request: OwnershipRequest) -> None:
    """Write to the claimant why the request was declined."""
    _write_to_asker("ownership_declined", request, "decided")


def _write_to_asker(kind: str, request: OwnershipRequest, occasion: str) -> None:
    person = request.person
    context = {
        "person": person.name,
        "company_id": request.company_id,
        "company": request.company.name,
        "reason": request.reason,
        "doubt": request.doubt,
    }
    queue_letters([Letter(kind, person.email, person.language, f"ownership-{request.pk}-{occasion}", context)])


def _ends(request: OwnershipRequest, language: str) -> dict[str, str]:
    """Return the day, time and time zone at which the objection period ends, in the site's zone."""
    zone = timezone.get_default_timezone()
    ends = timezone.localtime(request.objections_until, zone)
    with override(language):
        return {"day": day_of(ends, zone).isoformat(), "time": f"{ends:%H:%M}", "zone": zone_words(str(zone))}
