"""The sample edition, loaded once for all tests here, against counts that know nothing of how it was made."""

import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Model, Sum
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from django.utils.html import strip_tags
from django_countries import countries
from pytest_django import DjangoDbBlocker

from ciie.accounts.models import User
from ciie.audit.privileges import as_schema_owner
from ciie.kernel.wording import number_words, ordinal_words
from exhibitors.bookings.models import Booking
from exhibitors.bookings.totals.models import DailySnapshot
from exhibitors.companies.models import Company
from exhibitors.companies.queries import companies_to_check, with_what_is_known
from exhibitors.companies.states import Verification
from exhibitors.management.sample.loading import BEGINS_AT
from exhibitors.management.sample.promotion import BULLETIN_BODY, BULLETIN_BODY_ZH, BULLETIN_TITLE, BULLETIN_TITLE_ZH
from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice
from exhibitors.money.invoices.models import Fapiao, Invoice, JournalEntry, JournalLine
from exhibitors.money.invoices.queries.invoices import checked_series
from exhibitors.money.invoices.states import EntryKind, FapiaoState, InvoiceKind, InvoiceState
from exhibitors.money.payments.models import BankStatement, CardPayment, Payment, Refund, StatementLine
from exhibitors.money.payments.queries.payments import state_of, with_rest
from exhibitors.money.payments.states import CardState, LineState, PaymentState, PaymentWay, StatementState
from exhibitors.money.sales.models.contracts import Amendment, Contract, Signature, SignedCopy
from exhibitors.money.sales.models.money import Cancellation, Reminder
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.states import (
    CancellationState,
    ContractState,
    CopyState,
    OfferState,
    ReductionState,
    SignedBy,
    Tone,
)
from exhibitors.office.reconciliation.models import ReconciliationRun
from exhibitors.office.reconciliation.queries import PROOFS, differences
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.area_members.queries import exhibitors_of_areas
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.states import BulletinState
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import exhibitors_on_show
from exhibitors.promotion.catalogue.queries.exhibits import debuts_so_far
from exhibitors.promotion.catalogue.states import Debut, DebutState
from exhibitors.promotion.directory.queries import Wanted, search_exhibits
from exhibitors.promotion.figures.queries.release_figures import release_figures
from exhibitors.promotion.roadshows.queries import promotion_of
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.plans.publishing.queries.plan_history import holders_on, periods_of, publication_on
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.states import BookingSteps, ClaimState
from tests.architecture.addresses import named_addresses
from tests.attacks.strangers import (
    BY_A_SECRET_LINK,
    LOOKED_FOR_FIRST,
    OF_THE_TIMETABLE,
    OPEN_TO_EVERYBODY,
    answers_to_a_stranger,
)
from tests.chinese_pages import pages_from, wrong_lines
from tests.exhibitors.sales.plain import (
    balance_of,
    column,
    documents_of,
    expected,
    figure,
    figures_in_pdf,
    quote_columns,
    tables,
)
from tests.linked_figures import figures_on, rows_behind

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), as_schema_owner(), transaction.atomic():
        call_command("load_sample_edition", with_logins=True, verbosity=0)
        connection.check_constraints()  # once: what a savepoint has checked is checked again after its rollback
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself where rows are committed
        yield
        transaction.set_rollback(True)


FEWEST_PAGES_IN_CHINESE = 30


def counted(sql: str, *values: Any) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall())


def test_area_companies_and_countries_are_those_of_the_sentence() -> None:
    booked = counted(
        "SELECT sum(c.area_sqm), count(DISTINCT b.company_id), count(DISTINCT y.country)"
        " FROM pavilions_spaceclaim c JOIN exhibitors_booking b ON b.holder_id = c.holder_id"
        " JOIN exhibitors_company y ON y.id = b.company_id JOIN pavilions_edition e ON e.id = b.edition_id"
        " WHERE e.number = 7 AND c.state <> 'released' AND b.state IN ('approved', 'confirmed')"
    )
    assert booked == [(Decimal("280698.15"), 812, 63)]


def test_halls_booths_and_capacity() -> None:
    assert counted(
        "SELECT count(DISTINCT a.hall_id), sum(a.capacity_sqm) FROM pavilions_allotment a"
        " JOIN pavilions_edition e ON e.id = a.edition_id WHERE e.number = 7"
    ) == [(11, Decimal("366458.21"))]
    assert counted(
        "SELECT count(*), min(b.area_sqm), max(b.area_sqm) FROM pavilions_booth b"
        " JOIN pavilions_floorplan p ON p.id = b.plan_id JOIN pavilions_edition e ON e.id = p.edition_id"
        " WHERE e.number = 7"
    ) == [(4861, Decimal("9.00"), Decimal("1000.00"))]


def test_capacity_of_each_allotment_is_that_of_its_booths() -> None:
    assert not counted(
        "SELECT a.id FROM pavilions_allotment a JOIN pavilions_booth b ON b.allotment_id = a.id"
        " GROUP BY a.id HAVING sum(b.area_sqm) <> a.capacity_sqm"
    )


def test_footprints_of_booths_do_not_overlap() -> None:
    assert counted(
        "SELECT count(*) FROM pavilions_booth a JOIN pavilions_booth b"
        " ON a.plan_id = b.plan_id AND a.id < b.id AND a.core && b.core"
    ) == [(0,)]


def test_first_versions_are_in_force_since_booking_opened_and_show_who_held_what() -> None:
    edition = Edition.objects.get(number=7)
    just_before, winter = edition.booking_opens_at - timedelta(minutes=1), edition.booking_opens_at + timedelta(days=66)
    halls = Hall.objects.filter(floor_plans__edition=edition)
    assert halls.count() == 11
    for hall in halls:
        (period,) = periods_of(edition.pk, hall.pk)
        assert (period.publication.plan.version, period.publication.published_at) == (1, edition.booking_opens_at)
        assert publication_on(edition.pk, hall.pk, just_before) is None
        assert publication_on(edition.pk, hall.pk, winter) == period.publication
    busiest = FloorPlan.objects.get(edition=edition, hall__name="1.1H")
    assert 0 < len(holders_on(busiest, winter)) < len(holders_on(busiest, BEGINS_AT))


def test_totals_equal_the_claims() -> None:
    assert differences() == []
    assert counted("SELECT count(*) FROM exhibitors_spacemovement WHERE folded_at IS NULL") == [(0,)]


def test_bookings_are_in_every_state() -> None:
    assert set(Booking.objects.values_list("state", flat=True).distinct()) == set(BookingState.values)


def test_offers_are_in_every_state_though_the_edition_confirms_by_hand() -> None:
    assert Edition.objects.get(number=7).booking_steps == BookingSteps.BY_HAND
    assert set(Offer.objects.values_list("state", flat=True)) == set(OfferState)


def test_invoices_are_of_every_kind_and_state() -> None:
    invoices = Invoice.objects.filter(edition__number=7)
    assert set(invoices.values_list("kind", flat=True)) == set(InvoiceKind)
    assert set(invoices.values_list("state", flat=True)) == set(InvoiceState)
    assert set(Fapiao.objects.values_list("state", flat=True)) == set(FapiaoState)
    assert all(each.is_whole for each in checked_series(Edition.objects.get(number=7)))
    assert JournalLine.objects.aggregate(sum=Sum("amount"))["sum"] == 0


def test_contracts_are_in_every_state() -> None:
    assert set(Contract.objects.values_list("state", flat=True)) == set(ContractState)
    assert set(SignedCopy.objects.values_list("state", flat=True)) == set(CopyState)
    assert Contract.objects.filter(booking__edition__number=7).exclude(signed_file="").count() == 3


def test_offers_on_pages_cost_what_a_calculation_apart_says(client: Client) -> None:
    client.force_login(User.objects.get(email="finance@example.org"))
    for offer in Offer.objects.select_related("booking__edition"):
        assert quote_columns(client.get(f"/organizer/offers/{offer.pk}/").text) == [column(expected(offer))]


def test_invoices_and_accounts_come_to_what_a_calculation_apart_says(client: Client) -> None:
    """On pages and in PDFs: lines, taxes and totals of invoices and credit notes, and what companies owe."""
    client.force_login(User.objects.get(email="finance@example.org"))
    issued = Invoice.objects.filter(state="issued", credits=None).select_related("party__company", "edition")
    assert {invoice.kind for invoice in issued} >= {"deposit", "balance", "full"}
    for document, figures in (each for invoice in issued for each in documents_of(invoice)):
        assert quote_columns(client.get(f"/organizer/invoices/{document.pk}/").text)[0] == figures
        found = iter(figures_in_pdf(draw_invoice(document.text, "en"), document.currency))
        assert [each for each in figures if each not in found] == []
    companies = {(invoice.party.company, invoice.edition) for invoice in issued if invoice.kind != "pro_forma"}
    for company, edition in companies:
        page = client.get(f"/organizer/receivables/{company.pk}/?edition={edition.number}").text
        (account,) = tables(page[page.index("statement-of-account") :], "data-table")
        assert figure(account[-1][-1]) == abs(balance_of(company, edition, "CNY"))


def test_money_is_in_every_state_and_invented_companies_pay_late() -> None:
    found: dict[str, tuple[set[str], Collection[str]]] = {
        "offers": (_values(Offer, "state"), OfferState.values),
        "contracts": (_values(Contract, "state"), ContractState.values),
        "signatures": (_values(Signature, "way"), SignedBy.values),
        "signed copies": (_values(SignedCopy, "state"), CopyState.values),
        "requests for less space": (_values(ReductionRequest, "state"), ReductionState.values),
        "cancellations": (_values(Cancellation, "state"), CancellationState.values),
        "invoices": (_values(Invoice, "kind"), InvoiceKind.values),
        "drafts": (_values(Invoice, "state"), InvoiceState.values),
        "fapiaos": (_values(Fapiao, "state"), FapiaoState.values),
        "payments": ({state_of(each) for each in with_rest(Payment.objects.all())}, PaymentState.values),
        "ways to pay": (_values(Payment, "way"), PaymentWay.values),
        "online payments": (_values(CardPayment, "state"), CardState.values),
        "statements": (_values(BankStatement, "state"), StatementState.values),
        "lines of statements": (_values(StatementLine, "state"), LineState.values),
        "reminders": (_values(Reminder, "tone"), Tone.values),
        "entries of the journal": (_values(JournalEntry, "kind"), EntryKind.values),
    }
    assert {name: set(wanted) - values for name, (values, wanted) in found.items() if set(wanted) - values} == {}
    assert set(Reminder.objects.values_list("level", "is_notice")) == {(1, False), (2, False), (3, False), (3, True)}
    assert Refund.objects.filter(returned=None).exists()
    returned = Refund.objects.exclude(returned=None).get()
    assert (returned.fee, returned.amount) == (Decimal(30), returned.payment.amount)
    settled = Cancellation.objects.get(state="settled")
    assert settled.fee == settled.base / 5
    assert set(Invoice.objects.filter(booking=settled.booking, state="issued").values_list("kind", flat=True)) == {
        "deposit",
        "credit_note",
        "cancellation_fee",
    }
    amendment = Amendment.objects.get()
    assert amendment.fee > 0
    assert amendment.contract.booking.invoices.filter(kind="credit_note", state="issued").count() == 1


def _values(model: type[Model], field: str) -> set[str]:
    return set(model._default_manager.values_list(field, flat=True))


def test_partners_of_the_eighth_edition_are_in_every_step_from_offer_to_paid() -> None:
    def paid(booking: Booking) -> set[tuple[str, str]]:
        return set(booking.invoices.filter(allocations__amount__gt=0).values_list("kind", "allocations__payment__way"))

    def steps(booking: Booking) -> tuple[str, str, int, set[tuple[str, str]]]:
        offer = booking.offers.latest("version")
        contract = Contract.objects.filter(offer=offer).first()
        reminders = Reminder.objects.filter(invoice__booking=booking).count()
        return booking.state, contract.state if contract else offer.state, reminders, paid(booking)

    bookings = Booking.objects.filter(edition__number=8).order_by("company__name")
    in_bank, by_card = {("deposit", "bank")}, {("deposit", "card")}
    assert sorted(map(steps, bookings), key=str) == sorted(
        [
            ("approved", "sent", 0, set()),
            ("approved", "sent", 0, set()),
            ("approved", "signed", 0, set()),
            ("approved", "signed", 0, set()),
            ("approved", "signed", 1, set()),
            ("confirmed", "signed", 0, in_bank),
            ("confirmed", "signed", 0, by_card),
            ("confirmed", "signed", 1, in_bank | {("balance", "bank"), ("balance", "card")}),
            ("confirmed", "signed", 2, in_bank),
            ("confirmed", "signed", 4, in_bank),
            ("confirmed", "signed", 0, in_bank),
            ("confirmed", "signed", 0, in_bank),
            ("cancelled", "void", 0, in_bank | {("cancellation_fee", "bank")}),
            ("cancelled", "void", 0, set()),
        ],
        key=str,
    )
    assert all(each.is_whole for each in checked_series(Edition.objects.get(number=8)))


def test_thirty_applications_wait_for_booths() -> None:
    waiting = Booking.objects.filter(state=BookingState.SUBMITTED)
    without_booths = [b for b in waiting if not b.claims.live().filter(booth__isnull=False).exists()]
    assert len(without_booths) >= 30


def test_some_holds_are_running() -> None:
    running = SpaceClaim.objects.filter(state=ClaimState.HELD, expires_at__gt=BEGINS_AT)
    assert running.values("holder").distinct().count() == 15
    assert not SpaceClaim.objects.filter(state=ClaimState.HELD, expires_at__lte=BEGINS_AT).exists()


def test_france_is_guest_of_honour_for_the_third_time() -> None:
    guests = NationalPavilion.objects.taking_part().filter(is_guest_of_honour=True, country="FR")
    assert sorted(guests.values_list("edition__number", flat=True)) == [2, 4, 7]
    assert NationalPavilion.objects.taking_part().filter(edition__number=7).count() == 12


def test_pavilions_are_at_every_stage_that_the_day_allows() -> None:
    stages = counted(
        "SELECT e.number, p.stage, count(*) FROM pavilions_nationalpavilion p"
        " JOIN pavilions_edition e ON e.id = p.edition_id WHERE e.number >= 6 GROUP BY 1, 2 ORDER BY 1, 2"
    )
    assert stages == [
        (6, "closed", 8),
        (7, "confirmed", 7),
        (7, "declined", 1),
        (7, "design_approved", 1),
        (7, "in_design", 3),
        (7, "invited", 3),
        (7, "under_construction", 1),
    ]


def test_pavilions_of_the_sixth_edition_were_built_opened_and_closed_on_days_of_it() -> None:
    days = counted(
        "SELECT m.to_stage, min((m.moved_at AT TIME ZONE 'Asia/Shanghai')::date),"
        " max((m.moved_at AT TIME ZONE 'Asia/Shanghai')::date), count(*), count(m.moved_by_id)"
        " FROM pavilions_pavilionmove m JOIN pavilions_nationalpavilion p ON p.holder_id = m.pavilion_id"
        " JOIN pavilions_edition e ON e.id = p.edition_id"
        " WHERE e.number = 6 AND m.to_stage IN ('under_construction', 'open', 'closed') GROUP BY 1 ORDER BY 2"
    )
    assert days == [
        ("under_construction", date(2023, 10, 19), date(2023, 10, 19), 8, 8),
        ("open", date(2023, 11, 5), date(2023, 11, 5), 8, 8),
        ("closed", date(2023, 11, 10), date(2023, 11, 10), 8, 8),
    ]


def test_pavilions_of_the_sixth_edition_have_a_page_with_their_space(client: Client) -> None:
    serbia = NationalPavilion.objects.get(edition__number=6, country="RS")
    text = " ".join(strip_tags(client.get(f"/pavilions/{serbia.pk}/").content.decode()).split())
    assert ("A crossroads that makes things" in text, "420.00" in text or "420 m²" in text) == (True, True)
    assert counted(
        "SELECT count(DISTINCT c.holder_id), sum(c.area_sqm), sum(DISTINCT a.claimed_sqm) FROM pavilions_spaceclaim c"
        " JOIN pavilions_allotment a ON a.id = c.allotment_id JOIN pavilions_edition e ON e.id = a.edition_id"
        " WHERE e.number = 6 AND c.state = 'committed'"
    ) == [(8, Decimal("3150.00"), Decimal("3150.00"))]


def test_snapshots_tell_the_pace_of_the_season() -> None:
    seventh = DailySnapshot.objects.filter(edition__number=7)
    by_day = dict(seventh.values_list("on_date", "booked_sqm"))
    assert len(by_day) == (date(2024, 5, 17) - date(2023, 11, 6)).days
    assert by_day[date(2024, 2, 29)] > 240_000
    assert by_day[date(2024, 5, 16)] == Decimal("280698.15")


def test_history_says_who_approved_and_when() -> None:
    first = Booking.objects.filter(state=BookingState.APPROVED).order_by("pk")[0]
    notes = counted(
        "SELECT c.metadata ->> 'action', c.metadata ->> 'actor_name', (c.metadata ->> 'at')::timestamptz"
        " FROM exhibitors_bookingevent e JOIN pghistory_context c ON c.id = e.pgh_context_id"
        " WHERE e.pgh_obj_id = %s AND e.state = 'approved' ORDER BY e.pgh_id",
        first.pk,
    )
    assert notes[0] == ("exhibitors.booking.approved", "Lin Wanqing", first.decided_at)


@pytest.mark.parametrize("name", ["exhibitor", "organizer", "reviewer", "pavilion", "finance", "admin"])
def test_sample_people_sign_in(name: str, client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": f"{name}@example.org", "password": "ciie-sample"})
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


def test_two_blocks_have_members_and_applications_in_every_state() -> None:
    assert counted(
        "SELECT k.name, count(DISTINCT m.company_id), sum(c.area_sqm) > 0"
        " FROM exhibitors_block k JOIN exhibitors_booking m ON m.block_id = k.booking_id"
        " JOIN pavilions_spaceclaim c ON c.holder_id = m.holder_id AND c.state = 'committed'"
        " JOIN pavilions_spaceclaim rest ON rest.holder_id = k.booking_id AND rest.state = 'committed'"
        " GROUP BY k.name ORDER BY k.name"
    ) == [("Nippon Lifestyle", 3, True), ("Terroirs de France", 3, True)]
    states = counted("SELECT DISTINCT state FROM exhibitors_blockapplication ORDER BY state")
    assert states == [("accepted",), ("declined",), ("submitted",), ("withdrawn",)]
    assert counted("SELECT count(*), count(company_id) FROM exhibitors_coexhibitor") == [(26, 6)]
    charged = (
        "SELECT unit, amount FROM exhibitors_offerline WHERE unit IN ('co_exhibitor', 'represented') ORDER BY unit"
    )
    assert counted(charged) == [("co_exhibitor", 1500), ("represented", 800)]


def test_every_operation_refuses_a_stranger() -> None:
    """An operation that does not is listed with what it does instead and why."""
    expected = {**OPEN_TO_EVERYBODY, **BY_A_SECRET_LINK, **LOOKED_FOR_FIRST, **OF_THE_TIMETABLE}
    assert answers_to_a_stranger(datetime(2024, 5, 17, 1, tzinfo=UTC)) == expected


def test_second_loading_is_refused() -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_sample_edition")
    assert Edition.objects.count() == 8


RELEASE = """
SELECT
    (SELECT count(*) FROM pavilions_nationalpavilion p JOIN pavilions_edition e ON e.id = p.edition_id
        WHERE e.number = 7 AND p.stage NOT IN ('invited', 'declined')) AS participants,
    (SELECT count(DISTINCT b.company_id) FROM pavilions_spaceclaim c
        JOIN exhibitors_booking b ON b.holder_id = c.holder_id
        JOIN pavilions_edition e ON e.id = b.edition_id WHERE e.number = 7 AND c.state = 'committed') AS companies,
    (SELECT count(DISTINCT y.country) FROM pavilions_spaceclaim c JOIN exhibitors_booking b ON b.holder_id = c.holder_id
        JOIN exhibitors_company y ON y.id = b.company_id
        JOIN pavilions_edition e ON e.id = b.edition_id WHERE e.number = 7 AND c.state = 'committed') AS countries,
    (SELECT sum(c.area_sqm) FROM pavilions_spaceclaim c JOIN exhibitors_booking b ON b.holder_id = c.holder_id
        JOIN pavilions_edition e ON e.id = b.edition_id WHERE e.number = 7 AND c.state = 'committed') AS booked_sqm,
    (SELECT count(*) FROM pavilions_nationalpavilion p WHERE p.country = 'FR' AND p.is_guest_of_honour) AS guest_times,
    (SELECT count(*) FROM pavilions_nationalpavilion p JOIN pavilions_edition e ON e.id = p.edition_id
        WHERE e.number = 7 AND p.country = 'FR' AND p.is_guest_of_honour
            AND p.stage NOT IN ('invited', 'declined')) AS guest,
    (SELECT count(*) FROM pavilions_nationalpavilion p JOIN pavilions_edition e ON e.id = p.edition_id
        WHERE e.number = 7 AND p.country = 'FR' AND p.stage = 'in_design') AS guest_stage,
    (SELECT count(*) FROM pavilions_forumtopic t WHERE t.state = 'on_agenda') AS forum_topics,
    (SELECT count(*) FROM pavilions_forumtopic t WHERE t.state <> 'asked') AS forum_proposals,
    (SELECT count(*) FROM pavilions_themedarea a WHERE a.host_country = 'FR' AND a.is_public) AS guest_areas,
    (SELECT count(DISTINCT country) FROM exhibitors_roadshow
        WHERE attendance IS NOT NULL AND held_date >= '2024-01-01') AS roadshow_countries_this_year,
    (SELECT opens_date - date '2024-05-17' FROM pavilions_edition WHERE number = 7) AS days_to_opening,
    1 AS edition,
    (SELECT extract(year FROM opens_date) FROM pavilions_edition WHERE number = 1) AS first_year,
    (SELECT count(*) FROM pavilions_edition WHERE status = 'archived') AS editions
"""
RESULTS_BEFORE = """
SELECT
    (SELECT coalesce(sum(f.value), 0) FROM exhibitors_publishedfigure f JOIN pavilions_edition e ON e.id = f.edition_id
        WHERE e.number < %(number)s AND f.kind = 'debuts') AS published_debuts,
    (SELECT count(*) FROM exhibitors_exhibit x JOIN pavilions_edition e ON e.id = x.edition_id
        LEFT JOIN exhibitors_company y ON y.id = x.company_id
        LEFT JOIN pavilions_nationalpavilion p ON p.holder_id = x.pavilion_id
        WHERE e.number < %(number)s AND x.debut_state = 'verified' AND x.state = 'published'
            AND (p.stage NOT IN ('invited', 'declined') OR y.is_on_public_plans AND EXISTS (
                SELECT FROM exhibitors_booking b
                WHERE b.company_id = y.id AND b.edition_id = e.id AND b.state IN ('approved', 'confirmed')
            ))
            AND NOT EXISTS (SELECT FROM exhibitors_publishedfigure f WHERE f.edition_id = e.id AND f.kind = 'debuts')
    ) AS debuts_in_rows,
    (SELECT coalesce(sum(f.value), 0) FROM exhibitors_publishedfigure f JOIN pavilions_edition e ON e.id = f.edition_id
        WHERE e.number < %(number)s AND f.kind = 'deals_usd_bn') AS published_deals,
    (SELECT coalesce(sum(d.amount_usd), 0) / 1000000000 FROM exhibitors_deal d
        JOIN pavilions_edition e ON e.id = d.edition_id WHERE e.number < %(number)s AND d.state = 'counted'
            AND NOT EXISTS (
                SELECT FROM exhibitors_publishedfigure f WHERE f.edition_id = e.id AND f.kind = 'deals_usd_bn'
            )
    ) AS deals_in_rows
"""
"""What was published of the editions before, and the rows of those of which nothing was."""
SAID = {
    "participants": "more than 10",
    "companies": "over 800",
    "countries": "more than 60",
    "booked_sqm": "over 280,000",
    "guest": "France",
    "guest_times": "third",
    "guest_stage": "in design",
    "forum_topics": "two",
    "forum_proposals": "8",
    "guest_areas": "“From French farm to Chinese dining table”",
    "roadshow_countries_this_year": "over 20",
    "days_to_opening": "172",
    "edition": "7th CIIE (sample)",
    "first_year": "2018",
    "debuts": "over 2,400",
    "editions": "six",
    "deals_usd_bn": "more than $420 billion",
}


def counts_of(sql: str, **values: int) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(zip([column.name for column in cursor.description or ()], cursor.fetchone(), strict=True))


def results_before(number: int) -> dict[str, Any]:
    counts = counts_of(RESULTS_BEFORE, number=number)
    return {
        "debuts": counts["published_debuts"] + counts["debuts_in_rows"],
        "deals_usd_bn": counts["published_deals"] + counts["deals_in_rows"],
    }


def test_release_of_the_day_is_made_of_figures_that_sql_counts_alike() -> None:
    release = Bulletin.objects.get(edition__number=7, as_of_date=date(2024, 5, 17), state=BulletinState.ISSUED)
    frozen = {figure.key: figure for figure in release.figures.all()}
    counts = counts_of(RELEASE) | results_before(7)
    assert {key: figure.value for key, figure in frozen.items()} == counts
    assert {key: figure.said for key, figure in frozen.items()} == SAID


def test_debuts_and_deals_of_an_edition_that_published_nothing_are_counted_from_its_rows() -> None:
    eighth = Edition.objects.get(number=8)
    figures = release_figures(eighth, date(2024, 5, 17), at=BEGINS_AT)
    counts = counts_of(RESULTS_BEFORE, number=8)
    assert all(count > 0 for count in counts.values())
    assert {key: figures[key].value for key in ("debuts", "deals_usd_bn")} == results_before(8)


def test_release_reads_as_the_official_one_did(client: Client) -> None:
    release = Bulletin.objects.get(edition__number=7, as_of_date=date(2024, 5, 17), state=BulletinState.ISSUED)
    page = client.get(f"/bulletins/7/{release.number}/").content.decode()
    text = " ".join(strip_tags(page).split())
    assert "Issued 17 May 2024, 09:00; figures as of 17 May 2024, 09:00." in text
    assert (
        "More than 10 countries and international organizations have confirmed their participation in the national"
        " exhibition, while over 800 companies from more than 60 countries and regions have booked over 280,000 square"
        " meters of space in the business exhibition."
    ) in text
    assert (
        "France will be guest country of honour for the third time. Its pavilion is currently in design. In the themed"
        " area “From French farm to Chinese dining table” its producers show the way of food from the field to the"
        " meal."
    ) in text
    assert "The forum covers a wide range of topics: of 8 that were proposed, two are on the agenda so far." in text
    assert "This year, promotions in over 20 countries and regions have told companies" in text
    assert text.startswith("172 days to go: halls fill for the 7th CIIE (sample)")
    assert (
        "Since 2018, over 2,400 products, technologies and services have made their debut at the expo over its six"
        " editions, and tentative deals of more than $420 billion have been signed."
    ) in text


def test_no_fact_of_the_release_is_typed_by_hand() -> None:
    """Neither numbers, in figures or in words, nor names stand in its text, but places for them."""
    texts = (BULLETIN_TITLE, BULLETIN_BODY, BULLETIN_TITLE_ZH, BULLETIN_BODY_ZH)
    typed = re.sub(r"\{[^}]*\}", "", "\n".join(texts))
    assert re.findall(r"\d+", typed) == []
    numbers = {number_words(number) for number in range(1, 13)} | {ordinal_words(number) for number in range(1, 13)}
    assert numbers.intersection(typed.lower().split()) == set()
    names = {str(name) for name in dict(countries).values()} | set(ThemedArea.objects.values_list("name", flat=True))
    names |= {name for names_of_one in Edition.objects.values_list("name", "name_zh") for name in names_of_one}
    assert [name for name in names if name in typed] == []


def test_exhibits_are_of_every_sector_with_debuts_in_every_state_and_public() -> None:
    edition = Edition.objects.get(number=7)
    on_show = exhibitors_on_show(edition.pk, at=BEGINS_AT)
    found = search_exhibits(on_show, Wanted())
    assert len(found.by_sector) == 6
    assert set(found.by_debut) == set(Debut.values)
    assert found.total > 300
    assert set(Exhibit.objects.values_list("debut_state", flat=True)) == set(DebutState.values)
    assert search_exhibits(on_show, Wanted("奶酪")).total > 0
    assert debuts_so_far(Edition.objects.get(number=6), at=BEGINS_AT) > 2_400


def test_themed_areas_have_booths_of_their_own() -> None:
    counts = counted(
        "SELECT count(*), count(DISTINCT booth_id), count(DISTINCT area_id) FROM pavilions_themedareabooth"
    )
    [(places, booths, areas)] = counts
    assert (places == booths, areas) == (True, 3)


def test_themed_areas_have_members_that_stand_elsewhere() -> None:
    edition = Edition.objects.get(number=7)
    keys = [area.pk for area in edition.themed_areas.all()]
    named = exhibitors_of_areas(edition, keys, at=BEGINS_AT)
    outside = [sum(bool(each.stands.elsewhere) for each in named[key]) for key in keys]
    assert (outside, ThemedAreaMember.objects.count()) == ([4, 4, 4], 12)


def test_first_pages_of_the_directory_have_pictures_and_names_of_their_own() -> None:
    edition = Edition.objects.get(number=7)
    on_show = exhibitors_on_show(edition.pk, at=BEGINS_AT)
    keys = [key for page in (1, 2) for key in search_exhibits(on_show, Wanted(page=page)).keys]
    newest = Exhibit.objects.filter(pk__in=keys)
    assert newest.filter(pictures=None).count() == 0
    assert len(set(newest.values_list("name", flat=True))) == len(keys) == 48
    of_pavilions = Exhibit.objects.filter(edition=edition).exclude(pavilion=None)
    assert of_pavilions.filter(pictures=None).count() == 0
    assert of_pavilions.values("sector").distinct().count() == 4
    assert Exhibit.objects.exclude(debut="").values("debut_grounds").distinct().count() == 9


def test_deals_are_signed_in_many_sectors_and_countries_and_of_services_too() -> None:
    assert counted(
        "SELECT count(DISTINCT d.sector_id), count(DISTINCT d.kind), count(DISTINCT c.country) > 5"
        " FROM exhibitors_deal d JOIN exhibitors_company c ON c.id = d.company_id"
    ) == [(6, 2, True)]


def test_some_of_those_who_heard_of_the_expo_have_booked() -> None:
    brought = promotion_of(Edition.objects.get(number=7).pk)
    assert 0.05 < brought.exhibitors / brought.contacts < 0.25


def test_three_newcomers_wait_for_verification_one_of_them_at_its_limit() -> None:
    edition = Edition.objects.get(number=7)
    waiting = with_what_is_known(companies_to_check(), edition)
    assert [each.undecided for each in waiting] == [1, 1, 0]  # type: ignore[attr-defined]  # annotated
    at_its_limit = SpaceClaim.objects.live().filter(holder__booking__company=waiting[0])
    assert at_its_limit.count() == edition.unverified_booths_limit
    assert waiting[1].claimed_sqm == edition.unverified_sqm_limit  # type: ignore[attr-defined]  # annotated


def test_a_newcomer_was_refused_its_claims_ended_and_it_may_claim_no_more() -> None:
    refused = Company.objects.get(verification=Verification.REFUSED)
    assert refused.claims_blocked_reason == refused.verification_reason != ""
    assert refused.bookings.get().state == BookingState.REJECTED
    assert not SpaceClaim.objects.live().filter(holder__booking__company=refused).exists()


def test_a_published_figure_a_roadshow_and_a_counted_deal_were_corrected() -> None:
    assert counted(
        "SELECT value, reason <> '' FROM exhibitors_publishedfigureevent"
        " WHERE pgh_obj_id IN (SELECT id FROM exhibitors_publishedfigure WHERE reason <> '') ORDER BY pgh_id"
    ) == [(Decimal(145), False), (Decimal(154), True)]
    assert counted(
        "SELECT s.city, count(*), count(DISTINCT r.attendance) FROM exhibitors_roadshowreport r"
        " JOIN exhibitors_roadshow s ON s.id = r.roadshow_id GROUP BY s.city HAVING count(*) > 1"
    ) == [("Lisbon", 2, 2)]
    assert counted(
        "SELECT count(*) FROM exhibitors_exchangerate r JOIN exhibitors_deal d ON d.rate_id = r.id"
        " WHERE r.corrects_id IS NOT NULL"
    ) == [(1,)]


def test_every_proof_was_carried_out_and_found_no_difference() -> None:
    runs = dict(ReconciliationRun.objects.values_list("proof", "differing"))
    assert runs == dict.fromkeys(PROOFS, 0)


LINKED_FIGURES = 100
"""There are far more; so a crawl that sees none is noticed."""


OTHER_NUMBERS = {"pavilion:history", "organizer:bulletins"}
"""Lists whose links begin with numbers that count no rows: those of editions, and titles of bulletins."""


def pages_of_the_organizer() -> Iterator[str]:
    """Every list and overview: the addresses that need no key."""
    for path, name, _entry in named_addresses(get_resolver()):
        if path.startswith("organizer/") and "<" not in path and name not in OTHER_NUMBERS:
            yield f"/{path}"


def test_every_linked_figure_leads_to_as_many_rows(client: Client) -> None:
    client.force_login(User.objects.get(email="admin@example.org"))
    answers = {page: client.get(page) for page in pages_of_the_organizer()}
    shown = {page: answer.text for page, answer in answers.items() if answer.status_code == 200}
    figures = {figure for page, html in shown.items() for figure in figures_on(page, html)}
    rows = {address: rows_behind(client, address) for address in {figure.address for figure in figures}}
    assert len(figures) > LINKED_FIGURES
    assert [figure for figure in figures if not figure.unit and figure.number != rows[figure.address]] == []
    assert [figure for figure in figures if figure.unit and figure.number and not rows[figure.address]] == []


@pytest.mark.parametrize(("email", "first"), [("", "/zh-hans/"), ("exhibitor@example.org", "/desk/")])
def test_pages_in_chinese_are_written_as_chinese_is(client: Client, email: str, first: str) -> None:
    client.cookies["django_language"] = "zh-hans"
    if email:
        client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")

    def kind(path: str) -> str | None:
        try:
            found = resolve(path)
        except Resolver404:
            return None
        is_page = "export" not in found.view_name and "logout" not in found.view_name
        return found.view_name if is_page and found.app_names != ["admin"] else None

    def read(address: str) -> str | None:
        answer = client.get(address, follow=True)
        if answer.streaming:
            answer.getvalue()  # a file that is not read to its end stays open
            return None
        is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        return answer.text if is_page else None

    pages = dict(pages_from([first], read, kind))
    assert len(pages) > FEWEST_PAGES_IN_CHINESE
    assert {(address, line) for address, page in pages.items() for line in wrong_lines(page)} == set()
