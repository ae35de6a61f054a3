"""Claiming a company that was imported from a list and has no owner yet.

An address at the company's domain is not enough to become its owner: the listed contact and the organizer are notified
and have some days to object.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_role
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, TooMany
from ciie.kernel.locking import lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.notifications import (
    announce_claim,
    announce_contested,
    announce_declined,
    announce_granted,
    announce_requested,
)
from exhibitors.companies.company_ownership.queries import doubt_about, is_over, objection_period, proof_of
from exhibitors.companies.company_ownership.states import OPEN_REQUESTS, REQUEST_LIFECYCLE, Doubt, RequestState
from exhibitors.companies.identifiers import own_domain
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.operations import VERIFICATION_FIELDS, lock_company, note_proof, refuse_own
from exhibitors.companies.queries import has_owner
from exhibitors.companies.states import CompanyRole

MOST_WAITING: Final = 3
MOST_A_DAY: Final = 5
A_DAY: Final = timedelta(days=1)


@operation("exhibitors.ownership.requested")
def request_ownership(company_id: int, *, statement: str = "", actor: User, at: datetime) -> OwnershipRequest:
    """Claim a company that has no owner.

    If the actor has a confirmed address at the company's own domain, the claim is announced to the company's contact
    and to the organizer, and is granted after some days unless one of them objects. Any other claim needs a statement
    of how the actor is connected with the company, and the organizer decides on it. Until the claim is granted, it
    gives the actor no role in the company.
    Raises `company_has_owner`, `ownership_requested_once`, `statement_missing`, or `too_many_requests` (429).
    """
    company = lock_company(company_id)
    _require_within_limits(actor, at)
    if has_owner(company.pk):
        raise DomainError(
            _("Someone already acts for %(company)s; ask its owner to invite you.") % {"company": company},
            code="company_has_owner",
        )
    _refuse_second(company, actor)
    request = OwnershipRequest(company=company, person=actor, statement=statement.strip(), requested_at=at)
    if proof := proof_of(company, actor):
        request.state, request.proof, request.contact_email = RequestState.ANNOUNCED, proof, company.contact_email
        request.objections_until = at + objection_period()
    elif not request.statement:
        raise Invalid(
            _("State how you are connected with the company. The organizer will read it."),
            code="statement_missing",
            field="statement",
        )
    require_valid(request, exclude=["company", "person"])
    request.save()
    if proof:
        announce_claim(request)
    announce_requested(request, "requested")
    return request


@operation("exhibitors.ownership.objected")
def object_to_claim(
    request_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> OwnershipRequest:
    """Object to an announced claim. It is no longer granted by time alone; the organizer sees the reason and decides.

    The listed contact objects by a signed link and has no account, so in that case the actor is the system.
    """
    request = _lock_open(request_id, seen=seen, actor=actor)
    if request.state != RequestState.ANNOUNCED:
        raise DomainError(_("This claim is no longer open to objections."), code="not_announced")
    if not reason.strip():
        raise Invalid(_("Give a reason. The organizer will read it."), code="reason_missing", field="reason")
    request.objection, request.objected_at = reason.strip(), at
    require_valid(request, exclude=["company", "person"])
    _contest(request, Doubt.OBJECTION)
    return request


@operation("exhibitors.ownership.settled")
def settle_claim(request_id: int, /, *, actor: Actor, at: datetime) -> bool:
    """Grant an announced claim once its objection period is over. Return whether the claim changed its state.

    A claim that has become doubtful is handed to the organizer. If somebody else has become the owner of the company,
    the claim is declined.
    """
    request = _lock_open(request_id, seen=None, actor=actor)
    if request.state != RequestState.ANNOUNCED:
        return False
    if has_owner(request.company_id):
        with override(request.person.language):
            request.reason = gettext("Someone else has become the owner of the company. Ask them to invite you.")
        _decide(request, RequestState.DECLINED, actor=actor, at=at)
        announce_declined(request)
    elif doubt := doubt_about(request):
        _contest(request, doubt)
    elif is_over(request, at=at):
        _grant(request, actor=actor, at=at)
    else:
        return False
    return True


@operation("exhibitors.ownership.granted")
def grant_ownership(request_id: int, *, seen: int | None, actor: Actor, at: datetime) -> OwnershipRequest:
    """Make the claimant the owner of the company and notify them by mail.

    Raises `company_has_owner` if somebody else has become the owner in the meantime.
    """
    request = _lock_open(request_id, seen=seen, actor=actor)
    _require_undecided(request)
    refuse_own(request.company, actor)
    if has_owner(request.company_id):
        raise DomainError(
            _("%(company)s has an owner by now. Decline the claim; the owner can invite the person.")
            % {"company": request.company},
            code="company_has_owner",
        )
    if actor == request.person:
        raise DomainError(_("You cannot decide on your own claim. A colleague has to."), code="own_claim")
    _grant(request, actor=actor, at=at)
    return request


@operation("exhibitors.ownership.declined")
def decline_ownership(
    request_id: int, *, reason: str, seen: int | None, actor: Actor, at: datetime
) -> OwnershipRequest:
    """Decline a request and mail the reason to the claimant."""
    request = _lock_open(request_id, seen=seen, actor=actor)
    _require_undecided(request)
    if not reason.strip():
        raise Invalid(_("Give a reason. The person will see it."), code="reason_missing", field="reason")
    request.reason = reason.strip()
    _decide(request, RequestState.DECLINED, actor=actor, at=at)
    announce_declined(request)
    return request


@operation("exhibitors.ownership.withdrawn")
def withdraw_request(request_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> OwnershipRequest:
    """Withdraw one's own request before it is decided."""
    request = _lock_open(request_id, seen=seen, actor=actor, permission="exhibitors.withdraw_ownership_request")
    _require_undecided(request)
    _decide(request, RequestState.WITHDRAWN, actor=actor, at=at)
    return request


def _require_within_limits(person: User, at: datetime) -> None:
    """Raise `too_many_requests` at the limit. The person's claims are locked, so that two at once cannot exceed it."""
    lock_topic(f"ownership requested by {person.pk}")
    own = OwnershipRequest.objects.filter(person=person)
    waiting, today = own.filter(state__in=OPEN_REQUESTS).count(), own.filter(requested_at__gt=at - A_DAY).count()
    if waiting >= MOST_WAITING:
        sentence = _("You have already claimed %(limit)d companies. Wait until the organizer has decided.")
        raise TooMany(sentence % {"limit": waiting}, code="too_many_requests")
    if today >= MOST_A_DAY:
        sentence = _("You have claimed %(limit)d companies within a day. Try again tomorrow.")
        raise TooMany(sentence % {"limit": today}, code="too_many_requests")


def _refuse_second(company: Company, person: User) -> None:
    if OwnershipRequest.objects.filter(company=company, person=person, state__in=OPEN_REQUESTS).exists():
        raise DomainError(_("You have already claimed this company."), code="ownership_requested_once")


def _lock_open(
    request_id: int, *, seen: int | None, actor: Actor, permission: str = "exhibitors.decide_ownership"
) -> OwnershipRequest:
    """Return the request with its company, both locked. Like every operation, this locks the company first."""
    company_id = OwnershipRequest.objects.filter(pk=request_id).values_list("company_id", flat=True).first()
    company = lock_company(company_id or 0)
    rows = OwnershipRequest.objects.select_related("person")
    request = lock_one(rows, request_id, missing=_("Request not found."))
    require(permission, actor, request)
    request.company = company
    require_seen(request, seen)
    return request


def _require_undecided(request: OwnershipRequest) -> None:
    if request.state not in OPEN_REQUESTS:
        sentence = _("This request has already been decided or withdrawn.")
        raise DomainError(sentence, code="already_decided")


def _contest(request: OwnershipRequest, doubt: str) -> None:
    """Hand an announced claim to the organizer for a decision. Notify the organizer and the claimant."""
    REQUEST_LIFECYCLE.require(request.state, RequestState.WAITING)
    request.state, request.doubt = RequestState.WAITING, doubt
    request.save(update_fields=["state", "doubt", "objection", "objected_at"])
    announce_requested(request, "contested")
    announce_contested(request)


def _grant(request: OwnershipRequest, *, actor: Actor, at: datetime) -> None:
    _decide(request, RequestState.GRANTED, actor=actor, at=at)
    _make_owner(request.company, request.person, actor=actor, at=at)
    announce_granted(request)


def _decide(request: OwnershipRequest, to: RequestState, *, actor: Actor, at: datetime) -> None:
    REQUEST_LIFECYCLE.require(request.state, to)
    request.state, request.decided_at, request.decided_by = to, at, person_of(actor)
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])


def _make_owner(company: Company, person: User, *, actor: Actor, at: datetime) -> None:
    """Make a person the owner, whatever role they had before. A confirmed address of theirs may verify the company."""
    Membership.objects.update_or_create(company=company, user=person, defaults={"role": CompanyRole.OWNER})
    record_role(SecurityEventKind.ROLE_GIVEN, CompanyRole.OWNER, company, person=person, actor=actor, at=at)
    note_proof(company, at=at)
    company.save(update_fields=VERIFICATION_FIELDS)


@operation("exhibitors.company.domains_vouched")
def vouch_for_domains(
    company_id: int, domains: Iterable[str], *, seen: int | None = None, actor: Actor, at: datetime
) -> Company:
    """Record which domains, besides that of its website, the organizer has found to be the company's own.

    Addresses at these domains support claims to the company and verify it. Raises `domain_shared` for a domain that
    belongs to a mail service or is shared by several companies.
    """
    company = lock_company(company_id)
    require("exhibitors.verify_companies", actor)
    refuse_own(company, actor)
    require_seen(company, seen)
    own = {typed: own_domain(typed.strip().removeprefix("@")) for typed in domains}
    for typed, domain in own.items():
        if domain is None:
            raise Invalid(
                _(
                    "“%(domain)s” is not the domain of a single company. Enter registered domains such as "
                    "example.com, but none of a mail service or portal."
                )
                % {"domain": typed},
                code="domain_shared",
                field="domains",
            )
    company.mail_domains = sorted({domain for domain in own.values() if domain})
    require_valid(company, exclude=["normalized_name", "created_at"])
    note_proof(company, at=at)
    company.save(update_fields=["mail_domains", *VERIFICATION_FIELDS])
    return company
