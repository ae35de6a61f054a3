from datetime import timedelta

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import Wishes
from exhibitors.bookings.operations.decisions import reject_booking
from exhibitors.bookings.operations.holds import add_booths, change_wishes, drop_booth, expire_booking, hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.queries.bookings import booking_history
from exhibitors.companies.operations import change_role, register_company
from exhibitors.companies.states import CompanyRole
from exhibitors.office.company_records.queries import company_history
from exhibitors.plan_pages.plan_views.queries.booths import booth_history
from tests.factories import NOON, AllotmentFactory, BoothFactory, MembershipFactory, UserFactory, organizer

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_booking_history_names_booths_taken_and_given_back() -> None:
    allotment, person = AllotmentFactory(), UserFactory()
    company = MembershipFactory(user=person).company
    kept, dropped = BoothFactory.create_batch(2, allotment=allotment)
    hall = allotment.hall.name
    booking = hold_booths(company.pk, allotment.edition_id, [kept.pk], actor=person, at=NOON)
    add_booths(booking.pk, [dropped.pk], actor=person, at=NOON + MINUTE)
    drop_booth(booking.pk, dropped.pk, actor=person, at=NOON + 2 * MINUTE)

    actual = [(str(e.action), e.taken, e.given_back) for e in booking_history(booking, viewer=person)]

    assert actual == [
        ("booking changed", (), (f"{hall}/{dropped.number} (9 m²)",)),
        ("booking changed", (f"{hall}/{dropped.number} (9 m²)",), ()),
        ("booths held", (f"{hall}/{kept.number} (9 m²)",), ()),
    ]


def test_booking_history_tells_what_changed_in_words() -> None:
    allotment, person = AllotmentFactory(), UserFactory()
    company = MembershipFactory(user=person).company
    booth = BoothFactory(allotment=allotment)
    booking = hold_booths(company.pk, allotment.edition_id, [booth.pk], actor=person, at=NOON)
    change_wishes(booking.pk, Wishes("By the door"), actor=person, at=NOON + MINUTE)
    expire_booking(booking.pk, actor=SYSTEM, at=NOON + 30 * MINUTE)

    ended, wished, _held = booking_history(booking, viewer=person)

    assert [(str(c.label), c.before, c.after) for c in wished.changes] == [("special requests", "", "By the door")]
    assert [(str(c.label), c.before, c.after) for c in ended.changes] == [("state", "draft", "expired")]
    assert str(ended.who) == "the system"


def test_booking_history_names_the_organizers_people_to_the_organizer_alone() -> None:
    allotment, person, reviewer = AllotmentFactory(), UserFactory(), organizer()
    company = MembershipFactory(user=person).company
    booth = BoothFactory(allotment=allotment)
    booking = book_booths(company.pk, allotment.edition_id, [booth.pk], actor=person, at=NOON)
    reject_booking(booking.pk, reason="Full.", actor=reviewer, at=NOON + MINUTE)
    assert str(booking_history(booking, viewer=person)[0].who) == "the organizer"
    assert str(booking_history(booking, viewer=reviewer)[0].who) == str(reviewer)


def test_company_history_tells_who_joined_and_became_what() -> None:
    ana, robert = UserFactory(name="Ana"), UserFactory(name="Robert")
    company = register_company({"name": "Nordmeer", "country": "DE"}, actor=ana, at=NOON)
    membership = MembershipFactory(company=company, user=robert, role=CompanyRole.VIEWER)
    change_role(membership.pk, role=CompanyRole.EDITOR, actor=ana, at=NOON + MINUTE)

    changed = next(e for e in company_history(company, viewer=ana) if e.changes)

    assert (changed.about, str(changed.who), str(changed.action)) == ("Robert", "Ana", "colleague's role changed")
    assert [(c.before, c.after) for c in changed.changes] == [("viewer", "editor")]


def test_company_history_tells_the_registering_once() -> None:
    ana = UserFactory(name="Ana")
    company = register_company({"name": "Nordmeer", "country": "DE"}, actor=ana, at=NOON)
    (registered,) = company_history(company, viewer=ana)
    assert (str(registered.action), registered.about, str(registered.who)) == ("company registered", "", "Ana")


def test_booth_history_tells_which_booking_claimed_it() -> None:
    allotment, person = AllotmentFactory(), UserFactory()
    company = MembershipFactory(user=person).company
    booth = BoothFactory(allotment=allotment)
    booking = hold_booths(company.pk, allotment.edition_id, [booth.pk], actor=person, at=NOON)
    expire_booking(booking.pk, actor=SYSTEM, at=NOON + 30 * MINUTE)
    booking = Booking.objects.select_related("edition").get(pk=booking.pk)

    claimed = [(e.at, str(e.action), e.about) for e in booth_history(booth) if e.about]

    about = f"{company} ({booking.reference})"
    assert claimed == [(NOON + 30 * MINUTE, "released", about), (NOON, "claimed", about)]
