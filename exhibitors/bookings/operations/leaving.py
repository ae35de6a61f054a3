"""Operations for people who leave or lose their role, so that their companies keep a contact for live bookings."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.security_log import record_role
from ciie.kernel.actors import Actor
from ciie.kernel.days import day_there
from ciie.kernel.errors import Sentence
from ciie.kernel.locking import lock
from ciie.privacy.leaving import Leaving, register_leaving
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.signals import role_taken
from exhibitors.companies.states import CompanyRole
from exhibitors.states import BOOKED_STATES, UNDECIDED

LAST_OWNER = _(
    "This is the last owner of %(company)s, which has live bookings. Make someone else an owner of it first."
)


def live_bookings(at: datetime) -> QuerySet[Booking]:
    """Return the bookings that are undecided or booked, of editions that are not over."""
    live = Booking.objects.filter(state__in=[*UNDECIDED, *BOOKED_STATES])
    return live.filter(edition__closes_date__gte=day_there(at, "edition__time_zone"))


def _other_owners(person: User) -> Exists:
    others = Membership.objects.filter(company=OuterRef("pk"), role=CompanyRole.OWNER, user__is_active=True)
    return Exists(others.exclude(user=person))


def _obstacles(person: User, at: datetime) -> Iterable[Sentence]:
    """Yield the reasons why the person cannot leave.

    It locks the person's companies, so that no other owner leaves meanwhile, and needs a transaction.
    """
    own = Company.objects.filter(memberships__user=person)
    live = Exists(live_bookings(at).filter(company=OuterRef("pk")))
    for company in own.filter(live).exclude(_other_owners(person)).distinct().order_by("name", "pk"):
        yield LAST_OWNER % {"company": company}


def _leave(person: User, *, actor: Actor, at: datetime) -> None:
    """End the person's memberships, and make another owner the contact of live bookings."""
    lock(Company.objects.all(), Company.objects.filter(memberships__user=person).values_list("pk", flat=True))
    _hand_over(person, live_bookings(at))
    for membership in Membership.objects.filter(user=person).select_related("company").order_by("pk"):
        role, company = membership.role, membership.company
        record_role(SecurityEventKind.ROLE_ENDED, role, company, person=person, actor=actor, at=at)
        membership.delete()


@receiver(role_taken)
def hand_over_of_company(*, company: Company, person: User, at: datetime, **_kwargs: object) -> None:
    """Replace a person who is no longer a member, or may only view, as the contact of the company's live bookings."""
    _hand_over(person, live_bookings(at).filter(company=company))


def _hand_over(person: User, bookings: QuerySet[Booking]) -> None:
    """Replace this person as the contact of these bookings by another owner of their company."""
    owners = User.objects.filter(
        memberships__company=OuterRef("company_id"), memberships__role=CompanyRole.OWNER, is_active=True
    )
    other = owners.exclude(pk=person.pk).order_by("memberships__pk").values("pk")[:1]
    of_person = bookings.filter(contact=person).values_list("pk", flat=True)
    keys = [booking.pk for booking in lock(Booking.objects.all(), of_person)]
    Booking.objects.filter(pk__in=keys).update(contact=Subquery(other))


register_leaving(Leaving(_obstacles, _leave))
