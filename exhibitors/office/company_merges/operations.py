"""Merging two records of one company, which moves everything to the one that is kept. It can be undone within a day.

The merged company remains as a row that says into which one it was merged. Nothing new can refer to it
(`refuses_merged`), and what refers to it already is moved. Its name leads imports and registrations to the other one.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_role
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_keys, lock_one, require_seen_revision
from ciie.kernel.queueing import enqueue_on_commit
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.company_changes import claimed_allotments, transfer_bookings
from exhibitors.companies.models import Company, Membership, Participation
from exhibitors.companies.notifications import owners_of
from exhibitors.companies.office_notes.models import CompanyNote, OfficeRecord
from exhibitors.companies.office_notes.operations import sort_tags
from exhibitors.companies.office_notes.queries import office_record_of
from exhibitors.companies.operations import VERIFICATION_FIELDS, note_proof
from exhibitors.companies.states import CompanyRole
from exhibitors.office.company_merges.models import CompanyMerge
from exhibitors.office.company_merges.notifications import announce_merge_undone, announce_merged
from exhibitors.office.company_merges.queries import (
    RELATIONS,
    UNDO_WITHIN,
    Relation,
    blanks_filled,
    conflicts_of,
    revision_of_both,
    staying_area_members,
    staying_members,
    staying_participations,
    staying_requests,
    two_numbers,
)
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.deals.models import Deal
from pavilions.floor.operations import bump_plan_revision

COUNTED_BY_OPERATIONS: Final = (Booking, Deal, Exhibit)
"""Models whose revision the database does not count."""

RANKS: Final = (CompanyRole.VIEWER, CompanyRole.EDITOR, CompanyRole.OWNER)


@operation("exhibitors.company.merged")
def merge_companies(survivor_id: int, merged_id: int, *, seen: int | None, actor: Actor, at: datetime) -> CompanyMerge:
    """Move all that belongs to one company to another one, and fill the blanks of its record.

    `seen` is `revision_of_both` as it was shown. Raises `company_already_merged`, or `merge_conflict` with
    what has to be settled first.
    """
    survivor, merged = _lock_both(survivor_id, merged_id)
    require("exhibitors.merge_companies", actor)
    if survivor.merged_into_id or merged.merged_into_id:
        raise DomainError(
            _("%(company)s was already merged into another company.")
            % {"company": survivor if survivor.merged_into_id else merged},
            code="company_already_merged",
        )
    require_seen_revision(revision_of_both(survivor, merged), seen)
    if conflicts := conflicts_of(survivor, merged):
        raise DomainError(conflicts[0], code="merge_conflict", details={"conflicts": [str(each) for each in conflicts]})
    people = owners_of(merged)
    bookings = _lock_bookings(merged)
    bump_plan_revision(claimed_allotments(merged.pk) | claimed_allotments(survivor.pk))
    transfer_bookings(bookings, giver=merged, taker=survivor, at=at)
    enqueue_on_commit("exhibitors.renew_prices", bookings=bookings)
    merge = CompanyMerge(survivor=survivor, merged=merged, merged_at=at, merged_by=person_of(actor))
    merge.replaced = {
        "participations": _clear_numbers(staying_participations(survivor, merged)),
        "memberships": _unite_people(survivor, merged, actor=actor, at=at),
        "area_members": _leave_areas(staying_area_members(survivor, merged)),
        "filled": blanks_filled(survivor, merged),
        "office": _unite_office(survivor, merged, actor=actor, at=at),
    }
    _record_roles(merged, giver=merged, taker=survivor, actor=actor, at=at)
    merge.moved = {relation.key: _move(relation, merged, survivor) for relation in RELATIONS}
    merged.merged_into = survivor
    merged.save(update_fields=["merged_into"])
    _write_fields(survivor, merge.replaced["filled"], at=at)
    merge.save()
    announce_merged(merged, survivor, people, at=at)
    return merge


@operation("exhibitors.company.merge_undone")
def undo_merge(merge_id: int, *, actor: Actor, at: datetime) -> CompanyMerge:
    """Return to the merged company all that was moved, as far as it still belongs to the other one.

    What the company that was kept has received since then stays with it, and so does what was changed in its record.
    Raises `merge_undone`, `merge_too_old`, or `company_already_merged` if the company that was kept has itself been
    merged.
    """
    parties = CompanyMerge.objects.filter(pk=merge_id).values_list("survivor_id", "merged_id").first()
    if parties is None:
        raise NotFound(_("Merge not found."), code="not_found")
    survivor, merged = _lock_both(*parties)
    require("exhibitors.merge_companies", actor)
    merge = lock_one(CompanyMerge.objects.all(), merge_id, missing=_("Merge not found."))
    _require_undoable(merge, survivor, at)
    moved = merge.moved
    returning = [booking.pk for booking in lock(Booking.objects.filter(company=survivor), moved["bookings"])]
    bump_plan_revision(claimed_allotments(survivor.pk))
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])  # before anything refers to it again
    transfer_bookings(returning, giver=survivor, taker=merged, at=at)
    enqueue_on_commit("exhibitors.renew_prices", bookings=returning)
    for relation in RELATIONS:
        _give_back(relation, moved.get(relation.key, ()), survivor, merged)
    _record_roles(merged, giver=survivor, taker=merged, actor=actor, at=at)
    _restore_replaced(merge.replaced, survivor, merged)
    _divide_office(merge.replaced.get("office", {}), survivor, merged)
    unchanged = {
        name: "" for name, value in merge.replaced.get("filled", {}).items() if getattr(survivor, name) == value
    }
    _write_fields(survivor, unchanged, at=at)
    merge.undone_at, merge.undone_by = at, person_of(actor)
    merge.save(update_fields=["undone_at", "undone_by"])
    announce_merge_undone(merged, survivor, owners_of(merged), at=at)
    return merge


def _lock_both(survivor_id: int, merged_id: int) -> tuple[Company, Company]:
    """Lock both companies in the order of their keys, so that nothing new can refer to either of them meanwhile."""
    if survivor_id == merged_id:
        raise Invalid(_("Choose two different companies."), code="same_company")
    found = {row.pk: row for row in lock(Company.objects.all(), [survivor_id, merged_id], against_references=True)}
    if len(found) < 2:  # noqa: PLR2004  # both
        raise NotFound(_("Company not found."), code="not_found")
    return found[survivor_id], found[merged_id]


def _lock_bookings(company: Company) -> list[int]:
    """Lock a company's bookings.

    Their m² are counted afterwards, so that changes that others made before are included.
    """
    keys = sorted(Booking.objects.filter(company=company).values_list("pk", flat=True))
    lock_keys(Booking, keys)
    return keys


def _require_undoable(merge: CompanyMerge, survivor: Company, at: datetime) -> None:
    if merge.undone_at is not None:
        raise DomainError(_("This merge has already been undone."), code="merge_undone")
    if at - merge.merged_at > UNDO_WITHIN:
        raise DomainError(_("A merge can be undone within a day only."), code="merge_too_old")
    if survivor.merged_into_id is not None:
        raise DomainError(
            _("%(company)s has itself been merged since. Undo that merge first.") % {"company": survivor},
            code="company_already_merged",
        )


def _staying(relation: Relation, merged: Company, survivor: Company) -> QuerySet[Any] | None:
    if relation.key == "participations":
        return staying_participations(survivor, merged)
    return staying_requests(survivor, merged) if relation.key == "ownership_requests" else None


def _move(relation: Relation, giver: Company, taker: Company) -> list[int]:
    """Move rows to the other company and return their keys. Rows of which that company has an equivalent stay."""
    rows = relation.of(giver)
    if (staying := _staying(relation, giver, taker)) is not None:
        rows = rows.exclude(pk__in=staying.values("pk"))
    keys = sorted(rows.values_list("pk", flat=True))
    _refer(relation, keys, taker)
    return keys


def _give_back(relation: Relation, keys: Iterable[int], giver: Company, taker: Company) -> None:
    """Move rows back, as far as they still belong to the company that received them."""
    _refer(relation, relation.of(giver).filter(pk__in=list(keys)).values_list("pk", flat=True), taker)


def _refer(relation: Relation, keys: Iterable[int], company: Company) -> None:
    changes: dict[str, Any] = {relation.field: company}
    if relation.model in COUNTED_BY_OPERATIONS:
        changes["revision"] = F("revision") + 1
    relation.model._default_manager.filter(pk__in=list(keys)).update(**changes)


def _clear_numbers(participations: QuerySet[Participation]) -> list[list[object]]:
    """Clear the list numbers of the entries that stay behind, since a number leads to one company.

    Return pairs of an entry's key and its number.
    """
    numbered = [[row.pk, row.external_id] for row in participations.exclude(external_id="")]
    participations.update(external_id="")
    return numbered


def _unite_people(survivor: Company, merged: Company, *, actor: Actor, at: datetime) -> list[dict[str, object]]:
    """Give people who act for both the higher role and the right to sign, and end their other membership.

    Return for each person what is needed to restore their memberships.
    """
    replaced: list[dict[str, object]] = []
    for member in staying_members(survivor, merged).select_related("user"):
        kept = Membership.objects.get(company=survivor, user=member.user)
        higher = max(member.role, kept.role, key=lambda role: RANKS.index(CompanyRole(role)))
        may_sign = kept.may_sign or member.may_sign
        replaced.append(
            {
                "user": member.user_id,
                "role": member.role,
                "may_sign": member.may_sign,
                "kept_role": kept.role,
                "kept_may_sign": kept.may_sign,
                "given_role": higher,
            }
        )
        if (higher, may_sign) != (kept.role, kept.may_sign):
            kept.role, kept.may_sign = higher, may_sign
            kept.save(update_fields=["role", "may_sign"])
            record_role(SecurityEventKind.ROLE_CHANGED, higher, survivor, person=member.user, actor=actor, at=at)
        member.delete()
    return replaced


def _unite_office(survivor: Company, merged: Company, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Fill the blanks of what the office knows of the company that is kept, and add the other one's tags.

    A second customer number stays with the merged company and is written in a note. Return what is needed to undo it.
    """
    other = office_record_of(merged.pk)
    if other.revision == 0:
        return {}
    kept = OfficeRecord.objects.filter(company=survivor).first() or OfficeRecord(company=survivor)
    done: dict[str, Any] = {"tags": [tag for tag in other.tags if tag not in kept.tags]}
    if two_numbers(kept, other):
        words = _("Customer number of %(company)s until it was merged into this company: %(number)s")
        text = str(words % {"company": merged, "number": other.customer_number})
        day = day_of(at, get_default_timezone())
        note = CompanyNote(company=survivor, on_date=day, text=text, author=person_of(actor), written_at=at)
        note.save()
        done["note"] = note.pk
    elif other.customer_number:
        kept.customer_number = done["number"] = other.customer_number
        OfficeRecord.objects.filter(company=merged).update(customer_number="")
    if kept.owner is None and other.owner is not None:
        kept.owner, done["owner"] = other.owner, other.owner.pk
    kept.tags = sort_tags([*kept.tags, *done["tags"]])
    kept.save()
    return done


def _divide_office(done: Mapping[str, Any], survivor: Company, merged: Company) -> None:
    """Undo `_unite_office`, as far as what it wrote has not been changed since."""
    if not done:
        return
    kept = office_record_of(survivor.pk)
    if done.get("number") and kept.customer_number == done["number"]:
        kept.customer_number = ""
    if done.get("owner") and kept.owner_id == done["owner"]:
        kept.owner = None
    kept.tags = [tag for tag in kept.tags if tag not in done["tags"]]
    kept.save()
    if done.get("number") and not OfficeRecord.objects.filter(customer_number__iexact=done["number"]).exists():
        OfficeRecord.objects.filter(company=merged).update(customer_number=done["number"])
    CompanyNote.objects.filter(pk=done.get("note", 0), corrected_at=None).delete()


def _leave_areas(members: QuerySet[ThemedAreaMember]) -> list[list[object]]:
    left: list[list[object]] = [[row.area_id, row.joined_at.isoformat()] for row in members]
    members.delete()
    return left


def _restore_replaced(replaced: Mapping[str, Any], survivor: Company, merged: Company) -> None:
    for pk, number in replaced["participations"]:
        taken = Participation.objects.filter(external_id=number, edition__participations=pk).exists()
        if not taken:
            Participation.objects.filter(pk=pk).update(external_id=number)
    for each in replaced["memberships"]:
        if not User.objects.filter(pk=each["user"]).exists():
            continue
        defaults = {"role": each["role"], "may_sign": each.get("may_sign", False)}
        Membership.objects.get_or_create(company=merged, user_id=each["user"], defaults=defaults)
        kept = Membership.objects.filter(company=survivor, user_id=each["user"], role=each["given_role"]).first()
        if kept is not None and (kept.role == each["kept_role"] or not _is_last_owner(kept)):
            kept.role, kept.may_sign = each["kept_role"], kept.may_sign and each.get("kept_may_sign", kept.may_sign)
            kept.save(update_fields=["role", "may_sign"])
    for area_id, joined_at in replaced["area_members"]:
        if ThemedAreaMember.objects.filter(area=area_id, company=survivor).exists():
            joined = datetime.fromisoformat(joined_at)
            ThemedAreaMember.objects.get_or_create(area_id=area_id, company=merged, defaults={"joined_at": joined})


def _write_fields(company: Company, record: Mapping[str, str], *, at: datetime) -> None:
    """Write these fields. A website or an address may verify the company, or stop doing so."""
    if not record:
        return
    for name, value in record.items():
        setattr(company, name, value)
    note_proof(company, at=at)
    company.save(update_fields=[*record, *VERIFICATION_FIELDS])


def _is_last_owner(membership: Membership) -> bool:
    owners = Membership.objects.filter(company_id=membership.company_id, role=CompanyRole.OWNER)
    return membership.role == CompanyRole.OWNER and not owners.exclude(pk=membership.pk).exists()


def _record_roles(merged: Company, *, giver: Company, taker: Company, actor: Actor, at: datetime) -> None:
    """Record in the security log that the people of the merged company have their roles in the other company."""
    for member in Membership.objects.filter(company=merged).select_related("user"):
        record_role(SecurityEventKind.ROLE_ENDED, member.role, giver, person=member.user, actor=actor, at=at)
        record_role(SecurityEventKind.ROLE_GIVEN, member.role, taker, person=member.user, actor=actor, at=at)
