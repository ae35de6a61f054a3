"""What an auditor tries to make figures wrong: refused, or a fact of its own day; afterwards every proof holds."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ciie.kernel.errors import DomainError
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.companies.models import Company
from exhibitors.office.imports.operations import import_companies
from exhibitors.office.imports.queries.comparison import CompanyImportChoices
from exhibitors.office.reconciliation.queries import differences
from exhibitors.promotion.deals.operations.deals import change_deal, count_deal, recount_deal, verify_deal
from exhibitors.promotion.deals.queries import deal_totals, preview_of
from exhibitors.promotion.published_figures.models import PublishedFigure
from pavilions.floor.editions.operations.editions import change_edition
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.deals.deals import corrected, counted, drafted, rate, terms, uncount
from tests.exhibitors.imports.company_lists.lists import company_list
from tests.exhibitors.published_figures.figures import publish
from tests.factories import NOON, BoothFactory, CompanyFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)


@pytest.fixture(autouse=True)
def every_proof_holds_afterwards(db: None) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert differences() == []


def refusal(attempt: object) -> str:
    with pytest.raises(DomainError) as refused:
        attempt()  # type: ignore[operator]
    return refused.value.code


def test_import_takes_a_company_and_its_space_to_another_country() -> None:
    booth, company = BoothFactory(), CompanyFactory(name="Orrin Foods", normalized_name="orrin foods", country="US")
    booked = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    approve_booking(booked.pk, actor=organizer(), at=NOON)
    Company.objects.filter(pk=company.pk).update(country="")  # a record from a time when nobody asked for it

    rows = company_list({"name": "Orrin Foods", "country": "Iceland"})
    import_companies(booth.plan.edition_id, rows, CompanyImportChoices("list.csv"), actor=organizer(), at=LATER)
    by_country = {
        line.key: line.booked_sqm for line in totals_of(booth.plan.edition_id, at=LATER).by_country if line.booked_sqm
    }
    assert by_country == {"IS": Decimal(9)}


def test_admin_states_no_figure(admin_client: Client) -> None:
    sent = {"kind": "debuts", "value": "99999999", "source": "me", "link": "https://example.org"}
    assert admin_client.post("/admin/exhibitors/publishedfigure/add/", sent).status_code in (403, 404)
    assert PublishedFigure.objects.count() == 0


def test_edition_with_published_figures_is_not_renumbered(edition: Edition) -> None:
    publish(edition, debuts=400)
    change = {"number": edition.number + 70}
    assert refusal(lambda: change_edition(edition.pk, change, actor=organizer(), at=NOON)) == "edition_number_in_use"


@pytest.fixture
def edition() -> Edition:
    made: Edition = BoothFactory().plan.edition
    return made


def test_second_reader_does_not_overwrite_an_amount() -> None:
    deal = drafted()
    seen, owner = deal.revision, owner_of(deal.company)
    change_deal(deal.pk, terms(amount=Decimal(2_000)), seen=seen, actor=owner, at=NOON)
    overwrite = terms(amount=Decimal(3_000))
    assert refusal(lambda: change_deal(deal.pk, overwrite, seen=seen, actor=owner, at=NOON)) == "changed_meanwhile"
    deal.refresh_from_db()
    assert deal.amount == Decimal(2_000)


def test_who_verified_a_deal_does_not_count_it() -> None:
    deal, one = drafted(), organizer(OrganizerRole.FINANCE)
    verify_deal(deal.pk, note="Seen.", actor=one, at=NOON)
    assert refusal(lambda: count_deal(deal.pk, rate_id=None, actor=one, at=NOON)) == "deal_counted_by_another_person"


def test_same_deal_counts_twice_only_with_a_reason() -> None:
    first = counted()
    again = drafted(first.company, first.edition)
    verify_deal(again.pk, note="Seen.", actor=organizer(OrganizerRole.FINANCE), at=NOON)
    finance = organizer(OrganizerRole.FINANCE)
    assert refusal(lambda: count_deal(again.pk, rate_id=None, actor=finance, at=NOON)) == "possible_duplicate"


def test_corrected_rate_changes_nothing_of_a_past_day() -> None:
    wrong = rate("GBP", worth="9.9")
    deal = counted(amount=Decimal(1_000), currency="GBP")
    before = deal_totals(deal.edition_id, until=NOON)
    corrected(wrong, "1.25", at=LATER)
    assert deal_totals(deal.edition_id, until=LATER).amount_usd == before.amount_usd

    new = preview_of(deal).rate
    assert new is not None
    finance = organizer(OrganizerRole.FINANCE)
    recount_deal(deal.pk, rate_id=new.pk, reason="The rate was wrong.", actor=finance, at=LATER)
    after = deal_totals(deal.edition_id, until=LATER).amount_usd, deal_totals(deal.edition_id, until=NOON).amount_usd
    assert after == (Decimal(1_250), before.amount_usd)


def test_deal_that_is_taken_out_was_in_on_its_day() -> None:
    deal = counted(amount=Decimal(1_000))
    uncount(deal, at=LATER)
    assert deal_totals(deal.edition_id, until=NOON).amount_usd == Decimal(1_000)
    assert deal_totals(deal.edition_id, until=LATER).amount_usd == Decimal(0)


def test_nobody_without_a_role_reaches_the_proofs() -> None:
    client = signed_in(UserFactory())
    assert client.get(reverse("organizer:reconciliation")).status_code == 403
