"""How somebody becomes the owner of a company that came by a list, so that no one acts for it."""

from datetime import datetime, timedelta
from typing import Final

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
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.operations import VERIFICATION_FIELDS, lock_company, note_proof
from exhibitors.companies.queries import has_owner
from exhibitors.companies.states import CompanyRole
from exhibitors.company_ownership.models import OwnershipRequest
from exhibitors.company_ownership.notifications import announce_declined, announce_granted, announce_requested
from exhibitors.company_ownership.queries import proof_of
from exhibitors.company_ownership.states import RequestState

MOST_WAITING: Final = 3
MOST_A_DAY: Final = 5
A_DAY: Final = timedelta(days=1)


@operation("exhibitors.ownership.requested")
def request_ownership(company_id: int, *, statement: str = "", actor: User, at: datetime) -> OwnershipRequest:
    """Claim a company that has no owner.

    An address that the actor has confirmed at the company's own domain makes them its owner at once; else the organizer
    decides, and needs a statement of how the actor belongs to the company. Raises `company_has_owner`,
    `ownership_requested_once`, `statement_missing`, or `too_many_requests` (429).
    """
    company = lock_company(company_id)
    _require_within_limits(actor, at)
    if has_owner(company.pk):
        raise DomainError(
            _("Someone already acts for %(company)s; ask its owner to invite you.") % {"company": company},
            code="company_has_owner",
        )
    _refuse_second(company, actor)
    proof = proof_of(company, actor)
    request = OwnershipRequest(
        company=company, person=actor, statement=statement.strip(), proof=proof or "", requested_at=at
    )
    if proof:
        request.state, request.decided_at = RequestState.GRANTED, at
    elif not request.statement:
        raise Invalid(
            _("State how you are connected with the company. The organizer will read it."),
            code="statement_missing",
            field="statement",
        )
    require_valid(request, exclude=["company", "person"])
    request.save()
    if proof:
        _make_owner(company, actor, actor=actor, at=at)
    else:
        announce_requested(request)
    return request


@operation("exhibitors.ownership.granted")
def grant_ownership(request_id: int, *, seen: int | None, actor: Actor, at: datetime) -> OwnershipRequest:
    """Let the person who asked become the owner of the company; they get a mail."""
    request = _lock_waiting(request_id, seen=seen, actor=actor)
    _decide(request, RequestState.GRANTED, actor=actor, at=at)
    _make_owner(request.company, request.person, actor=actor, at=at)
    announce_granted(request)
    return request


@operation("exhibitors.ownership.declined")
def decline_ownership(
    request_id: int, *, reason: str, seen: int | None, actor: Actor, at: datetime
) -> OwnershipRequest:
    """Decline a request; the person who asked gets a mail with the reason."""
    request = _lock_waiting(request_id, seen=seen, actor=actor)
    if not reason.strip():
        raise Invalid(_("Give a reason. The person will see it."), code="reason_missing", field="reason")
    request.reason = reason.strip()
    _decide(request, RequestState.DECLINED, actor=actor, at=at)
    announce_declined(request)
    return request


@operation("exhibitors.ownership.withdrawn")
def withdraw_request(request_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> OwnershipRequest:
    """Take back an own request on which nobody has decided."""
    request = _lock_waiting(request_id, seen=seen, actor=actor, permission="exhibitors.withdraw_ownership_request")
    _decide(request, RequestState.WITHDRAWN, actor=actor, at=at)
    return request


def _require_within_limits(person: User, at: datetime) -> None:
    """Counted under a lock of the person, so that two requests at once cannot both be the last."""
    lock_topic(f"ownership requested by {person.pk}")
    own = OwnershipRequest.objects.filter(person=person)
    waiting, today = own.filter(state=RequestState.WAITING).count(), own.filter(requested_at__gt=at - A_DAY).count()
    if waiting >= MOST_WAITING:
        sentence = _("You have already claimed %(limit)d companies. Wait until the organizer has decided.")
        raise TooMany(sentence % {"limit": waiting}, code="too_many_requests")
    if today >= MOST_A_DAY:
        sentence = _("You have claimed %(limit)d companies within a day. Try again tomorrow.")
        raise TooMany(sentence % {"limit": today}, code="too_many_requests")


def _refuse_second(company: Company, person: User) -> None:
    if OwnershipRequest.objects.filter(company=company, person=person, state=RequestState.WAITING).exists():
        raise DomainError(
            _("You have already claimed this company. The organizer will decide."), code="ownership_requested_once"
        )


def _lock_waiting(
    request_id: int, *, seen: int | None, actor: Actor, permission: str = "exhibitors.decide_ownership"
) -> OwnershipRequest:
    """The request with its company, both locked: the company first, as everywhere."""
    company_id = OwnershipRequest.objects.filter(pk=request_id).values_list("company_id", flat=True).first()
    company = lock_company(company_id or 0)
    rows = OwnershipRequest.objects.select_related("person")
    request = lock_one(rows, request_id, missing=_("Request not found."))
    require(permission, actor, request)
    request.company = company
    require_seen(request, seen)
    if request.state != RequestState.WAITING:
        sentence = _("This request has already been decided or withdrawn.")
        raise DomainError(sentence, code="already_decided")
    return request


def _decide(request: OwnershipRequest, to: RequestState, *, actor: Actor, at: datetime) -> None:
    request.state, request.decided_at, request.decided_by = to, at, person_of(actor)
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])


def _make_owner(company: Company, person: User, *, actor: Actor, at: datetime) -> None:
    """The person owns the company, whatever their role in it was; an address of theirs may verify it."""
    Membership.objects.update_or_create(company=company, user=person, defaults={"role": CompanyRole.OWNER})
    record_role(SecurityEventKind.ROLE_GIVEN, CompanyRole.OWNER, company, person=person, actor=actor, at=at)
    note_proof(company, at=at)
    company.save(update_fields=VERIFICATION_FIELDS)
