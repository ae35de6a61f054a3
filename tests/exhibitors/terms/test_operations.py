from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.request_context import request_headers
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths, submit_booking
from exhibitors.companies.models import Company
from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance
from exhibitors.pricing.terms.operations import change_terms, discard_terms, draft_terms, publish_terms
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import OrganizerRole
from tests.exhibitors.terms.terms import published
from tests.factories import NOON, EditionFactory, organizer, owner_of

pytestmark = pytest.mark.django_db


def test_versions_count_up_and_each_begins_with_the_text_before() -> None:
    edition = EditionFactory()
    first = published(edition.pk)
    second = draft_terms(edition.pk, actor=SYSTEM, at=NOON)
    assert (first.version, second.version, second.text) == (1, 2, first.text)
    with pytest.raises(DomainError, match="already a draft"):
        draft_terms(edition.pk, actor=SYSTEM, at=NOON)


def test_published_terms_stand() -> None:
    terms = published(EditionFactory().pk)
    for refused in (
        lambda: change_terms(terms.pk, text="x", text_zh="y", actor=SYSTEM, at=NOON),
        lambda: publish_terms(terms.pk, actor=SYSTEM, at=NOON),
        lambda: discard_terms(terms.pk, actor=SYSTEM, at=NOON),
    ):
        with pytest.raises(DomainError) as refusal:
            refused()
        assert refusal.value.code == "terms_published"
    rows = EditionTerms.objects.filter(pk=terms.pk)
    for write in (lambda: rows.update(text="x"), lambda: rows.update(version=9), rows.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            write()


def test_publishing_needs_both_languages_and_the_draft_that_was_seen() -> None:
    draft = draft_terms(EditionFactory().pk, actor=SYSTEM, at=NOON)
    change_terms(draft.pk, text="Pay.", text_zh=" ", actor=SYSTEM, at=NOON)
    with pytest.raises(Invalid) as refusal:
        publish_terms(draft.pk, actor=SYSTEM, at=NOON)
    assert refusal.value.field == "text_zh"
    with pytest.raises(DomainError) as stale:
        publish_terms(draft.pk, seen=draft.revision, actor=SYSTEM, at=NOON)
    assert stale.value.code == "changed_meanwhile"
    discard_terms(draft.pk, actor=SYSTEM, at=NOON)
    assert not EditionTerms.objects.exists()


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FINANCE])
def test_directors_write_terms(role: OrganizerRole) -> None:
    edition, person = EditionFactory(), organizer(role)
    draft = draft_terms(edition.pk, actor=organizer(), at=NOON)
    for refused in (
        lambda: draft_terms(edition.pk, actor=person, at=NOON),
        lambda: change_terms(draft.pk, text="x", text_zh="y", actor=person, at=NOON),
        lambda: publish_terms(draft.pk, actor=person, at=NOON),
        lambda: discard_terms(draft.pk, actor=person, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            refused()


def refusal_of(booth: Booth, company: Company, terms: int | None) -> DomainError:
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        book_booths(company.pk, booth.plan.edition_id, [booth.pk], terms=terms, actor=owner_of(company), at=NOON)
    return refusal.value


def test_booking_needs_the_version_in_force(row: list[Booth], company: Company) -> None:
    edition_id = row[0].plan.edition_id
    published(edition_id)
    published(edition_id, "New.", "新。")
    missing, old = refusal_of(row[0], company, None), refusal_of(row[0], company, 1)
    assert (missing.code, missing.status, missing.field) == ("terms_not_accepted", 422, "terms_accepted")
    assert (old.code, old.status, old.details) == ("terms_changed", 409, {"terms_version": 2})
    assert not Booking.objects.exists()


def test_every_way_to_submit_writes_down_who_accepted_what_from_where(row: list[Booth], company: Company) -> None:
    edition_id, person = row[0].plan.edition_id, owner_of(company)
    terms = published(edition_id)
    by = organizer()
    booths = [row[0].pk]
    with request_headers({"REMOTE_ADDR": "192.0.2.7"}):
        booked = book_booths(company.pk, edition_id, booths, terms=1, actor=person, at=NOON)
    sector = row[0].allotment.sector_id
    assert sector
    wanted = [Wanted(sector, Decimal(9))]
    applied = apply_for_space(company.pk, edition_id, wanted, terms=1, actor=person, at=NOON)
    held = hold_booths(company.pk, edition_id, [row[1].pk], actor=person, at=NOON)
    with pytest.raises(Invalid), transaction.atomic():
        submit_booking(held.pk, actor=person, at=NOON)
    held.refresh_from_db()
    assert held.state == BookingState.DRAFT
    submit_booking(held.pk, terms=1, actor=person, at=NOON)
    rows = TermsAcceptance.objects.order_by("pk").values_list("booking", "terms", "person", "name", "address")
    assert list(rows) == [
        (booked.pk, terms.pk, person.pk, person.name, None),
        (applied.pk, terms.pk, person.pk, person.name, None),
        (held.pk, terms.pk, person.pk, person.name, None),
    ]
    letter = approve_booking(booked.pk, actor=by, at=NOON).letters.get()
    assert letter.snapshot["terms"]["version"] == 1
    assert letter.snapshot["terms"]["address"].endswith(f"/terms/{terms.edition.number}/1/")


def test_acceptance_stays(row: list[Booth], company: Company) -> None:
    edition_id = row[0].plan.edition_id
    published(edition_id)
    book_booths(company.pk, edition_id, [row[0].pk], terms=1, actor=owner_of(company), at=NOON)
    rows = TermsAcceptance.objects.all()
    for write in (lambda: rows.update(name="x"), lambda: rows.update(accepted_at=NOON.replace(year=2020)), rows.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            write()


def test_edition_without_published_terms_goes_on_as_before(row: list[Booth], company: Company) -> None:
    edition_id, person = row[0].plan.edition_id, owner_of(company)
    draft_terms(edition_id, actor=SYSTEM, at=NOON)
    published(EditionFactory().pk)
    book_booths(company.pk, edition_id, [row[0].pk], actor=person, at=NOON)
    with CaptureQueriesContext(connection) as statements:
        book_booths(company.pk, edition_id, [row[1].pk], terms=5, actor=person, at=NOON)
    assert not TermsAcceptance.objects.exists()
    assert sum("editionterms" in each["sql"] for each in statements) == 1
