"""Who may do what with companies and bookings. Each question about many rows has its QuerySet twin in `queries/`."""

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from ciie.kernel.statements import rows_of
from exhibitors.blocks.models import Block
from exhibitors.bookings.models.booking import Booking, SpaceRequest
from exhibitors.catalogue.models import Exhibit
from exhibitors.companies.models import Company
from exhibitors.deals.models import Deal
from exhibitors.states import CompanyRole
from pavilions.floor.models.allotment import Allotment
from pavilions.ledger.models import SpaceClaim
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.rules import (
    appointments_of,
    is_admin,
    is_director,
    is_finance,
    is_floor_planner,
    is_organizer,
    is_reviewer,
    manages_pavilion,
)
from pavilions.staff.models import Appointment
from pavilions.states import OrganizerRole, Section

type Subject = Company | Booking | Deal | None


def _role_in(actor: Visitor, subject: Subject) -> str | None:
    if subject is None or not isinstance(actor, User):
        return None
    company_id = subject.pk if isinstance(subject, Company) else subject.company_id
    noted: dict[int, str | None] = vars(actor).get(NOTED_ROLES, {})
    return noted[company_id] if company_id in noted else _roles_of(actor).get(company_id)


def note_role(actor: User, company_id: int, role: str | None) -> None:
    """Spare the rules a statement: this role in this company has just been read."""
    vars(actor).setdefault(NOTED_ROLES, {})[company_id] = role


def _roles_of(actor: User) -> dict[int, str]:
    """The actor's role by company, read once per user object: nearly every request asks, and many ask often."""
    kept: dict[int, str] | None = vars(actor).get(KEPT_ROLES)
    if kept is None:
        kept = vars(actor)[KEPT_ROLES] = dict(rows_of(ROLES, [actor.pk]))
    return kept


ROLES = "SELECT company_id, role FROM exhibitors_membership WHERE user_id = %s"
KEPT_ROLES = "roles_by_company"
NOTED_ROLES = "noted_roles"


@predicate
def is_member(actor: Visitor, subject: Subject) -> bool:
    return _role_in(actor, subject) is not None


@predicate
def is_editor(actor: Visitor, subject: Subject) -> bool:
    return _role_in(actor, subject) in {CompanyRole.EDITOR, CompanyRole.OWNER}


@predicate
def is_owner(actor: Visitor, subject: Subject) -> bool:
    return _role_in(actor, subject) == CompanyRole.OWNER


@predicate
def reviews_booking(actor: Visitor, booking: Booking | None) -> bool:
    """A reviewer whose sections and sectors cover everything that the booking claims or asks for."""
    reviewing = [a for a in appointments_of(actor) if a.role == OrganizerRole.REVIEWER]
    if booking is None or not reviewing:
        return bool(reviewing)
    return any(_covers(appointment, booking) for appointment in reviewing)


@predicate
def reviews_allotment(actor: Visitor, allotment: Allotment | None) -> bool:
    """A reviewer whose section and sectors these m² of a hall are of."""
    reviewing = [a for a in appointments_of(actor) if a.role == OrganizerRole.REVIEWER]
    if allotment is None:
        return bool(reviewing)
    return any(_has(appointment, allotment) for appointment in reviewing)


type Shown = Exhibit | Company | NationalPavilion | None
"""An exhibit, or whoever shows it."""


@predicate
def shows(actor: Visitor, shown: Shown) -> bool:
    """An owner or editor of the company, or a manager of the pavilion."""
    exhibitor = shown.exhibitor if isinstance(shown, Exhibit) else shown
    if isinstance(exhibitor, NationalPavilion):
        return manages_pavilion(actor, exhibitor)
    return is_editor(actor, exhibitor)


@predicate
def belongs_to_exhibitor(actor: Visitor, shown: Shown) -> bool:
    exhibitor = shown.exhibitor if isinstance(shown, Exhibit) else shown
    if isinstance(exhibitor, NationalPavilion):
        return manages_pavilion(actor, exhibitor)
    return is_member(actor, exhibitor)


@predicate
def manages_block(actor: Visitor, block: Block | None) -> bool:
    """Somebody the agency named, or whoever may act for the agency itself."""
    if block is None or not isinstance(actor, User):
        return False
    return is_editor(actor, block.booking) or block.managers.filter(pk=actor.pk).exists()


@predicate
def belongs_to_agency(actor: Visitor, block: Block | None) -> bool:
    return block is not None and is_member(actor, block.booking)


@predicate
def manages_block_of(actor: Visitor, share: Booking | None) -> bool:
    """Manages the block that this booking is a share of."""
    return share is not None and share.block is not None and manages_block(actor, share.block)


def covers_business(appointment: Appointment) -> bool:
    return not appointment.sections or Section.BUSINESS in appointment.sections


def _covers(appointment: Appointment, booking: Booking) -> bool:
    if not covers_business(appointment):
        return False
    sectors = {sector.pk for sector in appointment.sectors.all()}
    return not sectors or _sectors_of(booking) <= sectors


def _has(appointment: Appointment, allotment: Allotment) -> bool:
    sectors = {sector.pk for sector in appointment.sectors.all()}
    is_of_section = not appointment.sections or allotment.section in appointment.sections
    return is_of_section and (not sectors or allotment.sector_id in sectors)


def _sectors_of(booking: Booking) -> set[int]:
    claimed = SpaceClaim.objects.live().filter(holder_id=booking.pk).values_list("allotment__sector_id", flat=True)
    wanted = SpaceRequest.objects.filter(booking_id=booking.pk).values_list("sector_id", flat=True)
    return {sector for sector in claimed.union(wanted) if sector is not None}


permit("exhibitors.see_company", is_admin | is_organizer | is_member)
permit("exhibitors.edit_company", is_admin | is_director | is_editor)
permit("exhibitors.manage_members", is_admin | is_director | is_owner)
permit("exhibitors.add_members", is_admin)
permit("exhibitors.remove_company", is_admin)
permit("exhibitors.verify_companies", is_admin | is_director | is_reviewer)
permit("exhibitors.end_claims", is_admin | is_director)
permit("exhibitors.book_for", is_admin | is_editor)
permit("exhibitors.see_booking", is_admin | is_organizer | is_member)
permit("exhibitors.change_booking", is_admin | is_editor)
permit("exhibitors.decide_booking", is_admin | is_director | reviews_booking)
permit("exhibitors.place_booking", is_admin | is_director | reviews_booking | manages_block_of)
permit("exhibitors.give_booths_of", is_admin | is_director | reviews_allotment)
permit("exhibitors.confirm_booking", is_admin | is_director | is_finance)
permit("exhibitors.cancel_booking", is_admin | is_director | is_editor)
permit("exhibitors.cancel_late", is_admin | is_director)
permit("exhibitors.import_companies", is_admin | is_director | reviews_booking)
permit("exhibitors.see_totals", is_admin | is_organizer)
permit("exhibitors.set_prices", is_admin | is_director | is_finance)
permit("exhibitors.enter_deal", is_admin | is_editor)
permit("exhibitors.see_deals", is_admin | is_organizer)
permit("exhibitors.see_deal_amounts", is_admin | is_director | is_finance | is_member)
permit("exhibitors.count_deals", is_admin | is_director | is_finance)
permit("exhibitors.set_exchange_rate", is_admin | is_director | is_finance)
permit("exhibitors.publish_figures", is_admin | is_director)
permit("exhibitors.promote", is_admin | is_director | is_reviewer)
permit("exhibitors.write_bulletins", is_admin | is_director | is_reviewer)
permit("exhibitors.issue_bulletins", is_admin | is_director)
permit("exhibitors.see_exhibits", is_admin | is_organizer | belongs_to_exhibitor)
permit("exhibitors.edit_exhibits", is_admin | shows)
permit("exhibitors.judge_debuts", is_admin | is_director | is_reviewer)
permit("exhibitors.open_block", is_admin | is_director | reviews_booking)
permit("exhibitors.set_block_return", is_admin | is_director)
permit("exhibitors.see_block", is_admin | is_organizer | belongs_to_agency | manages_block)
permit("exhibitors.run_block", is_admin | is_director | manages_block)
permit("exhibitors.remove_share", is_admin | is_director | manages_block_of)
permit("exhibitors.name_co_exhibitors", is_admin | is_director | is_editor)
permit("exhibitors.name_area_members", is_admin | is_director | is_floor_planner)
