"""Company records, the people who act for companies, and the verification that companies are what they say.

A company is verified by a domain or a registration number of its own, or by the organizer. Until then, one that has
registered itself may claim only a little space (`claim_limits`).
"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.accounts.invitations import InvitationLimits, accept, invite, language_for, lock_invitation, withdraw
from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_role
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import allowed, require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.queueing import enqueue_on_commit
from ciie.kernel.validity import require_valid
from ciie.kernel.web_addresses import require_no_web_addresses
from ciie.kernel.wording import list_words
from ciie.privacy.retention import invitations, register_retention
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company, CompanyInvitation, Membership, NameChange
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.notifications import (
    announce_invited,
    announce_name_proposed,
    announce_namesake,
    announce_verification_refused,
    announce_verified,
)
from exhibitors.companies.queries import Proof, companies_with_owner, namesakes_of, proofs_of, waiting_name_change
from exhibitors.companies.rules import agrees_to_names_of, is_member
from exhibitors.companies.signals import record_changed, role_taken
from exhibitors.companies.states import (
    NAME_CHANGE_LIFECYCLE,
    NAME_IS_CHECKED,
    CompanyRole,
    NameChangeState,
    Verification,
    VerifiedBy,
)

VERIFICATION_FIELDS = (
    "verification",
    "verified_by",
    "verification_proof",
    "verification_reason",
    "verification_at",
)
IDENTITY = ("name", "name_local", "country")
NAMESAKES_NAMED = 5
NAMES_IN_MAIL = ("name", "name_local", "city")
"""The fields written by a company's people that mails, letters and public pages repeat.

A web address in them is refused, unless an organizer enters a name such as “Booking.com”.
"""
OF_A_COMPANY = InvitationLimits(open_at_once=20, a_day=10)


@operation("exhibitors.company.registered")
def register_company(
    record: Mapping[str, str], *, despite_namesakes: bool = False, actor: User, at: datetime
) -> Company:
    """Register a company and make the actor its owner. `record` maps `FIELD_NAMES` to text.

    The company is verified if the actor's address is at its own domain. Otherwise it may claim only a little space
    until the organizer has checked it. A name that a company in another country has raises `name_taken_elsewhere`,
    unless `despite_namesakes` says that the actor has seen this. The owners of that company are notified.
    """
    company = Company(created_at=at)
    require_no_web_addresses({field: record.get(field, "") for field in NAMES_IN_MAIL})
    _fill(company, record)
    if not company.country:
        raise Invalid(_("Choose the company's country or region."), code="country_missing", field="country")
    refuse_duplicate(company)
    if not despite_namesakes:
        _refuse_namesakes(company)
    company.save()
    Membership.objects.create(company=company, user=actor, role=CompanyRole.OWNER)
    note_proof(company, at=at)
    company.save(update_fields=VERIFICATION_FIELDS)
    record_role(SecurityEventKind.ROLE_GIVEN, CompanyRole.OWNER, company, person=actor, actor=actor, at=at)
    announce_namesake(company)
    return company


@operation("exhibitors.company.changed")
def change_company(
    company_id: int,
    record: Mapping[str, str],
    *,
    seen: int | None = None,
    despite_namesakes: bool = False,
    actor: Actor,
    at: datetime,
) -> Company:
    """Change a company's record. If its country changes, its booked m² move with it.

    Only an owner may change name and country (`only_owners_rename`), with `despite_namesakes` as in `register_company`.
    Once the company's verification has been decided on, they stay the same in public until the organizer agrees: a
    `NameChange` waits instead, and replaces one that was waiting. An organizer who may agree changes them at once. A
    company that was verified by its domain or registration number remains verified only while that proof holds.
    """
    company = lock_company(company_id)
    require("exhibitors.edit_company", actor, company)
    require_seen(company, seen)
    before = copy(company)
    if not allowed("exhibitors.verify_companies", actor):
        typed = {field: record.get(field, "") for field in NAMES_IN_MAIL}
        require_no_web_addresses({field: text for field, text in typed.items() if text != getattr(company, field)})
    _fill(company, record)
    if identity_of(company) != identity_of(before):
        _require_may_rename(company, actor, despite_namesakes=despite_namesakes)
        if not agrees_to_names_of(actor, company) and _was_checked(company):
            propose_name(company, before, actor=actor, at=at)
    note_proof(company, at=at)
    save_changed(company, before, at=at)
    return company


def identity_of(company: Company) -> dict[str, str]:
    """Return the names and the country by field. The organizer has to agree to changes of these."""
    return {field: str(getattr(company, field)) for field in IDENTITY}


def _was_checked(company: Company) -> bool:
    """Return whether anybody has ever relied on the name. Losing its verification does not set it free."""
    return company.verification != Verification.UNVERIFIED or company.verification_at is not None


def _require_may_rename(company: Company, actor: Actor, *, despite_namesakes: bool) -> None:
    if not allowed("exhibitors.rename_company", actor, company):
        raise Invalid(
            _("Only an owner of the company can change its name or country."), code="only_owners_rename", field="name"
        )
    refuse_duplicate(company)
    if agrees_to_names_of(actor, company):
        if waiting_name_change(company.pk):
            raise Invalid(
                _("The company has requested a change of its name or country. Decide on that first."),
                code="name_change_waiting",
                field="name",
            )
    elif not despite_namesakes:
        _refuse_namesakes(company)


def propose_name(company: Company, before: Company, *, actor: Actor, at: datetime) -> None:
    """Make the new name and country of `company` wait for the organizer. The company keeps those of `before`."""
    wanted, present = identity_of(company), identity_of(before)
    waiting = waiting_name_change(company.pk)
    for field, value in present.items():
        setattr(company, field, value)
    company.normalized_name = before.normalized_name
    if waiting and {field: str(getattr(waiting, field)) for field in wanted} == wanted:
        return
    if waiting:
        decide_name_change(waiting, NameChangeState.WITHDRAWN, actor=actor, at=at)
    change = NameChange.objects.create(
        company=company,
        **wanted,
        **{f"{field}_before": value for field, value in present.items()},
        proposed_at=at,
        proposed_by=person_of(actor),
    )
    announce_name_proposed(change)


def decide_name_change(
    change: NameChange, to: NameChangeState, *, reason: str = "", actor: Actor, at: datetime
) -> None:
    NAME_CHANGE_LIFECYCLE.require(change.state, to)
    change.state, change.reason, change.decided_at, change.decided_by = to, reason, at, person_of(actor)
    change.save(update_fields=["state", "reason", "decided_at", "decided_by"])


def refuse_own(company: Company, actor: Actor) -> None:
    if is_member(actor, company):
        raise DomainError(
            _("You belong to %(company)s, so a colleague has to decide.") % {"company": company}, code="own_company"
        )


def save_changed(company: Company, before: Company, *, at: datetime) -> None:
    """Save a locked company and announce what has changed. A new country may change its taxes."""
    company.save()
    record_changed.send(
        sender=Company,
        company=company,
        country_before=str(before.country),
        is_shown_otherwise=_shown_on_plans(company) != _shown_on_plans(before),
        at=at,
    )
    if str(company.country) != str(before.country):
        enqueue_on_commit("exhibitors.renew_prices", companies=[company.pk])
    if identity_of(company) != identity_of(before):
        announce_namesake(company)


def _shown_on_plans(company: Company) -> tuple[str, ...]:
    """Return what plans show of a company or find it by."""
    return company.name, company.name_local, str(company.country), company.description


def lock_company(company_id: int) -> Company:
    return lock_one(Company.objects.all(), company_id, missing=_("Company not found."))


def _fill(company: Company, record: Mapping[str, str]) -> None:
    """Fill in the record. An unchanged name keeps its key, even if the rules for names give it another one by now."""
    name_before = company.name
    for field in FIELD_NAMES:
        if field in record:
            setattr(company, field, record[field])
    if company.pk is None or company.name != name_before:
        company.normalized_name = normalise_company_name(company.name)
    require_valid(company, exclude=["normalized_name", "created_at"])
    if not company.normalized_name:
        raise Invalid(_("A company needs a name with at least one letter or digit."), code="no_name", field="name")


def refuse_duplicate(company: Company) -> None:
    """Raise `company_exists` if another company has this name and country.

    A company that has this key already may keep it: a list may hold several of one name, which something else
    distinguishes.
    """
    own_key = {"normalized_name": company.normalized_name, "country": company.country}
    if company.pk and Company.objects.filter(pk=company.pk, **own_key).exists():
        return
    duplicates = [each.merged_into_id or each.pk for each in Company.objects.filter(**own_key).exclude(pk=company.pk)]
    if not duplicates:
        return
    ask_owner = _(
        "A company of this name is already registered in this country or region. Ask its owner to invite you."
    )
    without_owner = _(
        "A company of this name is already on record in this country or region, and no one acts for it yet."
    )
    sentence = ask_owner if set(duplicates) <= set(companies_with_owner(duplicates)) else without_owner
    raise DomainError(sentence, code="company_exists", field="name")


def _refuse_namesakes(company: Company) -> None:
    namesakes = [f"{each.name} ({each.country.name})" for each in namesakes_of(company)[:NAMESAKES_NAMED]]
    if namesakes:
        raise DomainError(
            _(
                "A company of this name is registered in another country or region: %(companies)s. If you belong to "
                "it, ask its owner to invite you. If yours is a different company, confirm that; the owners of the "
                "other one will be notified."
            )
            % {"companies": list_words(namesakes)},
            code="name_taken_elsewhere",
            field="despite_namesakes",
        )


@operation("exhibitors.company.removed")
def remove_company(company_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a company to which no row refers: one that was registered by mistake, or left over from a list."""
    company = lock_company(company_id)
    require("exhibitors.remove_company", actor, company)
    require_seen(company, seen)
    for relation in Company._meta.related_objects:
        name = str(relation.get_accessor_name())
        if name not in {"events", "office_record"} and getattr(company, name).exists():
            raise DomainError(
                _("%(company)s cannot be removed because it has %(rows)s.")
                % {"company": company, "rows": relation.related_model._meta.verbose_name_plural},
                code="company_in_use",
            )
    company.delete()


@operation("exhibitors.member.invited")
def invite_colleague(
    company_id: int, *, email: str, role: CompanyRole, actor: Actor, at: datetime
) -> CompanyInvitation:
    """Invite somebody by mail to act for the company. An open invitation to the same address is withdrawn."""
    company = lock_company(company_id)
    require("exhibitors.manage_members", actor, company)
    if role == CompanyRole.OWNER:
        _refuse_owning_oneself(company, actor)
    if company.memberships.filter(user__email__iexact=email).exists():
        raise DomainError(_("This person already belongs to this company."), code="already_member", field="email")
    invitation = invite(
        company.invitations.all(), OF_A_COMPANY, email=email, actor=actor, at=at, company=company, role=role
    )
    language = language_for(email, otherwise=getattr(actor, "language", "en"))
    announce_invited(invitation, language=language, at=at)
    record_role(SecurityEventKind.ROLE_OFFERED, role, company, email=email, actor=actor, at=at)
    return invitation


@operation("exhibitors.member.uninvited")
def withdraw_invitation(invitation_id: int, *, actor: Actor, at: datetime) -> CompanyInvitation:
    """Withdraw an invitation before it is accepted."""
    invitation = lock_invitation(CompanyInvitation.objects.select_related("company"), invitation_id)
    require("exhibitors.manage_members", actor, invitation.company)
    withdraw(invitation, at=at)
    return invitation


@operation("exhibitors.member.joined")
def accept_invitation(invitation_id: int, *, actor: User, at: datetime) -> Membership:
    """Join the company that invited the actor's address."""
    invitation = lock_invitation(CompanyInvitation.objects.select_related("company"), invitation_id)
    accept(invitation, actor=actor, at=at)
    membership, _created = Membership.objects.get_or_create(
        company=invitation.company, user=actor, defaults={"role": invitation.role}
    )
    record_role(SecurityEventKind.ROLE_GIVEN, membership.role, invitation.company, person=actor, actor=actor, at=at)
    return membership


@operation("exhibitors.member.added")
def add_member(company_id: int, person_id: int, *, role: CompanyRole, actor: Actor, at: datetime) -> Membership:
    """Let a person act for a company without an invitation. This is for admins, who have checked who the person is."""
    company = lock_company(company_id)
    require("exhibitors.add_members", actor, company)
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("Person not found."), code="not_found", field="user")
    if company.memberships.filter(user=person).exists():
        raise DomainError(_("This person already belongs to this company."), code="already_member", field="user")
    record_role(SecurityEventKind.ROLE_GIVEN, role, company, person=person, actor=actor, at=at)
    return Membership.objects.create(company=company, user=person, role=role)


@operation("exhibitors.member.changed")
def change_role(
    membership_id: int, *, role: CompanyRole, seen: int | None = None, actor: Actor, at: datetime
) -> Membership:
    """Give a colleague another role. The last owner remains one.

    A viewer keeps neither the right to sign nor live bookings, which get an owner as their contact.
    """
    membership = _lock_membership(membership_id, actor)
    require_seen(membership, seen)
    if role == CompanyRole.OWNER:
        _refuse_owning_oneself(membership.company, actor)
    else:
        _require_other_owner(membership)
    membership.role, membership.may_sign = role, membership.may_sign and role != CompanyRole.VIEWER
    membership.save(update_fields=["role", "may_sign"])
    _record_role(SecurityEventKind.ROLE_CHANGED, membership, actor=actor, at=at)
    if role == CompanyRole.VIEWER:
        role_taken.send(sender=Membership, company=membership.company, person=membership.user, actor=actor, at=at)
    return membership


@operation("exhibitors.member.signing_set")
def set_signing_right(
    membership_id: int, *, may_sign: bool, seen: int | None = None, actor: Actor, at: datetime
) -> Membership:
    """Grant an editor the right to sign and accept for the company, or revoke it."""
    membership = _lock_membership(membership_id, actor, permission="exhibitors.give_signing_right")
    require_seen(membership, seen)
    membership.may_sign = may_sign
    require_valid(membership, exclude=["company", "user"])
    membership.save(update_fields=["may_sign"])
    role = f"{membership.role}, may sign" if may_sign else membership.role
    record_role(SecurityEventKind.ROLE_CHANGED, role, membership.company, person=membership.user, actor=actor, at=at)
    return membership


@operation("exhibitors.member.removed")
def remove_member(membership_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """End a membership. An owner becomes the contact of the person's live bookings.

    The last owner cannot be removed.
    """
    membership = _lock_membership(membership_id, actor)
    require_seen(membership, seen)
    _require_other_owner(membership)
    _record_role(SecurityEventKind.ROLE_ENDED, membership, actor=actor, at=at)
    company, person = membership.company, membership.user
    membership.delete()
    role_taken.send(sender=Membership, company=company, person=person, actor=actor, at=at)


def _refuse_owning_oneself(company: Company, actor: Actor) -> None:
    """Refuse to let organizers make anybody an owner of a company to which they belong, unless they own it."""
    if not allowed("exhibitors.give_signing_right", actor, company):
        refuse_own(company, actor)


def _record_role(kind: SecurityEventKind, membership: Membership, *, actor: Actor, at: datetime) -> None:
    record_role(kind, membership.role, membership.company, person=membership.user, actor=actor, at=at)


def _lock_membership(membership_id: int, actor: Actor, permission: str = "exhibitors.manage_members") -> Membership:
    company_id = Membership.objects.filter(pk=membership_id).values_list("company_id", flat=True).first()
    company = lock_company(company_id or 0)
    require(permission, actor, company)
    return lock_one(
        Membership.objects.select_related("user", "company"), membership_id, missing=_("Colleague not found.")
    )


def _require_other_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(company_id=membership.company_id, role=CompanyRole.OWNER)
    if not owners.exclude(pk=membership.pk).exists():
        raise DomainError(
            _("A company must have at least one owner. Make someone else an owner first."),
            code="last_owner",
            field="role",
        )


@operation("exhibitors.company.verified")
def verify_company(company_id: int, *, seen: int | None, actor: Actor, at: datetime) -> Company:
    """Record that the organizer has checked a company and its name, and notify its owners by mail.

    A company that was verified by a domain or a number can still be checked. Nobody may check their own company.
    """
    company = lock_company(company_id)
    require("exhibitors.verify_companies", actor)
    refuse_own(company, actor)
    require_seen(company, seen)
    if company.verified_by in NAME_IS_CHECKED:
        raise DomainError(_("%(company)s is already verified.") % {"company": company}, code="already_verified")
    _set_verification(company, Verification.VERIFIED, (VerifiedBy.ORGANIZER, ""), at=at)
    company.save(update_fields=VERIFICATION_FIELDS)
    announce_verified(company, at=at)
    return company


@operation("exhibitors.company.verification_refused")
def refuse_company(company_id: int, *, reason: str, seen: int | None, actor: Actor, at: datetime) -> Company:
    """Record that the organizer could not verify a company, or no longer can. Its owners get a mail with the reason.

    The company keeps what it has claimed. Ending that is a decision of its own (`ending_claims`).
    """
    company = lock_company(company_id)
    require("exhibitors.verify_companies", actor)
    require_seen(company, seen)
    if not reason.strip():
        raise Invalid(_("Give a reason. The company's owners will see it."), code="reason_missing", field="reason")
    if company.verification == Verification.REFUSED:
        raise DomainError(
            _("The verification of %(company)s has already been refused.") % {"company": company},
            code="already_refused",
        )
    _set_verification(company, Verification.REFUSED, None, reason=reason.strip(), at=at)
    company.save(update_fields=VERIFICATION_FIELDS)
    announce_verification_refused(company, at=at)
    return company


@operation("exhibitors.company.verified")
def verify_by_proof(company_id: int, *, actor: Actor, at: datetime) -> Company:
    """Verify a company by a domain or registration number of its own, if it has such a proof by now.

    Raises `DomainError` (`no_proof`), which says what is missing.
    """
    company = lock_company(company_id)
    require("exhibitors.edit_company", actor, company)
    if company.verification != Verification.UNVERIFIED:
        return company
    note_proof(company, at=at)
    if company.verification != Verification.VERIFIED:
        raise DomainError(
            _(
                "The company cannot be verified automatically yet. Its website must use its own domain, "
                "and an owner must have confirmed an email address at that domain. Each "
                "domain verifies one company. The organizer checks all other companies."
            ),
            code="no_proof",
        )
    company.save(update_fields=VERIFICATION_FIELDS)
    return company


def note_proof(company: Company, *, at: datetime) -> None:
    """Update a company's verification according to the proofs that it has now. The caller saves the company.

    A company that was verified by a proof still needs one. What the organizer has decided stays.
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
        _set_verification(company, Verification.VERIFIED, proofs[0], at=at)
    elif company.verification == Verification.VERIFIED and not _awaits_another_country(company):
        _set_verification(company, Verification.UNVERIFIED, None, at=at)


def _awaits_another_country(company: Company) -> bool:
    """Return whether the company was verified by its number and waits for a decision on its name or country.

    The number may have been changed together with these.
    """
    by_number = company.verified_by == VerifiedBy.REGISTRATION_NUMBER
    return by_number and waiting_name_change(company.pk) is not None


def _set_verification(
    company: Company, to: Verification, proof: Proof | None, *, reason: str = "", at: datetime
) -> None:
    company.verified_by, company.verification_proof = proof or ("", "")
    company.verification, company.verification_reason, company.verification_at = to, reason, at


register_retention(invitations("company_invitations", _("Invitations to companies"), CompanyInvitation.objects.all()))
