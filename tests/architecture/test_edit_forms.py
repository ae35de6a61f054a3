"""Two readers of every form and button: the second one is refused, and nothing is overwritten.

The addresses are taken from the URL configuration: each that takes a POST is a form that edits something, a button, or
stands among the exceptions with its reason. A new address that is none of them fails the first test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F, Model
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, resolve, reverse

from ciie.accounts.models import User
from ciie.mail.operations import set_mail_sender, write_mail_text
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.handling.operations import assign_reviewer
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths, draft_application
from exhibitors.bookings.questions.operations import Terms, answer_questions, ask_question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.bookings.upper_decks.operations import decline_deck, request_deck
from exhibitors.companies.company_contacts.operations import ContactRecord, add_contact
from exhibitors.companies.company_ownership.operations import request_ownership
from exhibitors.companies.mandates.operations import send_mandate
from exhibitors.companies.models import NameChange
from exhibitors.companies.office_notes.operations import finish_company_task
from exhibitors.companies.operations import change_company
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import BillingParty, DueDateExtension
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.models import Debtor, Payment, Refund
from exhibitors.money.payments.operations.bookkeeping import set_ledger_codes
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.money.payments.operations.statements import Ignored, confirm_matches, match_refunds
from exhibitors.money.sales.operations.offers import send_acceptance_code
from exhibitors.money.sales.operations.reduction_requests import request_reduction
from exhibitors.money.sales.operations.reminders import extend_due_date
from exhibitors.money.sales.operations.settings import set_dunning
from exhibitors.money.sales.operations.signing import (
    send_signed_copy,
    send_signing_code,
)
from exhibitors.money.sales.queries.reductions import reduction_quote
from exhibitors.money.sales.states import ConfirmedBy
from exhibitors.office.imports.operations import Upload, keep_upload
from exhibitors.office.imports.queries.readings import COMPANIES
from exhibitors.office.mailings.operations import Text, draft_mailing
from exhibitors.pricing.models import RateCard
from exhibitors.pricing.operations import add_rule, draft_rate_card
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.pricing.terms.operations import change_terms, draft_terms
from exhibitors.promotion.bulletins.operations import draft_bulletin, move_bulletin
from exhibitors.promotion.bulletins.states import BulletinState
from pavilions.floor.ledger.operations.booths import withhold_booth
from pavilions.floor.models.fair import Fair
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import StageDeadline
from pavilions.national.national_pavilions.operations.pavilion_profiles import (
    ContactTerms,
    ProfileTerms,
    add_picture,
    note_contact,
    write_profile,
)
from pavilions.national.national_pavilions.operations.pavilion_tasks import set_task
from pavilions.national.national_pavilions.states import ContactKind, ProfileLanguage
from pavilions.national.programme.operations.proposals import propose_event_change
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.safety.operations import choose_rules, grant_exception, load_rule_set
from pavilions.plans.safety.queries import check_plan
from pavilions.plans.themed_areas.operations import AreaTerms, add_area
from pavilions.states import BoothKind, EditionStatus, OrganizerRole, PavilionStage, Section
from pavilions.texts.countries.models import CountryName
from pavilions.texts.site_pages.operations import write_site_page
from pavilions.texts.site_pages.states import PageKind, PageLanguage
from tests.architecture.addresses import named_addresses
from tests.clients import signed_in
from tests.exhibitors.blocks.blocks import Scene as BlockScene
from tests.exhibitors.bulletins.bulletins import drafted as drafted_bulletin
from tests.exhibitors.bulletins.bulletins import issued as issued_bulletin
from tests.exhibitors.catalogue import exhibits
from tests.exhibitors.company_ownership.claims import claimed, listed_company
from tests.exhibitors.deals import deals
from tests.exhibitors.invoices.fapiaos import recorded as recorded_fapiao
from tests.exhibitors.invoices.fapiaos import requested as requested_fapiao
from tests.exhibitors.invoices.invoices import billable, company_with_address, issued, tax_row
from tests.exhibitors.invoices.invoices import drafted as drafted_invoice
from tests.exhibitors.mail_batches.batches import waiting_batch
from tests.exhibitors.office_notes.notes import kept, noted, tasked
from tests.exhibitors.payments.files import credit
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, paid, uploaded
from tests.exhibitors.payments.paid import refunded as paid_back
from tests.exhibitors.plan_changes import BookedHall
from tests.exhibitors.pricing.cards import terms as rule_terms
from tests.exhibitors.roadshows import roadshows
from tests.exhibitors.sales.contracts import cancelled_with_a_fee, contracted, invoiced, reducible, scan
from tests.exhibitors.sales.offers import offered
from tests.exhibitors.terms.terms import published
from tests.exhibitors.upper_decks.decks import DECK, TYPED
from tests.factories import (
    NOON,
    AllotmentFactory,
    AppointmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    FloorPlanFactory,
    MembershipFactory,
    NewCompanyFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.page_forms import PageForm, forms_of
from tests.pavilions.floor.floors import draft_of, in_hall, rectangle
from tests.pavilions.national_pavilions import national
from tests.pavilions.plan_changes import renumber
from tests.pavilions.programme import programme
from tests.writes import writes_outside_operations

if TYPE_CHECKING:
    from exhibitors.bookings.models import UpperDeck
    from exhibitors.money.sales.models.contracts import Contract
    from exhibitors.money.sales.models.reductions import ReductionRequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "without_menus")]

REFUSALS = ("since you opened the page", "changed while you were viewing it", "does not say which version you saw")
ELSEWHERE = ("admin/", "accounts/", "api/", "i18n/", "sitemap.xml")
"""The admin has a test of its own, programs may leave the revision out, the rest is not ours."""

ADDS = "It adds something; there is nothing yet that could have changed."
OF_ONE = "Only this person writes it."
INVITATION = "An invitation is open or over, and nothing else about it changes; the operation looks at that."
LINK = "Who has the link from the mail answers it; what it says does not change."
LEDGER = "The ledger gives only what is free, under its locks, and names what is not."

EXCEPTIONS = {
    "organizer:payment_record": ADDS,
    "desk:pay": ADDS,
    "desk:pay_at": "The page of a payment provider; what is paid stands.",
    "desk:pay_report": "A report of a payment provider counts once; the operation looks at that.",
    "organizer:approval_withdraw": "Only who proposed it withdraws it; the tests of approvals try it.",
    "organizer:books_close": "Its address carries the edition; the tests of books try it.",
    "organizer:books_reopen": "Its address carries the edition; the tests of books try it.",
    "organizer:books_export": ADDS,
    "organizer:transmission_record": "Only what is in flight has it; the tests of transmissions try it.",
    "organizer:end_several": "Each booking carries a revision of its own; the tests of bulk decisions try it.",
    "organizer:rate_correct": "An issued invoice does not change; one that is credited already is refused.",
    "organizer:invoice_transmit": "An issued invoice does not change; each transmission of it is a row of its own.",
    "organizer:statement_upload": ADDS,
    "organizer:bank_account_add": ADDS,
    "organizer:statement_confirm": "Each line carries a revision of its own; the tests of payments try it.",
    "end_session": "Ends one session for good: there is nothing to overwrite.",
    "end_other_sessions": "Ends one's own sessions for good: there is nothing to overwrite.",
    **dict.fromkeys(
        ("new_token", "end_token"), "makes a token of one's own, or ends it for good: there is nothing to overwrite"
    ),
    "web:appearance": OF_ONE,
    "account_confirm_email": "Confirms an address by the key in the mail; there is nothing to overwrite.",
    "desk:switch": OF_ONE,
    "topics:topic": "The score of one reviewer: nobody else writes it.",
    "edition:add": ADDS,
    "fairs:add": ADDS,
    "edition:capacity_add": ADDS,
    "sectors:add": ADDS,
    "set_up": "It creates the first person of an empty installation, once; there is nothing to overwrite.",
    "staff:invite": ADDS,
    "staff:accept": INVITATION,
    "staff:withdraw": INVITATION,
    "hall_plans:proposals": "The one that is chosen carries the revision; the tests of proposals try it.",
    "hall_plans:draft": ADDS,
    **dict.fromkeys(("hall_plans:add_hall", "hall_plans:trace", "hall_plans:trace_sheet"), ADDS),
    "hall_plans:simulations": ADDS,
    "drafts:edits": "Each edit names the revisions of the booths it is about, in JSON.",
    "drafts:background": "Its button says which of two it is to be, whatever it was.",
    "drafts:undo": "One's own last edit, if everything it touched is still as it was left.",
    "drafts:redo": "One's own last edit, if everything it touched is still as it was left.",
    "themed_areas:add": ADDS,
    **dict.fromkeys(("safety:add", "safety:load", "safety:add_rule"), ADDS),
    "safety:choose": "Names how many choices its reader saw; a choice never changes.",
    "safety:grant": "Names the plan's revision, and covers nothing but what the plan still has.",
    "programme:plan": ADDS,
    "programme:rooms": ADDS,
    "topics:note": ADDS,
    "topics:schedule": ADDS,
    "forum:propose": ADDS,
    "forum:confirm": LINK,
    "pavilion:invite": ADDS,
    "pavilion:invite_person": ADDS,
    "pavilion:dismiss": "A person manages the pavilion or does not; the operation looks at that.",
    "pavilion:withdraw_invitation": INVITATION,
    "pavilion:accept": INVITATION,
    "pavilion:pictures": ADDS,
    "pavilion:designs": ADDS,
    "pavilion:contacts": ADDS,
    "pavilion:tasks": ADDS,
    "roadshows:show": ADDS,
    "roadshows:confirm": LINK,
    "ownership_objection": LINK,
    "exhibits:picture_add": ADDS,
    "exhibits:picture_remove": "A picture never changes; it is there or gone.",
    "exhibits:add": ADDS,
    "desk:company_register": ADDS,
    "desk:company_claim": ADDS,
    "desk:members": ADDS,
    "desk:mandates": ADDS,
    "verification:document": "Writes nothing: it says whether a PDF is genuine.",
    "desk:contacts": ADDS,
    "organizer:company_contacts": ADDS,
    "organizer:company_note": ADDS,
    "organizer:company_task": ADDS,
    "desk:booths": "Writes nothing: the list comes back under an address with the ticks.",
    "desk:booking_booths": "Writes nothing: the list comes back under an address with the ticks.",
    "desk:hold": LEDGER,
    "desk:book": LEDGER,
    "desk:booking_add": LEDGER,
    "desk:booking_comment": ADDS,
    "desk:booking_drop": "Gives back one booth by name; a second press changes nothing.",
    "desk:booking_reopen": "Holds again exactly what the ended hold had, or nothing; the timer may end it meanwhile.",
    "desk:deal_enter": ADDS,
    "desk:block_apply": ADDS,
    "desk:co_exhibitor_enter": ADDS,
    "desk:block_manager_name": ADDS,
    "desk:block_manager_dismiss": "A person manages the block or does not; the operation looks at that.",
    "desk:block_give": LEDGER,
    "desk:apply": ADDS,
    "desk:invitation": INVITATION,
    "desk:invitation_withdraw": INVITATION,
    "imports:upload": ADDS,
    "imports:again": "An import is refused or lost, or it is not; the operation looks at that.",
    "organizer:mailing_write": ADDS,
    "organizer:invoice_taxes_load": ADDS,
    "organizer:invoice_tax_add": "Carries the number of rows of the table.",
    "organizer:invoice_drafts": "Carries the revision of each draft.",
    "organizer:invoice_credit": "An issued invoice never changes; the operation looks at what is left of it.",
    "desk:billing_add": ADDS,
    "organizer:mail_batches": ADDS,
    "organizer:mail_batch_letters": "A letter waits, is kept or dropped; the operation looks at that.",
    "organizer:mail_send_again": "An email has been sent or has not; the operation looks at that.",
    "organizer:mail_found_delivered": "An email has been sent or has not; the operation looks at that.",
    "organizer:question_ask": ADDS,
    "organizer:booking_note": ADDS,
    "organizer:booking_comment": ADDS,
    "organizer:approve_several": "Carries the revision of each booking.",
    "organizer:place_several": "Carries the revision of each booking.",
    "organizer:offers_make": "Carries the revision of each booking.",
    "organizer:bulk_decision_resume": "What is settled stays; the operation looks at that.",
    "organizer:company_invite": ADDS,
    "organizer:company_invitation_withdraw": INVITATION,
    "organizer:company_merge": "Carries the sum of the revisions of both companies.",
    "organizer:company_merge_undo": "A merge is undone or not; the operation looks at that.",
    "organizer:company_end_claims": "Carries the revision of each booking.",
    "organizer:debut_claims": "Carries the revision of each exhibit.",
    "organizer:area_members": ADDS,
    "organizer:area_member_remove": "A company is a member or not; the operation looks at that.",
    "organizer:roadshow_plan": ADDS,
    "organizer:rates": ADDS,
    "organizer:bulletins": ADDS,
    "organizer:bulletin_picture": ADDS,
    "organizer:terms_draft": ADDS,
    "organizer:rate_card_draft": ADDS,
    "organizer:rate_card_file": "Its preview carries the revision; the tests of prices try it.",
    "organizer:figure_publish": ADDS,
    "organizer:published_figure": "Tried in tests/exhibitors/published_figures/test_views.py.",
    "organizer:rate": "A correction is a new row; the rate that was wrong stays on record.",
    "organizer:rate_recount": "Carries the revision of each deal.",
    "desk:company_verify": "Looks again whether the company is known; what it says does not change.",
    "organizer:roadshow_correct": "Carries the revision of the roadshow; tried beside its page.",
    "organizer:pavilion_plan": "Writes nothing: the plan comes back under an address with the ticks.",
    "organizer:pavilion_plan_draw": "Carries the revision of the pavilion; tried beside its page.",
    "organizer:pavilion_plan_give": "Carries the revision of the pavilion; tried beside its page.",
    "organizer:reconciliation": "Counts again and changes nothing.",
}


@dataclass(frozen=True)
class Shown:
    """A row on a page. The button about it goes to an address with these arguments; `typed` is what else it needs.

    `column` counts the changes that the form is about.
    """

    row: Model
    page: str
    args: tuple[object, ...] = ()
    typed: dict[str, object] = field(default_factory=dict)
    column: str = "revision"


@dataclass(frozen=True)
class Edit:
    shown: Callable[[], Shown]
    first: dict[str, object]
    second: dict[str, object]


def company() -> Shown:
    row = CompanyFactory()
    return Shown(row, reverse("desk:company_edit", args=[row.pk]))


def organizers_company() -> Shown:
    row = CompanyFactory()
    return Shown(row, reverse("organizer:company_edit", args=[row.pk]))


def publicity() -> Shown:
    EditionFactory()
    row = CompanyFactory()
    return Shown(row, reverse("desk:company", args=[row.pk]), (row.pk,))


def newcomer(typed: dict[str, object] | None = None) -> Callable[[], Shown]:
    """A company on the organizer's page that may be verified or refused, and is blocked from claiming."""

    def shown() -> Shown:
        EditionFactory()
        row = NewCompanyFactory(claims_blocked_at=NOON, claims_blocked_reason="Claims too much")
        return Shown(row, reverse("organizer:company", args=[row.pk]), (row.pk,), typed or {})

    return shown


def company_contact(page: str) -> Callable[[], Shown]:
    """A contact on its own page, or on that of all contacts of its company."""

    def shown() -> Shown:
        record = ContactRecord("billing", "Accounts payable", email="pay@example.org")
        row = add_contact(CompanyFactory().pk, record, actor=organizer(), at=NOON)
        args = [row.company_id] if page.endswith("contacts") else [row.company_id, row.pk]
        return Shown(row, reverse(page, args=args), (row.company_id, row.pk))

    return shown


def office_record() -> Shown:
    row = kept(CompanyFactory(), "K-1")
    return Shown(row, reverse("organizer:company_office", args=[row.pk]))


def company_note(page: str) -> Callable[[], Shown]:
    """A note by the reader, on a page of its own or on its company's."""

    def shown() -> Shown:
        row = noted(CompanyFactory(), actor=User.objects.get(name="Admin"))
        key = row.company_id if page == "organizer:company" else row.pk
        return Shown(row, reverse(page, args=[key]), (row.pk,))

    return shown


def company_task(page: str, *, is_done: bool = False) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = tasked(CompanyFactory())
        if is_done:
            row = finish_company_task(row.pk, actor=organizer(), at=NOON)
            row.refresh_from_db()
        key = row.company_id if page == "organizer:company" else row.pk
        return Shown(row, reverse(page, args=[key]), (row.pk,))

    return shown


def ownership_request(typed: dict[str, object] | None = None) -> Callable[[], Shown]:
    def shown() -> Shown:
        EditionFactory()
        row = request_ownership(CompanyFactory().pk, statement="I work there.", actor=UserFactory(), at=NOON)
        return Shown(row, reverse("organizer:company_checks"), (row.pk,), typed or {})

    return shown


def own_ownership_request() -> Shown:
    EditionFactory()
    reader = User.objects.get(name="Admin")
    row = request_ownership(CompanyFactory().pk, statement="I work there.", actor=reader, at=NOON)
    return Shown(row, reverse("desk:dashboard"), (row.pk,))


def announced_claim() -> Shown:
    EditionFactory()
    row = claimed(listed_company())
    return Shown(row, reverse("organizer:company_checks"), (row.pk,), {"reason": "No such employee"})


def waiting_name() -> NameChange:
    EditionFactory()
    company = CompanyFactory()
    change_company(company.pk, {"name": "Another name"}, actor=owner_of(company), at=NOON)
    return NameChange.objects.get(company=company)


def name_change(typed: dict[str, object] | None = None) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = waiting_name()
        return Shown(row, reverse("organizer:company_checks"), (row.pk,), typed or {})

    return shown


def own_name_change() -> Shown:
    row = waiting_name()
    return Shown(row, reverse("desk:company", args=[row.company_id]), (row.company_id, row.pk))


def member() -> Shown:
    EditionFactory()
    row = MembershipFactory(company=MembershipFactory().company)
    return Shown(row, reverse("desk:members", args=[row.company_id]), (row.pk,))


def editor() -> Shown:
    """A colleague of the reader, who owns the company."""
    EditionFactory()
    company = MembershipFactory(user=User.objects.get(name="Admin"), role=CompanyRole.OWNER).company
    row = MembershipFactory(company=company, role=CompanyRole.EDITOR)
    return Shown(row, reverse("desk:members", args=[company.pk]), (row.pk,))


def mandate(page: str, typed: dict[str, object] | None = None) -> Callable[[], Shown]:
    def shown() -> Shown:
        EditionFactory()
        company = MembershipFactory().company
        row = send_mandate(company.pk, name="Jo", file=scan(), actor=owner_of(company), at=NOON)
        address = reverse(page, args=[company.pk] if page.startswith("desk:") else [])
        return Shown(row, address, (row.pk,), typed or {})

    return shown


def deal() -> Shown:
    row = deals.drafted()
    return Shown(row, reverse("desk:deal", args=[row.company_id, row.pk]))


def deal_to_withdraw() -> Shown:
    row = deals.drafted()
    return Shown(row, reverse("desk:deal", args=[row.company_id, row.pk]), (row.company_id, row.pk))


def organizers_deal() -> Shown:
    row = deals.drafted()
    return Shown(row, reverse("organizer:deal", args=[row.pk]), (row.pk, "verify"))


def booked() -> Booking:
    """A submitted booking of enough space for a company beside its own."""
    first, exhibitor = BoothFactory(), CompanyFactory()
    booths = [first, *(BoothFactory(allotment=first.allotment) for _more in range(5))]
    ids = [booth.pk for booth in booths]
    return book_booths(exhibitor.pk, first.plan.edition_id, ids, actor=owner_of(exhibitor), at=NOON)


def held() -> Booking:
    booth, exhibitor = BoothFactory(), CompanyFactory()
    return hold_booths(exhibitor.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(exhibitor), at=NOON)


def stand() -> Shown:
    booking = booked()
    entry = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Petit Rive", country="FR")
    row = enter_co_exhibitor(booking.pk, entry, actor=organizer(), at=NOON)
    return Shown(row, reverse("desk:co_exhibitor", args=[booking.pk, row.pk]))


def stand_to_clear() -> Shown:
    shown = stand()
    return Shown(shown.row, shown.page, (shown.row.booking_id, shown.row.pk))  # type: ignore[attr-defined]


def rate_rule(page: str = "organizer:rate_rule") -> Callable[[], Shown]:
    def shown() -> Shown:
        draft = draft_rate_card(EditionFactory().pk, actor=organizer(), at=NOON)
        rules = [
            add_rule(draft.pk, rule_terms(RuleKind.SPACE, Basis.SQM, 100), actor=organizer(), at=NOON) for _each in "ab"
        ]
        row = rules[-1]
        return Shown(row, reverse(page, args=[row.pk if page == "organizer:rate_rule" else draft.pk]), (row.pk,))

    return shown


def rate_card(page: str = "organizer:rate_card") -> Callable[[], Shown]:
    def shown() -> Shown:
        rule = rate_rule()().row
        row = RateCard.objects.get(pk=rule.card_id)  # type: ignore[attr-defined]  # a rule
        if page == "organizer:rate_rule_add":
            return Shown(row, reverse(page, args=[row.pk, "space"]), (row.pk, "space"))
        return Shown(row, reverse(page, args=[row.pk]), (row.pk,))

    return shown


def sales_settings(page: str, *args: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = set_dunning(EditionFactory().pk, [], actor=organizer(), at=NOON)
        return Shown(row, reverse(page, args=args), args)

    return shown


def country_name() -> Shown:
    row = CountryName.objects.create(country="HK", english="Hong Kong, China")
    return Shown(row, reverse("country_names:edit", args=["HK"]), ("HK",))


def terms() -> Shown:
    row = draft_terms(EditionFactory().pk, actor=organizer(), at=NOON)
    row = change_terms(row.pk, text="Pay.", text_zh="付款。", actor=organizer(), at=NOON)
    return Shown(row, reverse("organizer:terms_edit", args=[row.pk]), (row.pk,))


def block() -> Shown:
    row = BlockScene().block
    return Shown(row, reverse("desk:block_terms", args=[row.pk]))


def block_application(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        scene = BlockScene()
        row = scene.applied()
        own = page == "desk:own_block_applications"
        args = [row.company_id] if own else [row.block_id, row.pk]
        chosen: dict[str, object] = {} if own else {"booths": [scene.booths[0].pk]}
        return Shown(row, reverse(page, args=args), (row.company_id if own else row.block_id, row.pk), chosen)

    return shown


def share(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        scene = BlockScene(floor_sqm=90) if page == "desk:block_place" else BlockScene()
        row = scene.give_floor(9) if page == "desk:block_place" else scene.give(scene.booths[0])
        return Shown(row, reverse(page, args=[scene.block.pk, row.pk]))

    return shown


def to_be_shared() -> Shown:
    row = booked()
    return Shown(row, reverse("organizer:block_open", args=[row.pk]))


def draft_booking(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = held()
        return Shown(row, reverse(page, args=[row.pk]), (row.pk,))

    return shown


def drafted_application() -> Shown:
    allotment = AllotmentFactory()
    wanted = [Wanted(allotment.sector_id, Decimal(18))]
    exhibitor = CompanyFactory()
    row = draft_application(exhibitor.pk, allotment.edition_id, wanted, actor=owner_of(exhibitor), at=NOON)
    return Shown(row, reverse("desk:booking_application", args=[row.pk]))


def submitted() -> Shown:
    row = booked()
    return Shown(row, reverse("desk:booking", args=[row.pk]), (row.pk,))


def approved() -> Shown:
    row = booked()
    approve_booking(row.pk, actor=organizer(), at=NOON)
    return Shown(row, reverse("desk:booking", args=[row.pk]), (row.pk,))


def booking_to_cancel() -> Shown:
    row = approved().row
    return Shown(row, reverse("desk:booking_cancel", args=[row.pk]))


def offer_to_answer() -> Shown:
    row, reader = offered(), User.objects.get(name="Admin")
    MembershipFactory(company=row.booking.company, user=reader, role=CompanyRole.OWNER)
    typed: dict[str, object] = {"code": send_acceptance_code(row.pk, actor=reader, at=NOON)}
    return Shown(row, reverse("desk:offer", args=[row.booking_id]), (row.pk,), typed)


def draft_of_invoice() -> Callable[[], Shown]:
    def shown() -> Shown:
        row = drafted_invoice(billable())
        return Shown(row, reverse("organizer:invoice", args=[row.pk]), (row.pk,))

    return shown


def to_be_invoiced(page: str, **typed: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = billable()
        return Shown(row, reverse(page, args=[row.pk]), (row.pk,), typed)

    return shown


def fapiao(**typed: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = requested_fapiao()
        return Shown(row, reverse("organizer:invoice", args=[row.invoice_id]), (row.pk,), typed)

    return shown


def issued_fapiao() -> Shown:
    row = recorded_fapiao()
    typed: dict[str, object] = {"red_number": "12345678", "red_on": "2024-05-17", "reason": "Wrong"}
    return Shown(row, reverse("organizer:invoice", args=[row.invoice_id]), (row.pk,), typed)


def requested_by_exhibitor() -> Shown:
    row = requested_fapiao()
    return Shown(row, reverse("desk:fapiao", args=[row.invoice_id]))


def seller() -> Shown:
    row = billable().edition.seller
    return Shown(row, f"{reverse('organizer:seller')}?edition={row.edition.number}")


def tax_rule(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = billable().edition.tax_rules.get()
        tax_row(row.edition, 6)
        args = [] if page == "organizer:invoice_taxes" else [row.pk]
        return Shown(row, f"{reverse(page, args=args)}?edition={row.edition.number}", (row.pk,))

    return shown


def bill_to(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        company = company_with_address()
        row = BillingParty.objects.create(company=company, name="Payer", is_company=page == "desk:billing_own")
        return Shown(row, reverse(page, args=[row.pk if page == "desk:billing_party" else company.pk]), (row.pk,))

    return shown


def offer_to_run() -> Shown:
    row = offered()
    typed: dict[str, object] = {"last_day": "2024-07-01", "reason": "Asked for"}
    return Shown(row, reverse("organizer:offer", args=[row.pk]), (row.pk,), typed)


def contract_to_sign() -> Shown:
    row = contracted()
    reader = User.objects.get(name="Admin")
    MembershipFactory(company=row.booking.company, user=reader, role=CompanyRole.OWNER)
    code = send_signing_code(row.pk, actor=reader, at=NOON)
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    typed: dict[str, object] = {"name": "Ana Torres", "code": code, "agreed": "on", "file": file}
    return Shown(row, reverse("desk:offer", args=[row.booking_id]), (row.pk,), typed)


def contract_to_run() -> Shown:
    row = contracted()
    typed: dict[str, object] = {"sign_by": "2024-07-01", "reason": "Asked for"}
    return Shown(row, reverse("organizer:contract", args=[row.pk]), (row.pk,), typed)


def contract_to_reduce() -> Shown:
    booths = [BoothFactory(allotment=AllotmentFactory())]
    booths.append(BoothFactory(allotment=booths[0].allotment))
    row = reducible(*booths)
    cost = reduction_quote(row, [booths[0].pk], [], at=NOON).settlement.cost
    typed: dict[str, object] = {"returned": str(booths[0].pk), "reason": "Asked for", "cost": cost}
    return Shown(row, reverse("organizer:contract", args=[row.pk]), (row.pk,), typed)


def reduction_to_ask() -> Shown:
    shown = contract_to_reduce()
    row, booth = cast("Contract", shown.row), int(str(shown.typed["returned"]))
    MembershipFactory(company=row.booking.company, user=User.objects.get(name="Admin"), role=CompanyRole.OWNER)
    quote = reduction_quote(row, [booth], [], at=NOON)
    page = f"{reverse('desk:reduction', args=[row.booking_id])}?returned={booth}"
    return Shown(row, page, (row.pk,), {**shown.typed, "net": quote.net, "fee": quote.fee})


def asked_reduction() -> Shown:
    shown = reduction_to_ask()
    contract, typed = cast("Contract", shown.row), shown.typed
    row = request_reduction(
        contract.pk,
        returned=[int(str(typed["returned"]))],
        reason="Fewer goods",
        net=Decimal(str(typed["net"])),
        fee=Decimal(str(typed["fee"])),
        actor=owner_of(contract.booking.company),
        at=NOON,
    )
    row.refresh_from_db()
    return Shown(row, reverse("organizer:reduction_request", args=[row.pk]), (row.pk,), {"reason": "Sold out"})


def reduction_to_withdraw() -> Shown:
    shown = asked_reduction()
    booking = cast("ReductionRequest", shown.row).booking_id
    return replace(shown, page=reverse("desk:offer", args=[booking]))


def copy_to_check() -> Shown:
    row = contracted()
    send_signed_copy(row.pk, name="Ana", file=scan(), actor=owner_of(row.booking.company), at=NOON)
    row.refresh_from_db()
    return Shown(row, reverse("organizer:contract", args=[row.pk]), (row.pk,), {"reason": "No stamp"})


def payment(**typed: object) -> Callable[[], Shown]:
    """A payment with something left, and something of it allocated; `invoice` is what `typed` asks of its invoice."""

    def shown() -> Shown:
        invoice = issued(billable())
        row = paid(invoice, 100, for_invoice=20)
        if "reason" in typed and "amount" not in typed:
            row = paid(invoice, 100, for_invoice=0)
        words = {name: value for name, value in typed.items() if name != "invoice"}
        fields = {f"invoice_{invoice.pk}": typed["invoice"]} if "invoice" in typed else {}
        return Shown(row, reverse("organizer:payment", args=[row.pk]), (row.pk,), words | fields)

    return shown


def payment_to_undo() -> Shown:
    row = paid(issued(billable()), 100)
    return Shown(row, reverse("organizer:payment", args=[row.pk]), (row.pk, row.allocations.get().pk))


def refunded() -> tuple[Payment, Refund]:
    row = paid(issued(billable()), 100, for_invoice=95)
    made = paid_back(row, 5)
    return Payment.objects.get(pk=row.pk), made


def refund_to_undo() -> Shown:
    row, made = refunded()
    return Shown(row, reverse("organizer:payment", args=[row.pk]), (row.pk, made.pk), {"reason": "Mistake"})


def debit_to_match() -> Shown:
    _row, made = refunded()
    account = bank_account()
    statement = imported(account, [credit("5.00", is_credit=False)])
    shown = reverse("organizer:statement", args=[statement.pk]) + "?show=debits"
    return Shown(account.lines.get(), shown, (account.lines.get().pk,), {"refunds": str(made.pk)})


def waiting_approval(**typed: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = propose_refund(
            paid(issued(billable()), 50, for_invoice=0).pk,
            amount=Decimal(5),
            paid_on=None,
            reason="Twice",
            actor=organizer(OrganizerRole.FINANCE),
            at=NOON,
        )
        return Shown(row, reverse("organizer:approval", args=[row.pk]), (row.pk,), typed)

    return shown


def returned_payment(**typed: object) -> Callable[[], Shown]:
    """A debit that says which payment it takes back; the payment's key is typed where nothing else is."""

    def shown() -> Shown:
        account, invoice = bank_account(), issued(billable())
        payment = paid(invoice, 120, for_invoice=120)
        text = f"RETOURE {invoice.number_text}"
        statement = imported(account, [credit("120.00", day=TODAY, is_credit=False, text=text)])
        page = reverse("organizer:statement", args=[statement.pk]) + "?show=debits"
        row = account.lines.get()
        return Shown(row, page, (row.pk,), typed or {"payment": str(payment.pk)})

    return shown


def matched_debit() -> Shown:
    found = debit_to_match()
    row = match_refunds(found.row.pk, refunds=[Refund.objects.get().pk], actor=organizer(), at=NOON)
    return Shown(row, found.page, (row.pk,))


def statement_to_import() -> Shown:
    row = uploaded(bank_account(), b"Date;Amount\n2024-05-01;+5.00\n")
    return Shown(row, reverse("organizer:statement", args=[row.pk]), (row.pk,))


def ignored_line() -> Shown:
    account = bank_account()
    statement = imported(account, [credit("5.00")])
    row = account.lines.get()
    ignored = [Ignored(row.pk, "Interest")]
    confirm_matches([], edition_id=EditionFactory().pk, ignored=ignored, actor=organizer(), at=NOON)
    row.refresh_from_db()
    return Shown(row, reverse("organizer:statement", args=[statement.pk]) + "?show=ignored", (row.pk,))


def debtor() -> Shown:
    invoice = issued(billable())
    arguments = (invoice.company_id, invoice.party_id)
    row = Debtor.objects.get(party=invoice.party_id)
    return Shown(row, reverse("organizer:debtor", args=arguments) + f"?edition={invoice.edition.number}", arguments)


def ledger_codes() -> Shown:
    edition = EditionFactory()
    numbers = dict.fromkeys(Account.values, "1000")
    row = set_ledger_codes(edition.pk, numbers=numbers, actor=organizer(), at=NOON)
    return Shown(row, reverse("organizer:bookkeeping"))


def own_bank_account() -> Shown:
    row = bank_account()
    return Shown(row, reverse("organizer:bank_account", args=[row.pk]))


def due_date() -> Shown:
    invoice = invoiced(contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT))
    extend_due_date(invoice.pk, due_on=date(2024, 6, 10), reason="Asked for", actor=organizer(), at=NOON)
    row = DueDateExtension.objects.get()
    return Shown(row, reverse("organizer:invoice_extend", args=[invoice.pk]), (invoice.pk,))


def cancellation() -> Shown:
    row = cancelled_with_a_fee(contracted())
    row.refresh_from_db()
    return Shown(row, reverse("organizer:cancellation", args=[row.pk]), (row.pk,), {"fee": "100"})


def to_be_offered_anew() -> Shown:
    row = offered().booking
    return Shown(row, reverse("organizer:offer_make", args=[row.pk]), (row.pk,))


def to_decide() -> Shown:
    row = booked()
    return Shown(row, reverse("organizer:review", args=[row.pk]), (row.pk, "approve"))


def reviewed() -> Shown:
    booking, person = booked(), organizer()
    row = assign_reviewer(booking.pk, person.pk, actor=person, at=NOON)
    return Shown(row, reverse("organizer:review", args=[booking.pk]), (booking.pk,))


def mailing(page: str = "organizer:mailing") -> Callable[[], Shown]:
    def shown() -> Shown:
        row = draft_mailing(booked().edition_id, "", Text("Hours", "From 9 on"), actor=organizer(), at=NOON)
        return Shown(row, reverse(page, args=[row.pk]), (row.pk,))

    return shown


def mail_batch() -> Shown:
    row = waiting_batch()
    return Shown(row, reverse("organizer:mail_batch", args=[row.pk]), (row.pk,))


def question() -> Shown:
    row = ask_question(booked().edition_id, Terms(QuestionKind.YES_NO, "Water?"), actor=organizer(), at=NOON)
    return Shown(row, reverse("organizer:question", args=[row.pk]), (row.pk,))


def answers() -> Shown:
    booking = booked()
    asked = ask_question(booking.edition_id, Terms(QuestionKind.TEXT, "Fascia?"), actor=organizer(), at=NOON)
    (row,) = answer_questions(booking.pk, {asked.pk: "Rive"}, actor=owner_of(booking.company), at=NOON)
    name = f"question_{asked.pk}"
    EDITS["desk:questions"].first[name], EDITS["desk:questions"].second[name] = "Rive & Co", "Rive SA"
    return Shown(row, reverse("desk:questions", args=[booking.pk]))


def to_apply_for_a_deck() -> Shown:
    """Carries the sum of the revisions of all decks of the booking."""
    booking = booked()
    claim = booking.holder.claims.earliest("pk")
    page = f"{reverse('desk:upper_deck_apply', args=[booking.pk, claim.pk])}?area_sqm={TYPED['area_sqm']}"
    declined = decline_deck(
        request_deck(booking.pk, claim.pk, DECK, actor=owner_of(booking.company), at=NOON).pk,
        reason="Too high",
        actor=organizer(),
        at=NOON,
    )
    return Shown(declined, page, (booking.pk, claim.pk))


def asked_deck() -> Shown:
    booking = booked()
    claim = booking.holder.claims.earliest("pk")
    row = request_deck(booking.pk, claim.pk, DECK, actor=owner_of(booking.company), at=NOON)
    return Shown(row, reverse("organizer:upper_deck", args=[row.pk]), (row.pk, "decline"), {"reason": "Too high"})


def deck_to_withdraw() -> Shown:
    shown = asked_deck()
    booking = cast("UpperDeck", shown.row).claim.holder_id
    return Shown(shown.row, reverse("desk:booking", args=[booking]), (booking, shown.row.pk))


def to_assign() -> Shown:
    booth, exhibitor = BoothFactory(), CompanyFactory()
    wanted = [Wanted(booth.allotment.sector_id, Decimal(9), kind=BoothKind.SHELL)]
    row = apply_for_space(exhibitor.pk, booth.plan.edition_id, wanted, actor=owner_of(exhibitor), at=NOON)
    page = f"{reverse('organizer:assign', args=[row.pk])}?hall={booth.plan.hall.name}"
    return Shown(row, page, typed={"booths": [booth.pk]})


def exhibit() -> Shown:
    row = exhibits.shown()
    return Shown(row, reverse("exhibits:exhibit", args=[row.pk]), (row.pk, "withdraw"))


def debut() -> Shown:
    row = exhibits.claimed()
    return Shown(row, reverse("organizer:exhibit", args=[row.pk]), (row.pk, "verify"))


def organizers_booth() -> Shown:
    row = BoothFactory()
    return Shown(row, reverse("organizer:booth", args=[row.pk]), (row.pk,))


def withheld_booth() -> Shown:
    row = withhold_booth(BoothFactory().pk, reason="A pillar", actor=organizer(), at=NOON)
    return Shown(row, reverse("organizer:booth", args=[row.pk]), (row.pk,))


def roadshow(page: str, *args: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = roadshows.opened(held_date=date(2024, 5, 16) if page == "organizer:roadshow" else date(2024, 6, 20))
        return Shown(row, reverse(page, args=[row.pk]), (row.pk, *args))

    return shown


def roadshow_to_cancel() -> Shown:
    row = roadshows.opened()
    return Shown(row, reverse("organizer:roadshow", args=[row.pk]), (row.pk, "cancel"))


def bulletin() -> Shown:
    row = draft_bulletin(EditionFactory().pk, date(2024, 5, 16), actor=organizer(), at=NOON)
    return Shown(row, reverse("organizer:bulletin", args=[row.pk]), (row.pk, "review"))


def bulletin_in_review() -> Shown:
    row = drafted_bulletin()
    move_bulletin(row.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)
    return Shown(row, reverse("organizer:bulletin", args=[row.pk]), (row.pk,), {"is_agreed": "on"})


def bulletin_to_correct() -> Shown:
    row = issued_bulletin()
    return Shown(row, reverse("organizer:bulletin", args=[row.pk]), (row.pk,), {"reason": "A wrong day."})


def area(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        booth = BoothFactory()
        terms = AreaTerms(section=Section.BUSINESS, name="Health", host_name="A chamber")
        row = add_area(booth.plan.edition_id, terms, actor=organizer(), at=NOON)
        args = [row.pk, booth.plan.hall.name] if page == "themed_areas:place" else [row.pk]
        return Shown(row, reverse(page, args=args), (row.pk,))

    return shown


def rule_set(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = load_rule_set("germany", actor=organizer(), at=NOON)
        return Shown(row, reverse(page, args=[row.pk]), (row.pk,))

    return shown


def venue_rule(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        rules = load_rule_set("germany", actor=organizer(), at=NOON)
        row = rules.rules.order_by("pk")[0]
        return Shown(row, reverse(page, args=[rules.pk if page == "safety:set" else row.pk]), (row.pk,))

    return shown


def chosen_rules() -> Shown:
    rules = load_rule_set("germany", actor=organizer(), at=NOON)
    row = choose_rules(None, rules.pk, valid_from=date(2024, 1, 1), is_sprinklered=False, actor=organizer(), at=NOON)
    return Shown(row, reverse("safety:sets"), (row.pk,))


def rule_exception() -> Shown:
    """The booths of the factory stand a metre apart."""
    booth = BoothFactory()
    BoothFactory(allotment=booth.allotment)
    rules = load_rule_set("sample", actor=organizer(), at=NOON)
    choose_rules(None, rules.pk, valid_from=date(2024, 1, 1), is_sprinklered=False, actor=organizer(), at=NOON)
    check = check_plan(booth.plan, today=NOON.date())
    found = next(judged.finding for judged in check.findings if judged.takes_exception)
    row = grant_exception(
        booth.plan_id,
        found.rule.measure,
        found.subjects,
        reason="Agreed",
        lapses_on=None,
        actor=organizer(),
        at=NOON,
    )
    return Shown(row, reverse("safety:plan", args=[booth.plan_id]), (booth.plan_id, row.pk))


def event(*args: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = programme.planned()
        return Shown(row, reverse("programme:event", args=[row.pk]), (row.pk, *args) if args else ())

    return shown


def proposal() -> Shown:
    pavilion = national.pavilion_at(PavilionStage.CONFIRMED)
    planned = programme.announced(pavilion_id=pavilion.pk)
    wanted = programme.terms(title="Pipes", pavilion_id=pavilion.pk)
    row = propose_event_change(planned.pk, wanted, actor=national.manager_of(pavilion), at=NOON)
    return Shown(row, reverse("programme:event", args=[planned.pk]), (row.pk,))


def speakers() -> Shown:
    row = programme.scheduled(programme.shortlisted()).event
    return Shown(row, reverse("topics:speakers", args=[row.pk]))


def topic(*args: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = programme.proposed()
        another = programme.proposed(title="Another topic", contact_email="another@example.org")
        return Shown(row, reverse("topics:topic", args=[row.pk]), (row.pk, *args), {"into": another.pk})

    return shown


def limited() -> Shown:
    row = AppointmentFactory(role="reviewer")
    return Shown(row, reverse("staff:limit", args=[row.pk]), (row.pk,))


def appointment() -> Shown:
    AppointmentFactory()
    row = AppointmentFactory()
    return Shown(row, reverse("staff:list"), (row.pk,))


def hall_with_plan() -> Shown:
    row = BoothFactory().plan.hall
    return Shown(row, reverse("hall_plans:hall", args=[row.name]))


def hall_of_draft() -> Shown:
    plan = FloorPlanFactory(published=False)
    return Shown(plan.hall, reverse("drafts:outline", args=[plan.pk]))


def draft_plan() -> Shown:
    booth = BoothFactory()
    row = open_draft(booth.plan.edition_id, booth.plan.hall_id, actor=organizer(), at=NOON)
    return Shown(row, f"{reverse('hall_plans:list')}?edition={row.edition.number}", (row.pk,))


def draft_in_a_hall() -> FloorPlan:
    return in_hall(draft_of({"A1": rectangle(500, 500)}), 3_000, 2_000)


def draft_beside() -> Shown:
    row = draft_in_a_hall()
    page = f"{reverse('hall_plans:generate')}?edition={row.edition.number}&hall={row.hall.name}"
    return Shown(row, page, typed={"make": "1", "beside": "on"})


def draft_with_room() -> Shown:
    row = draft_in_a_hall()
    page = f"{reverse('drafts:more_booths', args=[row.pk])}?count=1&area_sqm=9&aisle=3"
    return Shown(row, page, (row.pk,))


def draft_to_publish() -> Shown:
    shown = draft_plan()
    return Shown(shown.row, reverse("plans:publish", args=[shown.row.pk]), (shown.row.pk,))


def pavilion(page: str = "pavilion:show", *args: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        row = national.pavilion_at(PavilionStage.IN_DESIGN)
        return Shown(row, reverse(page, args=[row.pk]), (row.pk, *args) if page == "pavilion:show" else ())

    return shown


def confirmed_pavilion() -> Shown:
    row = national.pavilion_at(PavilionStage.CONFIRMED)
    return Shown(row, reverse("pavilion:show", args=[row.pk]), (row.pk,))


def ending_pavilion() -> Shown:
    row = national.pavilion_at(PavilionStage.IN_DESIGN)
    return Shown(row, reverse("pavilion:end", args=[row.pk, "declined"]))


def declined_pavilion() -> Shown:
    row = national.move(national.pavilion_at(PavilionStage.IN_DESIGN), PavilionStage.DECLINED)
    return Shown(row, reverse("pavilion:show", args=[row.pk]), (row.pk,))


def given_space() -> Shown:
    row = national.pavilion_at(PavilionStage.IN_DESIGN)
    national.give(row)
    return Shown(row, reverse("pavilion:show", args=[row.pk]), (row.pk,))


def deadline() -> Shown:
    row = StageDeadline.objects.create(
        edition=EditionFactory(), stage=PavilionStage.CONFIRMED, due_date=date(2024, 5, 1)
    )
    return Shown(row, reverse("pavilion:deadlines"))


def profile() -> Shown:
    owner = national.pavilion_at(PavilionStage.IN_DESIGN)
    terms = ProfileTerms(title="France")
    row = write_profile(owner.pk, ProfileLanguage.ENGLISH, terms, actor=organizer(), at=NOON)
    return Shown(row, reverse("pavilion:profile_in", args=[owner.pk, ProfileLanguage.ENGLISH]))


def picture(*args: object) -> Callable[[], Shown]:
    def shown() -> Shown:
        owner = national.pavilion_at(PavilionStage.IN_DESIGN)
        row = add_picture(owner.pk, national.picture(), alt="The stand", actor=organizer(), at=NOON)
        return Shown(row, reverse("pavilion:pictures", args=[owner.pk]), (owner.pk, row.pk, *args))

    return shown


def design() -> Shown:
    owner = national.pavilion_at(PavilionStage.IN_DESIGN)
    row = national.submitted_design(owner)
    return Shown(row, reverse("pavilion:designs", args=[owner.pk]), (owner.pk, row.pk, "approve"))


def contact(page: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        owner = national.pavilion_at(PavilionStage.IN_DESIGN)
        terms = ContactTerms(ContactKind.CONTRACTOR, "A. Builder", email="builder@example.org")
        row = note_contact(owner.pk, terms, actor=organizer(), at=NOON)
        args = (owner.pk, row.pk)
        return Shown(row, reverse(page, args=args if page == "pavilion:contact" else [owner.pk]), args)

    return shown


def edition() -> Shown:
    row = EditionFactory()
    return Shown(row, reverse("edition:detail", args=[row.number]), (row.number, "close"))


def edition_to_open() -> Shown:
    row = AllotmentFactory(edition=EditionFactory(status=EditionStatus.PLANNING)).edition
    return Shown(row, reverse("organizer:launch"), (row.number,), {"is_known": "on"})


def sector() -> Shown:
    row = SectorFactory()
    return Shown(row, reverse("sectors:edit", args=[row.pk]))


def edition_to_edit() -> Shown:
    row = EditionFactory()
    return Shown(row, reverse("edition:edit", args=[row.number]))


def fair() -> Shown:
    row = Fair.objects.create(name="Food Fair")
    return Shown(row, reverse("fairs:change", args=[row.pk]))


def site_page() -> Shown:
    row = write_site_page(
        PageKind.CONTACT, PageLanguage.ENGLISH, "Write to us.", is_published=True, actor=organizer(), at=NOON
    )
    return Shown(row, reverse("site_pages:edit", args=["contact", "en"]))


def mail_text() -> Shown:
    key = ("staff_invitation", "en")
    row = write_mail_text(*key, subject="Welcome", body="[Join]({{ link }})", actor=organizer(), at=NOON)
    return Shown(row, reverse("mail_texts:edit", args=key), key)


def sender() -> Shown:
    row = set_mail_sender(name="Expo", reply_to="", actor=organizer(), at=NOON)
    return Shown(row, reverse("mail_texts:list"))


def edition_sender() -> Shown:
    return Shown(EditionFactory(), reverse("mail_texts:list"))


def capacity() -> Shown:
    row = AllotmentFactory()
    page = reverse("edition:detail", args=[row.edition.number])
    return Shown(row, page, (row.pk,), column="capacity_revision")


def uploaded_list() -> Shown:
    wanted = Upload(COMPANIES, EditionFactory().pk, "list.csv", b"name,country\nMaison Rive,France\n", {})
    row = keep_upload(wanted, actor=organizer(), at=NOON)
    return Shown(row, reverse("imports:run", args=[row.pk]))


def decided_claim(*, alike: bool = False) -> Callable[[], Shown]:
    def shown() -> Shown:
        hall = BookedHall()
        claim = hall.booked("A1").claims.get()
        draft = hall.draft()
        renumber(hall.booth("A1", draft), "B1")
        page = f"{reverse('plans:publish', args=[draft.pk])}?view=holders"
        return Shown(draft, page, (draft.pk,) if alike else (draft.pk, claim.pk))

    return shown


def reader() -> Shown:
    return Shown(User.objects.get(name="Admin"), reverse("profile"))


def space_to_give() -> Shown:
    """A pavilion with a free booth, and m² without one."""
    row = national.pavilion_at(PavilionStage.CONFIRMED)
    booth = national.national_booth(row.edition)
    typed: dict[str, object] = {"booth": booth.pk, "allotment": booth.allotment_id, "area_sqm": "9"}
    return Shown(row, reverse("pavilion:give", args=[row.pk]), (row.pk,), typed)


def task(name: str) -> Callable[[], Shown]:
    def shown() -> Shown:
        owner = national.pavilion_at(PavilionStage.IN_DESIGN)
        row = set_task(owner.pk, title="Send the flag", due_date=date(2024, 6, 1), actor=organizer(), at=NOON)
        return Shown(row, reverse("pavilion:tasks", args=[owner.pk]), (owner.pk, row.pk, name))

    return shown


def planned_edition() -> Shown:
    """An edition in planning, and another one whose terms and sender it can take over."""
    old = EditionFactory(sender_name="Expo Bureau")
    published(old.pk)
    row = EditionFactory(status=EditionStatus.PLANNING)
    return Shown(row, reverse("organizer:take_over", args=[row.number]), (row.number,), {"parts": "terms"})


EDITS = {
    "organizer:take_over": Edit(planned_edition, {"parts": "sender"}, {"parts": "terms"}),
    "organizer:bookkeeping_codes": Edit(ledger_codes, {"bank": "1210"}, {"bank": "1220"}),
    "organizer:debtor": Edit(debtor, {"number": "10100"}, {"number": "10200"}),
    "hall_plans:hall": Edit(hall_with_plan, {"floor_load_kg_sqm": "3500"}, {"floor_load_kg_sqm": "2000"}),
    "hall_plans:generate": Edit(
        draft_beside,
        {"make": "1", "beside": "on", "number_prefix": "First"},
        {"make": "1", "beside": "on", "number_prefix": "Quay"},
    ),
    "drafts:outline": Edit(hall_of_draft, {"outline": "0 0\n99 0\n99 50"}, {"outline": "0 0\n98 0\n98 50"}),
    "organizer:bank_account": Edit(own_bank_account, {"name": "One"}, {"name": "Two"}),
    "desk:contact": Edit(company_contact("desk:contact"), {"note": "Mornings"}, {"note": "Evenings"}),
    "organizer:company_contact": Edit(
        company_contact("organizer:company_contact"), {"note": "Mornings"}, {"note": "Evenings"}
    ),
    "organizer:company_office": Edit(office_record, {"customer_number": "K-2"}, {"customer_number": "K-3"}),
    "organizer:company_note_correct": Edit(
        company_note("organizer:company_note_correct"), {"text": "Asks for less"}, {"text": "Asks for more"}
    ),
    "organizer:company_task_change": Edit(
        company_task("organizer:company_task_change"), {"text": "Write"}, {"text": "Visit"}
    ),
    "organizer:company_edit": Edit(organizers_company, {"city": "Lyon"}, {"city": "Nice"}),
    "desk:company_edit": Edit(company, {"city": "Lyon"}, {"city": "Nice"}),
    "desk:member_role": Edit(member, {"role": CompanyRole.EDITOR.value}, {"role": CompanyRole.VIEWER.value}),
    "desk:deal": Edit(deal, {"amount": "111.00"}, {"amount": "222.00"}),
    "desk:co_exhibitor": Edit(stand, {"products": "cheese"}, {"products": "wine"}),
    "desk:block_terms": Edit(block, {"name": "Taste of Lyon"}, {"name": "Taste of Nice"}),
    "desk:block_decline": Edit(block_application("desk:block_answer"), {"reason": "No room"}, {"reason": "Too late"}),
    "desk:block_take_back": Edit(share("desk:block_take_back"), {"reason": "Unpaid"}, {"reason": "Withdrew"}),
    "desk:booking_application": Edit(drafted_application, {"wishes": "Near water"}, {"wishes": "Near the door"}),
    "desk:booking_wishes": Edit(draft_booking("desk:booking_wishes"), {"wishes": "Water"}, {"wishes": "A door"}),
    "exhibits:exhibit": Edit(exhibit, {"category": "cheese"}, {"category": "wine"}),
    "organizer:terms_edit": Edit(terms, {"text": "First"}, {"text": "Second"}),
    "desk:fapiao": Edit(requested_by_exhibitor, {"remark": "Hall 5"}, {"remark": "Hall 6"}),
    "organizer:seller": Edit(seller, {"city": "Beijing"}, {"city": "Tianjin"}),
    "organizer:invoice_tax": Edit(tax_rule("organizer:invoice_tax"), {"rate": "7"}, {"rate": "13"}),
    "desk:billing_party": Edit(bill_to("desk:billing_party"), {"city": "Lyon"}, {"city": "Lille"}),
    "desk:billing_own": Edit(bill_to("desk:billing_own"), {"city": "Lyon"}, {"city": "Lille"}),
    "organizer:invoice_extend": Edit(
        due_date, {"due_on": "2024-07-01", "reason": "Bank"}, {"due_on": "2024-07-02", "reason": "Holidays"}
    ),
    "organizer:sales_settings_change": Edit(
        sales_settings("organizer:sales_settings_change"), {"signing_days": "10"}, {"signing_days": "20"}
    ),
    "organizer:sales_settings_rows": Edit(
        sales_settings("organizer:sales_settings_rows", "cancellation"), {"percent_1": "50"}, {"percent_1": "60"}
    ),
    "country_names:edit": Edit(country_name, {"english": "Hongkong"}, {"english": "HK, China"}),
    "organizer:rate_rule": Edit(rate_rule(), {"amount": "120.00"}, {"amount": "130.00"}),
    "organizer:rate_rule_add": Edit(
        rate_card("organizer:rate_rule_add"),
        {"name": "Raw", "name_zh": "光地", "basis": "sqm", "amount": "120.00"},
        {"name": "Shell", "name_zh": "标准展位", "basis": "sqm", "amount": "130.00"},
    ),
    "organizer:rate_card_publish": Edit(
        rate_card(), {"effective_from": "2027-06-01"}, {"effective_from": "2027-06-02"}
    ),
    "organizer:block_open": Edit(
        to_be_shared,
        {"apply_until_date": "2024-06-30", "returns_date": "2024-08-01", "price_raw": "1", "price_shell": "1"},
        {"apply_until_date": "2024-06-29", "returns_date": "2024-08-01", "price_raw": "2", "price_shell": "2"},
    ),
    "organizer:block": Edit(organizers_booth, {"blocked_reason": "A pillar"}, {"blocked_reason": "A hydrant"}),
    "organizer:question": Edit(question, {"text_en": "One?"}, {"text_en": "Two?"}),
    "desk:questions": Edit(answers, {}, {}),
    "desk:upper_deck_apply": Edit(to_apply_for_a_deck, TYPED | {"note": "One"}, TYPED | {"note": "Two"}),
    "organizer:mail_batch_name": Edit(mail_batch, {"name": "First"}, {"name": "Second"}),
    "organizer:mailing_edit": Edit(mailing("organizer:mailing_edit"), {"subject_en": "One"}, {"subject_en": "Two"}),
    "organizer:roadshow": Edit(roadshow("organizer:roadshow"), {"attendance": "80"}, {"attendance": "90"}),
    "organizer:roadshow_edit": Edit(roadshow("organizer:roadshow_edit"), {"venue": "Hall 1"}, {"venue": "Hall 2"}),
    "organizer:bulletin": Edit(bulletin, {"title": "First"}, {"title": "Second"}),
    "organizer:area_host": Edit(area("organizer:area_host"), {}, {}),
    "themed_areas:area": Edit(area("themed_areas:area"), {"host_name": "One"}, {"host_name": "Another"}),
    "themed_areas:place": Edit(area("themed_areas:place"), {}, {}),
    "safety:change": Edit(rule_set("safety:change"), {"source": "Manual"}, {"source": "Law"}),
    "safety:rule": Edit(venue_rule("safety:rule"), {"limit": "3"}, {"limit": "4"}),
    "programme:event": Edit(event(), {"title": "First"}, {"title": "Second"}),
    "topics:speakers": Edit(speakers, {"speakers": "Ada; ETH"}, {"speakers": "Grace; MIT"}),
    "pavilion:deadlines": Edit(deadline, {"confirmed": "2024-05-02"}, {"confirmed": "2024-05-03"}),
    "pavilion:move": Edit(confirmed_pavilion, {"to": "in_design", "note": "At last"}, {"note": "In time"}),
    "pavilion:end": Edit(ending_pavilion, {"note": "No funds"}, {"note": "No time"}),
    "programme:decline": Edit(proposal, {"reason": "Printed"}, {"reason": "Too late"}),
    "pavilion:set_due": Edit(pavilion(), {"due_date": "2024-07-01"}, {"due_date": "2024-07-02"}),
    "pavilion:profile_in": Edit(profile, {"title": "Bonjour"}, {"title": "Salut"}),
    "pavilion:describe": Edit(picture(), {"alt": "A tower"}, {"alt": "A bridge"}),
    "pavilion:contact": Edit(contact("pavilion:contact"), {"phone": "111"}, {"phone": "222"}),
    "pavilion:space": Edit(pavilion("pavilion:space"), {"space_wishes": "A corner"}, {"space_wishes": "An island"}),
    "mail_texts:edit": Edit(mail_text, {"subject": "First"}, {"subject": "Second"}),
    "mail_texts:edition_sender": Edit(edition_sender, {"sender_name": "First"}, {"sender_name": "Second"}),
    "mail_texts:sender": Edit(sender, {"name": "First"}, {"name": "Second"}),
    "staff:limit": Edit(limited, {"sections": "business"}, {"sections": "national"}),
    "site_pages:edit": Edit(site_page, {"text": "First"}, {"text": "Second"}),
    "edition:edit": Edit(edition_to_edit, {"name": "First"}, {"name": "Second"}),
    "fairs:change": Edit(fair, {"name": "First"}, {"name": "Second"}),
    "sectors:edit": Edit(sector, {"name": "First"}, {"name": "Second"}),
    "edition:capacity": Edit(capacity, {"capacity_sqm": "800.00"}, {"capacity_sqm": "700.00"}),
    "imports:run": Edit(uploaded_list, {"similar": "skip"}, {"similar": "same"}),
    "plans:decide": Edit(
        decided_claim(), {"choice": "release", "note": "No room"}, {"choice": "release", "note": "Too late"}
    ),
    "profile": Edit(reader, {"name": "Ana Torres"}, {"name": "Ana Ruiz"}),
    "pavilion:move_task": Edit(task("day"), {"due_date": "2024-06-02"}, {"due_date": "2024-06-03"}),
}

BUTTONS = {
    "staff:end": appointment,
    "edition:status": edition,
    "organizer:launch_open": edition_to_open,
    "mail_texts:standard": mail_text,
    "plans:decide_alike": decided_claim(alike=True),
    "hall_plans:discard": draft_plan,
    "drafts:more_booths": draft_with_room,
    "plans:put_in_force": draft_to_publish,
    "themed_areas:remove": area("themed_areas:area"),
    "safety:remove": rule_set("safety:set"),
    "safety:remove_rule": venue_rule("safety:set"),
    "safety:remove_choice": chosen_rules,
    "safety:withdraw": rule_exception,
    "programme:move": event("announce"),
    "programme:accept": proposal,
    "topics:merge": topic(),
    "topics:move": topic("consulted"),
    "pavilion:honour": pavilion(),
    "pavilion:take_back": given_space,
    "pavilion:take_back_decline": declined_pavilion,
    "pavilion:move_picture": picture("remove"),
    "pavilion:move_design": design,
    "pavilion:drop_contact": contact("pavilion:contacts"),
    "exhibits:move": exhibit,
    "desk:company_publicity": publicity,
    "pavilion:give": space_to_give,
    "pavilion:give_area": space_to_give,
    "desk:contact_remove": company_contact("desk:contacts"),
    "organizer:company_contact_remove": company_contact("organizer:company_contacts"),
    "organizer:company_note_remove": company_note("organizer:company"),
    "organizer:company_task_finish": company_task("organizer:company"),
    "organizer:company_task_reopen": company_task("organizer:company", is_done=True),
    "organizer:company_task_remove": company_task("organizer:company"),
    "desk:company_claim_withdraw": own_ownership_request,
    "organizer:ownership_grant": ownership_request(),
    "organizer:ownership_decline": ownership_request({"reason": "No such employee"}),
    "organizer:ownership_object": announced_claim,
    "organizer:name_change_accept": name_change(),
    "organizer:name_change_decline": name_change({"reason": "Another company"}),
    "desk:name_change_withdraw": own_name_change,
    "organizer:company_domains": newcomer({"domains": "acme.com"}),
    "organizer:company_verify": newcomer(),
    "organizer:company_refuse": newcomer({"reason": "No such register entry"}),
    "organizer:company_allow_claims": newcomer(),
    "desk:member_remove": member,
    "desk:member_signing": editor,
    "desk:mandate_end": mandate("desk:mandates"),
    "organizer:mandate_accept": mandate("organizer:mandates"),
    "organizer:mandate_refuse": mandate("organizer:mandates", {"reason": "It has expired."}),
    "desk:deal_withdraw": deal_to_withdraw,
    "desk:block_application_withdraw": block_application("desk:own_block_applications"),
    "desk:block_answer": block_application("desk:block_answer"),
    "desk:block_place": share("desk:block_place"),
    "desk:co_exhibitor_remove": stand_to_clear,
    "desk:booking_submit": draft_booking("desk:booking_submit"),
    "desk:booking_withdraw": submitted,
    "desk:booking_cancel": booking_to_cancel,
    "desk:offer_accept": offer_to_answer,
    "desk:offer_code": offer_to_answer,
    "desk:offer_decline": offer_to_answer,
    "organizer:fapiao_record": fapiao(number="24312000000012345678", issued_on="2024-05-17"),
    "organizer:fapiao_red_letter": issued_fapiao,
    "organizer:invoice_issue": draft_of_invoice(),
    "organizer:invoice_discard": draft_of_invoice(),
    "organizer:invoice_new": to_be_invoiced("organizer:invoice_new", name_1="Power", name_zh_1="电", net_1="10"),
    "organizer:invoice_tax_move": tax_rule("organizer:invoice_taxes"),
    "organizer:invoice_tax_remove": tax_rule("organizer:invoice_taxes"),
    "desk:booking_bill": to_be_invoiced("desk:booking_bill"),
    "desk:billing_remove": bill_to("desk:billing"),
    "organizer:offer_extend": offer_to_run,
    "organizer:offer_withdraw": offer_to_run,
    "organizer:offer_make": to_be_offered_anew,
    "organizer:cancellation": cancellation,
    "desk:contract_sign": contract_to_sign,
    "desk:contract_copy": contract_to_sign,
    "desk:contract_code": contract_to_sign,
    "organizer:contract_extend": contract_to_run,
    "organizer:contract_withdraw": contract_to_run,
    "organizer:contract_reduce": contract_to_reduce,
    "desk:reduction_request": reduction_to_ask,
    "desk:reduction_withdraw": reduction_to_withdraw,
    "organizer:reduction_accept": asked_reduction,
    "organizer:upper_deck_decide": asked_deck,
    "desk:upper_deck_withdraw": deck_to_withdraw,
    "organizer:reduction_refuse": asked_reduction,
    "organizer:contract_copy_accept": copy_to_check,
    "organizer:contract_copy_reject": copy_to_check,
    "organizer:payment_allocate": payment(invoice="10"),
    "organizer:payment_refund": payment(amount="10", paid_on="2024-05-17", reason="Asked"),
    "organizer:payment_cancel": payment(reason="Mistake"),
    "organizer:payment_undo": payment_to_undo,
    "organizer:payment_refund_undo": refund_to_undo,
    "organizer:statement_columns": statement_to_import,
    "organizer:statement_import": statement_to_import,
    "organizer:statement_discard": statement_to_import,
    "organizer:statement_line_reopen": ignored_line,
    "organizer:statement_line_refund": debit_to_match,
    "organizer:statement_line_release": matched_debit,
    "organizer:statement_line_returned": returned_payment(),
    "organizer:statement_line_ignore": returned_payment(reason="Rent"),
    "organizer:approval_agree": waiting_approval(),
    "organizer:approval_decline": waiting_approval(reason="Nothing was paid twice"),
    "organizer:mail_batch_release": mail_batch,
    "organizer:assign": to_assign,
    "organizer:decide": to_decide,
    "organizer:unblock": withheld_booth,
    "organizer:rate_card_discard": rate_card(),
    "organizer:rate_rule_move": rate_rule("organizer:rate_card"),
    "organizer:rate_rule_remove": rate_rule(),
    "organizer:company_small": newcomer(),
    "organizer:terms_publish": terms,
    "organizer:terms_discard": terms,
    "organizer:reviewer": reviewed,
    "country_names:reset": country_name,
    "organizer:question_withdraw": question,
    "organizer:mailing_test": mailing(),
    "organizer:mailing_send": mailing(),
    "organizer:mailing_discard": mailing(),
    "organizer:deal_decide": organizers_deal,
    "organizer:exhibit_decide": debut,
    "organizer:roadshow_move": roadshow_to_cancel,
    "organizer:bulletin_move": bulletin,
    "organizer:bulletin_issue": bulletin_in_review,
    "organizer:bulletin_correct": bulletin_to_correct,
}


@pytest.fixture
def client() -> Client:
    return signed_in(UserFactory(is_superuser=True, is_staff=True, name="Admin"))


def takes_posts(entry: URLPattern) -> bool:
    """Asked with a method that no view takes, it says which it does take, before it does anything."""
    request: Any = RequestFactory().put("/")
    request.user, request.htmx, request.session = User(pk=1, is_superuser=True, is_staff=True), False, {}
    answer = entry.callback(request, **dict.fromkeys(entry.pattern.converters, 1))
    assert answer.status_code == 405, f"{entry.name} does not say which methods it takes"
    return "POST" in answer.headers["Allow"]


def test_every_form_and_button_is_tried_or_excepted() -> None:
    ours = [
        (name, entry)
        for path, name, entry in named_addresses(get_resolver())
        if not path.startswith(ELSEWHERE) or entry.callback.__module__ == "ciie.accounts.views"
    ]
    found = {name for name, entry in ours if takes_posts(entry)}
    assert found == EDITS.keys() | BUTTONS.keys() | EXCEPTIONS.keys()


def form_on(client: Client, shown: Shown, name: str) -> tuple[str, PageForm]:
    """Where the form about the row is sent, and the form as a browser sends it untouched."""
    page = client.get(shown.page)
    assert page.status_code == 200
    wanted = bare(shown.page) if name == resolved(shown.page) else reverse(name, args=shown.args)
    found = [form for form in forms_of(page.text) if bare(urljoin(shown.page, form.action)) == wanted]
    assert found, f"No form on {shown.page} is sent to {wanted}"
    return urljoin(shown.page, found[0].action), found[0]


def bare(address: str) -> str:
    return address.partition("?")[0]


def resolved(address: str) -> str:
    return resolve(bare(address)).view_name


def stored(row: Model) -> dict[str, object] | None:
    values = type(row)._default_manager.filter(pk=row.pk).values().first()
    return values and {name: value for name, value in values.items() if not name.endswith("revision")}


@pytest.mark.parametrize("name", EDITS)
def test_second_writer_is_informed_and_keeps_what_was_typed(client: Client, name: str) -> None:
    edit = EDITS[name]
    shown = edit.shown()
    (address, of_a), (_same, of_b) = form_on(client, shown, name), form_on(client, shown, name)
    with writes_outside_operations() as written:
        saved = client.post(address, of_b.filled(**edit.first))
        assert saved.status_code == 302
        of_first = stored(shown.row)
        refused = client.post(address, of_a.filled(**edit.second))
    assert refused.status_code in {409, 422}
    assert [sentence in refused.text for sentence in REFUSALS].count(True) == 1
    assert (stored(shown.row), written) == (of_first, set())
    assert [value for value in edit.second.values() if str(value) not in refused.text] == []


@pytest.mark.parametrize("name", [*EDITS, *BUTTONS])
def test_what_was_not_seen_is_neither_changed_nor_decided(client: Client, name: str) -> None:
    """Without a revision, and with an old one: each on the row as it was made."""
    shown = EDITS[name].shown() if name in EDITS else BUTTONS[name]()
    address, form = form_on(client, shown, name)
    typed = form.filled(**shown.typed | (EDITS[name].second if name in EDITS else {}))
    with_none = dict(typed)
    del with_none["revision"]
    with transaction.atomic():
        assert_refused(client, address, with_none, shown)
        transaction.set_rollback(True)
    rows = type(shown.row)._default_manager.filter(pk=shown.row.pk)
    rows.update(**{shown.column: F(shown.column) + 1})
    assert_refused(client, address, typed, shown)


def assert_refused(client: Client, address: str, typed: Mapping[str, Any], shown: Shown) -> None:
    for file in (each for each in typed.values() if isinstance(each, SimpleUploadedFile)):
        file.seek(0)
    before = stored(shown.row)
    answer = client.post(address, typed, follow=True)
    assert [sentence in answer.text for sentence in REFUSALS].count(True) == 1
    assert stored(shown.row) == before
