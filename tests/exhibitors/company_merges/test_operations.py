"""Two records of one company become one, and two again within a day, and no figure is lost or made on the way."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import ForeignKey, Model, Sum
from post_office.models import Email
from pytest_django import Settings

from ciie.audit.models import SecurityEvent
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.bookings.totals.models import SpaceMovement, SpaceTotal
from exhibitors.bookings.totals.operations import fold_movements
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.models import Company, Membership, Participation
from exhibitors.companies.office_notes.queries import office_record_of
from exhibitors.companies.operations import change_company, invite_colleague
from exhibitors.companies.states import CompanyRole
from exhibitors.office.company_merges.models import CompanyMerge
from exhibitors.office.company_merges.operations import merge_companies, undo_merge
from exhibitors.office.company_merges.queries import RELATIONS, conflicts_of, preview_of
from exhibitors.office.company_records.queries import known_by_number, listed_companies
from exhibitors.office.imports.operations import import_companies
from exhibitors.office.imports.queries.comparison import CompanyImportChoices
from exhibitors.office.reconciliation.queries import differences
from exhibitors.promotion.area_members.models import ThemedAreaMember
from pavilions.states import OrganizerRole
from tests.exhibitors.area_members.areas import area_in, member
from tests.exhibitors.blocks.blocks import Scene as BlockScene
from tests.exhibitors.catalogue.exhibits import shown
from tests.exhibitors.deals.deals import counted
from tests.exhibitors.expo import booked
from tests.exhibitors.imports.company_lists.lists import company_list
from tests.exhibitors.office_notes.notes import kept, noted, tasked
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.lasting_rows import Keep, LastingWorld

if TYPE_CHECKING:
    from collections.abc import Callable

    from pavilions.floor.models.allotment import Allotment
    from pavilions.floor.models.edition import Edition
    from pavilions.floor.models.floor_plan import Booth

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=3)
NOT_MOVED = {"SpaceMovement", "SpaceTotal", "CompanyMerge", "NameChange", "OfficeRecord"}
"""Movements and totals stay as they are; merges carry m² over by movements of their own. A name is of one record, and
of two office records one is filled from the other."""


class Two:
    """Two records of one company, each with space, a deal and an exhibit; the second one has more."""

    def __init__(self) -> None:
        allotment: Allotment = AllotmentFactory()
        self.edition: Edition = allotment.edition
        self.booths: list[Booth] = BoothFactory.create_batch(6, allotment=allotment)
        self.kept: Company = CompanyFactory(name="Acme Ltd", normalized_name="acme", country="FR")
        self.other: Company = CompanyFactory(name="Acme Paris", normalized_name="acme paris", country="DE")
        self.director = organizer()
        self.approved = booked(self.booths[0], company=self.kept)
        self.submitted = booked(self.booths[1], company=self.other)
        self.second = booked(self.booths[2], self.booths[3], company=self.other)
        for booking in (self.approved, self.second):
            approve_booking(booking.pk, actor=self.director, at=NOON)
        for company in (self.kept, self.other):
            counted(company, self.edition)
            shown(company, self.edition)
        invite_colleague(self.other.pk, email="a@example.org", role=CompanyRole.EDITOR, actor=self.director, at=NOON)

    def merge(self, **changed: Any) -> CompanyMerge:
        for company in (self.kept, self.other):
            company.refresh_from_db()
        seen = self.kept.revision + self.other.revision
        arguments: dict[str, Any] = {"seen": seen, "actor": self.director, "at": LATER, **changed}
        return merge_companies(self.kept.pk, self.other.pk, **arguments)


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[Two]:
    return keep(Two)


@pytest.fixture
def two(lasting: LastingWorld[Two], db: None, settings: Settings, tmp_path: Path) -> Two:
    return lasting.for_a_test(settings, tmp_path)


def totals() -> dict[tuple[object, ...], Decimal]:
    """m² by company, country and state, of what is folded and what is not."""
    found: dict[tuple[object, ...], Decimal] = {}
    for rows in (SpaceTotal.objects.all(), SpaceMovement.objects.filter(folded_at=None)):
        for *key, area in rows.values_list("company", "country", "state").annotate(sum=Sum("area_sqm")).order_by():
            found[tuple(key)] = found.get(tuple(key), Decimal(0)) + area
    return {key: area for key, area in found.items() if area}


def by_state() -> dict[object, Decimal]:
    found: dict[object, Decimal] = {}
    for (_company, _country, state), area in totals().items():
        found[state] = found.get(state, Decimal(0)) + area
    return found


def belongings() -> dict[str, list[tuple[object, ...]]]:
    """Every row that refers to a company, and to which one."""
    return {
        relation.key: sorted(relation.model._default_manager.values_list("pk", f"{relation.field}_id"), key=str)
        for relation in RELATIONS
    }


@pytest.mark.parametrize("is_folded", [False, True])
def test_merged_and_undone_every_figure_is_as_before(two: Two, is_folded: bool) -> None:
    if is_folded:
        fold_movements(actor=SYSTEM, at=NOON)
    before, states, rows = totals(), by_state(), belongings()
    merge = two.merge()
    assert differences() == []
    assert {company for company, *_rest in totals()} == {two.kept.pk}
    assert {country for _company, country, _state in totals()} == {"FR"}
    assert by_state() == states
    if is_folded:
        fold_movements(actor=SYSTEM, at=LATER)
    undo_merge(merge.pk, actor=two.director, at=LATER + timedelta(hours=1))
    assert (totals(), belongings(), differences()) == (before, rows, [])


def test_everything_goes_over_and_the_merged_company_is_in_no_list(two: Two) -> None:
    owners = set(two.other.memberships.values_list("user", flat=True))
    two.merge()
    assert {relation.key for relation in RELATIONS if relation.of(two.other).exists()} == set()
    assert owners < set(two.kept.memberships.values_list("user", flat=True))
    assert set(Booking.objects.values_list("company", flat=True)) == {two.kept.pk}
    assert [company.pk for company in listed_companies(two.director, two.edition)] == [two.kept.pk]
    two.other.refresh_from_db()
    assert (two.other.merged_into, two.other.name) == (two.kept, "Acme Paris")
    mail = Email.objects.filter(context__kind="company_merged")
    assert sorted(row.to[0] for row in mail) == sorted(
        Membership.objects.filter(user__in=owners).values_list("user__email", flat=True)
    )


def references() -> dict[tuple[str, str], type[Model]]:
    """Every column of ours that refers to a company, except those of histories."""
    return {
        (model.__name__, field.name): model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Company and not model.__name__.endswith("Event")
    }


@pytest.mark.usefixtures("lasting")
def test_every_reference_to_a_company_is_moved_or_excepted() -> None:
    moved = {(relation.model.__name__, relation.field) for relation in RELATIONS}
    assert moved == {key for key in references() if key[0] not in NOT_MOVED}


def test_a_merged_company_gets_nothing_new(two: Two) -> None:
    two.merge()
    edition, booth = two.edition.pk, two.booths[5].pk
    attempts: list[Callable[[], object]] = [
        lambda: hold_booths(two.other.pk, edition, [booth], actor=UserFactory(is_superuser=True), at=LATER),
        lambda: change_company(two.other.pk, {"city": "Nice"}, actor=two.director, at=LATER),
        lambda: invite_colleague(
            two.other.pk, email="b@example.org", role=CompanyRole.VIEWER, actor=two.director, at=LATER
        ),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    guarded = {model for (_name, _field), model in references().items() if model.__name__ not in NOT_MOVED}
    unguarded = {model.__name__ for model in guarded if not has_guard(model)}
    assert unguarded == {"Company", "Participation"}


def has_guard(model: type[Model]) -> bool:
    return any(trigger.name == "company_not_merged" for trigger in getattr(model._meta, "triggers", ()))


@pytest.mark.parametrize("role", [CompanyRole.VIEWER, CompanyRole.OWNER])
def test_who_acts_for_both_keeps_the_higher_role_until_it_is_undone(two: Two, role: CompanyRole) -> None:
    person = UserFactory()
    MembershipFactory(company=two.kept, user=person, role=CompanyRole.EDITOR)
    MembershipFactory(company=two.other, user=person, role=role)
    merge = two.merge()
    higher = CompanyRole.OWNER if role == CompanyRole.OWNER else CompanyRole.EDITOR
    assert dict(person.memberships.values_list("company", "role")) == {two.kept.pk: higher}
    assert SecurityEvent.objects.filter(person=person).exists() == (role == CompanyRole.OWNER)
    undo_merge(merge.pk, actor=two.director, at=LATER)
    roles = dict(person.memberships.values_list("company", "role"))
    assert roles == {two.kept.pk: CompanyRole.EDITOR, two.other.pk: role}


def test_blanks_are_filled_and_emptied_again_unless_changed_since(two: Two) -> None:
    blanks = {"city": "", "website": "", "phone": "", "address": "", "registration_number": "", "description": ""}
    Company.objects.filter(pk=two.kept.pk).update(**blanks, name_local="", contact_email="own@acme.example")
    change_company(two.kept.pk, {"country": ""}, actor=two.director, at=NOON)
    other = {"city": "Köln", "website": "https://acme.example", "phone": "+49 221", "name_local": "阿克米"}
    Company.objects.filter(pk=two.other.pk).update(**other, contact_email="other@acme.example", address="")
    two.kept.refresh_from_db()
    two.other.refresh_from_db()
    shown = {str(line.label): line.is_filled for line in preview_of(two.kept, two.other).fields}
    assert {name for name, is_filled in shown.items() if is_filled} == {
        "city",
        "website",
        "phone",
        "name in its own script",
    }
    assert shown["contact email"] is shown["Country or region"] is False
    merge = two.merge()
    two.kept.refresh_from_db()
    assert {name: getattr(two.kept, name) for name in other} == other
    assert (two.kept.contact_email, two.kept.address, str(two.kept.country)) == ("own@acme.example", "", "")
    two.other.refresh_from_db()
    assert two.other.city == "Köln"
    change_company(two.kept.pk, {"city": "Bonn"}, actor=two.director, at=LATER)
    undo_merge(merge.pk, actor=two.director, at=LATER)
    two.kept.refresh_from_db()
    assert (two.kept.city, two.kept.website, two.kept.phone, two.kept.name_local) == ("Bonn", "", "", "")
    assert differences() == []


def test_a_website_that_was_filled_in_proves_the_company_only_while_it_is_there(two: Two) -> None:
    person = owner_of(two.kept)
    EmailAddress.objects.create(user=person, email="jo@acme.co.uk", verified=True)
    unverified = {"verification": "unverified", "verified_by": "", "contact_email": ""}
    Company.objects.filter(pk=two.kept.pk).update(**unverified, website="")
    Company.objects.filter(pk=two.other.pk).update(**unverified, website="https://acme.co.uk")
    merge = two.merge()
    two.kept.refresh_from_db()
    assert (two.kept.verification, two.kept.verification_proof) == ("verified", "acme.co.uk")
    undo_merge(merge.pk, actor=two.director, at=LATER)
    two.kept.refresh_from_db()
    assert (two.kept.verification, two.kept.verification_proof) == ("unverified", "")


def test_two_entries_of_one_list_and_one_area_are_restored(two: Two) -> None:
    area = area_in(two.edition)
    for company in (two.kept, two.other):
        member(area, company)
    listed = {
        company.pk: Participation.objects.create(company=company, edition=two.edition, external_id=company.name)
        for company in (two.kept, two.other)
    }
    older = Participation.objects.create(company=two.other, edition=EditionFactory(), external_id="9")
    notes = [str(note) for note in preview_of(two.kept, two.other).notes]
    assert f"Both are in the list of {two.edition}. The entry of Acme Ltd is kept." in notes
    merge = two.merge()
    assert set(two.kept.participations.all()) == {listed[two.kept.pk], older}
    assert [row.external_id for row in two.other.participations.all()] == [""]
    assert [row.company for row in ThemedAreaMember.objects.all()] == [two.kept]
    undo_merge(merge.pk, actor=two.director, at=LATER)
    assert dict(Participation.objects.values_list("company", "external_id").filter(edition=two.edition)) == {
        two.kept.pk: "Acme Ltd",
        two.other.pk: "Acme Paris",
    }
    assert {row.company for row in ThemedAreaMember.objects.all()} == {two.kept, two.other}


def test_what_came_since_stays_and_what_changed_since_goes_back_as_it_is(two: Two) -> None:
    merge = two.merge()
    since = hold_booths(two.kept.pk, two.edition.pk, [two.booths[4].pk], actor=owner_of(two.kept), at=LATER)
    cancel_booking(two.second.pk, reason="Changed plans", actor=two.director, at=LATER)
    change_company(two.kept.pk, {"country": "IS"}, actor=two.director, at=LATER)
    undo_merge(merge.pk, actor=two.director, at=LATER + timedelta(hours=2))
    assert differences() == []
    assert set(two.kept.bookings.values_list("pk", flat=True)) == {two.approved.pk, since.pk}
    assert {(company, country) for company, country, _state in totals()} == {(two.kept.pk, "IS"), (two.other.pk, "DE")}


def test_after_a_day_and_twice_nothing_is_undone(two: Two) -> None:
    merge = two.merge()
    with pytest.raises(DomainError, match="within a day only"):
        undo_merge(merge.pk, actor=two.director, at=LATER + timedelta(days=1, seconds=1))
    undo_merge(merge.pk, actor=two.director, at=LATER + timedelta(days=1))
    with pytest.raises(DomainError, match="already been undone"):
        undo_merge(merge.pk, actor=two.director, at=LATER)
    assert two.merge().pk != merge.pk


def test_a_chain_is_undone_from_its_end(two: Two) -> None:
    first, third = two.merge(), CompanyFactory()
    second = merge_companies(third.pk, two.kept.pk, seen=None, actor=two.director, at=LATER)
    two.other.refresh_from_db()
    assert two.other.merged_into == third
    with pytest.raises(DomainError, match="Undo that merge first"):
        undo_merge(first.pk, actor=two.director, at=LATER)
    for merge in (second, first):
        undo_merge(merge.pk, actor=two.director, at=LATER)
    assert differences() == []
    assert two.other.bookings.count() == 2


def test_one_and_the_same_merged_ones_and_unknown_ones_are_refused(two: Two) -> None:
    by: dict[str, Any] = {"seen": None, "actor": two.director, "at": LATER}
    with pytest.raises(Invalid, match="two different companies"):
        merge_companies(two.kept.pk, two.kept.pk, **by)
    with pytest.raises(NotFound):
        merge_companies(two.kept.pk, 0, **by)
    two.merge()
    with pytest.raises(DomainError, match="already merged"):
        merge_companies(CompanyFactory().pk, two.other.pk, **by)
    with pytest.raises(DomainError, match="already merged"):
        merge_companies(two.other.pk, CompanyFactory().pk, **by)


def test_a_record_that_changed_since_the_preview_is_refused(two: Two) -> None:
    seen = preview_of(two.kept, two.other).revision
    change_company(two.other.pk, {"city": "Nice"}, actor=two.director, at=NOON)
    with pytest.raises(DomainError) as refusal:
        two.merge(seen=seen)
    assert refusal.value.code == "changed_meanwhile"


@pytest.mark.parametrize("role", [role for role in OrganizerRole if role != OrganizerRole.DIRECTOR])
def test_other_roles_neither_merge_nor_undo(two: Two, role: OrganizerRole) -> None:
    with pytest.raises(NotAllowed):
        two.merge(actor=organizer(role))
    with pytest.raises(NotAllowed):
        two.merge(actor=owner_of(two.kept))
    merge = two.merge()
    with pytest.raises(NotAllowed):
        undo_merge(merge.pk, actor=organizer(role), at=LATER)


def test_one_on_the_stand_of_the_other_is_named_and_refused(two: Two) -> None:
    entry = StandEntry(CoExhibitorKind.CO_EXHIBITOR, company_id=two.other.pk)
    enter_co_exhibitor(two.approved.pk, entry, actor=two.director, at=NOON)
    sentence = f"One is entered as a co-exhibitor of the other in booking {two.approved.reference}."
    assert str(conflicts_of(two.kept, two.other)[0]).startswith(sentence)
    with pytest.raises(DomainError, match="One is entered as a co-exhibitor") as refusal:
        two.merge()
    assert refusal.value.code == "merge_conflict"


def test_both_on_one_stand_are_named_and_refused(two: Two) -> None:
    host = booked(two.booths[5])
    approve_booking(host.pk, actor=two.director, at=NOON)
    for kind, company in zip(CoExhibitorKind, (two.kept, two.other), strict=True):
        entry = StandEntry(kind, company_id=company.pk)
        enter_co_exhibitor(host.pk, entry, actor=two.director, at=NOON)
    with pytest.raises(DomainError, match="Both are entered as co-exhibitors"):
        two.merge()


@pytest.mark.usefixtures("lasting")
def test_two_shares_of_a_block_are_named_and_refused() -> None:
    block = BlockScene(halls=1)
    (one, _person), (other, _other_person) = block.member(), block.member()
    block.give(block.booths[0], to=one)
    share = block.give(block.booths[1], to=other)
    assert [str(each) for each in conflicts_of(one, other)] == [
        f"Both have a share of the block “Taste of France”. Return the share {share.reference} first."
    ]
    with pytest.raises(DomainError, match="Both have a share"):
        merge_companies(one.pk, other.pk, seen=None, actor=SYSTEM, at=LATER)


@pytest.mark.usefixtures("lasting")
def test_two_applications_to_a_block_are_named_and_refused() -> None:
    block = BlockScene()
    (one, person), (other, other_person) = block.member(), block.member()
    block.applied(one, actor=person)
    block.applied(other, actor=other_person)
    with pytest.raises(DomainError, match="Both have applied to the block"):
        merge_companies(one.pk, other.pk, seen=None, actor=SYSTEM, at=LATER)


@pytest.mark.usefixtures("lasting")
def test_a_share_of_a_block_goes_over_and_back() -> None:
    block = BlockScene()
    one, (other, _person) = CompanyFactory(country="IS"), block.member()
    block.give(block.booths[0], to=other)
    before = totals()
    merge = merge_companies(one.pk, other.pk, seen=None, actor=SYSTEM, at=LATER)
    assert differences() == []
    undo_merge(merge.pk, actor=SYSTEM, at=LATER)
    assert (totals(), differences()) == (before, [])


def test_a_list_finds_the_company_that_was_kept_by_the_name_and_number_of_the_other(two: Two) -> None:
    Participation.objects.create(company=two.other, edition=two.edition, external_id="17")
    two.merge()
    Company.objects.filter(pk=two.kept.pk).update(city="")
    rows = [{"id": "", "name": "ACME Paris GmbH", "country": "Germany", "booth": "A1"}]
    choices = CompanyImportChoices("list.csv")
    for _time in range(2):
        import_companies(two.edition.pk, company_list(*rows), choices, actor=SYSTEM, at=LATER)
    assert Company.objects.count() == 2
    two.kept.refresh_from_db()
    assert (str(two.kept.country), two.kept.name) == ("FR", "Acme Ltd")
    assert [row.stated_booths for row in two.kept.participations.all()] == [["A1"]]
    assert differences() == []


@pytest.mark.usefixtures("lasting")
def test_merge_that_there_is_not_is_not_undone() -> None:
    with pytest.raises(NotFound):
        undo_merge(10**6, actor=organizer(), at=LATER)


def test_right_to_sign_goes_over_until_the_merge_is_undone(two: Two) -> None:
    person = UserFactory()
    MembershipFactory(company=two.kept, user=person, role=CompanyRole.VIEWER)
    MembershipFactory(company=two.other, user=person, role=CompanyRole.EDITOR, may_sign=True)
    merge = two.merge()
    columns = ("company", "role", "may_sign")
    assert list(person.memberships.values_list(*columns)) == [(two.kept.pk, "editor", True)]
    undo_merge(merge.pk, actor=two.director, at=LATER)
    assert set(person.memberships.values_list(*columns)) == {
        (two.kept.pk, "viewer", False),
        (two.other.pk, "editor", True),
    }


def test_two_powers_of_attorney_of_one_person_are_named_and_refused(two: Two) -> None:
    person = UserFactory(name="Jo Berg")
    for company in (two.kept, two.other):
        file = {"file": "documents/a.pdf", "title": "a.pdf", "digest": "0" * 64}
        Mandate.objects.create(company=company, person=person, name="Jo Berg", sent_at=NOON, **file)
    sentence = "Both have a power of attorney of Jo Berg. End one of them first."
    assert [str(each) for each in conflicts_of(two.kept, two.other)] == [sentence]
    with pytest.raises(DomainError, match="Both have a power of attorney"):
        two.merge()


def office(company: Company) -> tuple[str, object, list[str]]:
    row = office_record_of(company.pk)
    return row.customer_number, row.owner, row.tags


def test_what_the_office_knows_is_filled_and_taken_back(two: Two) -> None:
    seller = organizer(OrganizerRole.FINANCE)
    kept(two.kept, tags="dairy")
    kept(two.other, "K-17", owner=seller.pk, tags="dairy, VIP")
    note, task = noted(two.other), tasked(two.other)
    shown = {str(line.label): line.is_filled for line in preview_of(two.kept, two.other).fields}
    assert (shown["customer number"], shown["owner in sales"], shown["tags"]) == (True, True, False)
    notes = [str(each) for each in preview_of(two.kept, two.other).notes]
    assert "The tags of both are kept." in notes
    merge = two.merge(seen=preview_of(two.kept, two.other).revision)
    assert office(two.kept) == ("K-17", seller, ["dairy", "VIP"])
    assert office(two.other)[0] == ""
    for row in (note, task):
        row.refresh_from_db()
        assert row.company == two.kept
    undo_merge(merge.pk, actor=two.director, at=LATER)
    assert (office(two.kept), office(two.other)) == (("", None, ["dairy"]), ("K-17", seller, ["dairy", "VIP"]))
    for row in (note, task):
        row.refresh_from_db()
        assert row.company == two.other


def test_a_second_customer_number_is_written_in_a_note_and_still_found(two: Two) -> None:
    kept(two.kept, "K-1")
    kept(two.other, "K-17")
    notes = [str(each) for each in preview_of(two.kept, two.other).notes]
    assert "Both have a customer number. K-1 is kept; K-17 is written in a note." in notes
    merge = two.merge(seen=None)
    assert office(two.kept)[0] == "K-1"
    (note,) = two.kept.notes.all()
    assert note.text == "Customer number of Acme Paris until it was merged into this company: K-17"
    found = listed_companies(two.director, two.edition).filter(known_by_number("k-17"))
    assert list(found) == [two.kept]
    undo_merge(merge.pk, actor=two.director, at=LATER)
    assert (office(two.kept)[0], office(two.other)[0], two.kept.notes.count()) == ("K-1", "K-17", 0)


def test_what_the_office_changed_since_the_merge_stays(two: Two) -> None:
    kept(two.other, "K-17", tags="VIP")
    merge = two.merge(seen=None)
    kept(two.kept, "K-18", tags="VIP, new")
    undo_merge(merge.pk, actor=two.director, at=LATER)
    assert (office(two.kept)[0], office(two.kept)[2]) == ("K-18", ["new"])
    assert (office(two.other)[0], office(two.other)[2]) == ("K-17", ["VIP"])


def test_a_number_that_another_company_has_got_since_stays_there(two: Two) -> None:
    kept(two.other, "K-17")
    merge = two.merge(seen=None)
    kept(two.kept)
    kept(CompanyFactory(), "K-17")
    undo_merge(merge.pk, actor=two.director, at=LATER)
    assert (office(two.kept)[0], office(two.other)[0]) == ("", "")


def test_an_office_record_that_changed_since_the_preview_is_refused(two: Two) -> None:
    seen = preview_of(two.kept, two.other).revision
    kept(two.other, "K-17")
    with pytest.raises(DomainError) as refusal:
        two.merge(seen=seen)
    assert refusal.value.code == "changed_meanwhile"
