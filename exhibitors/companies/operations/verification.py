"""Verifying that companies are what they say: by a domain or a registration number of their own, or by the organizer.

A company that has registered itself may claim only a little space until then (`claim_limits`).
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from exhibitors.companies.models import Company
from exhibitors.companies.notifications import announce_verification_refused, announce_verified
from exhibitors.companies.queries.verification import Proof, proofs_of
from exhibitors.companies.states import Verification, VerifiedBy

VERIFICATION_FIELDS = (
    "verification",
    "verified_by",
    "verification_proof",
    "verification_reason",
    "verification_at",
)


@operation("exhibitors.company.verified")
def verify_company(company_id: int, *, seen: int | None, actor: Actor, at: datetime) -> Company:
    """Note that the organizer has checked a company; its owners get a mail."""
    company = _lock(company_id)
    require("exhibitors.verify_companies", actor)
    require_seen(company, seen)
    if company.verification == Verification.VERIFIED:
        raise DomainError(_("%(company)s is verified already.") % {"company": company}, code="already_verified")
    _write(company, Verification.VERIFIED, (VerifiedBy.ORGANIZER, ""), at=at)
    company.save(update_fields=VERIFICATION_FIELDS)
    announce_verified(company, at=at)
    return company


@operation("exhibitors.company.verification_refused")
def refuse_company(company_id: int, *, reason: str, seen: int | None, actor: Actor, at: datetime) -> Company:
    """Note that the organizer could not verify a company, or no longer; its owners get a mail with the reason.

    What it has claimed stays; ending that is a decision of its own (`ending_claims`).
    """
    company = _lock(company_id)
    require("exhibitors.verify_companies", actor)
    require_seen(company, seen)
    if not reason.strip():
        raise Invalid(_("Give a reason; the company's owners read it."), code="reason_missing", field="reason")
    if company.verification == Verification.REFUSED:
        raise DomainError(
            _("The verification of %(company)s is refused already.") % {"company": company}, code="already_refused"
        )
    _write(company, Verification.REFUSED, None, reason=reason.strip(), at=at)
    company.save(update_fields=VERIFICATION_FIELDS)
    announce_verification_refused(company, at=at)
    return company


@operation("exhibitors.company.verified")
def verify_by_proof(company_id: int, *, actor: Actor, at: datetime) -> Company:
    """Verify a company by a domain or registration number of its own, if there is such a proof by now.

    Raises `DomainError` (`no_proof`) with what is missing.
    """
    company = _lock(company_id)
    require("exhibitors.edit_company", actor, company)
    if company.verification != Verification.UNVERIFIED:
        return company
    note_proof(company, at=at)
    if company.verification != Verification.VERIFIED:
        raise DomainError(
            _(
                "Nothing verifies the company yet. Its website or contact e-mail must be at its own domain, and an"
                " owner must have confirmed an e-mail address at that domain; each domain verifies one company. The"
                " organizer checks all other companies."
            ),
            code="no_proof",
        )
    company.save(update_fields=VERIFICATION_FIELDS)
    return company


def note_proof(company: Company, *, at: datetime) -> None:
    """Put on an unverified company, which the caller saves, what verifies it by itself.

    One that verified itself is asked for proof again; what the organizer has decided stays.
    """
    if company.verification == Verification.REFUSED or company.verified_by in {
        VerifiedBy.ORGANIZER,
        VerifiedBy.RECORDS,
    }:
        return
    proofs = proofs_of(company)
    if (company.verified_by, company.verification_proof) in proofs:
        return
    if proofs:
        _write(company, Verification.VERIFIED, proofs[0], at=at)
    elif company.verification == Verification.VERIFIED:
        _write(company, Verification.UNVERIFIED, None, at=at)


def _write(company: Company, to: Verification, proof: Proof | None, *, reason: str = "", at: datetime) -> None:
    company.verified_by, company.verification_proof = proof or ("", "")
    company.verification, company.verification_reason, company.verification_at = to, reason, at


def _lock(company_id: int) -> Company:
    return lock_one(Company.objects.all(), company_id, missing=_("There is no such company."))
