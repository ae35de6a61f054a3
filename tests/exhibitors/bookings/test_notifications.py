"""Every kind of mail, from the operation that gives rise to it to the letter that a person reads."""

import ast
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.urls import resolve
from django.utils.translation import override
from post_office.models import STATUS, Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.wording import day_words
from ciie.mail.delivery import deliver_due
from ciie.settings.env import BASE_DIR
from ciie.web.templatetags.interface import money
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.operations.block_applications import decline_application
from exhibitors.bookings.blocks.operations.block_returns import return_rest, warn_of_return
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.handling.operations import assign_reviewer, comment_as_exhibitor, comment_as_organizer
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.operations.assignment import place_in_booths
from exhibitors.bookings.operations.decisions import approve_booking, reject_booking, return_booking, waitlist_booking
from exhibitors.bookings.operations.holds import expire_booking, hold_booths, remind_of_ending_hold
from exhibitors.bookings.operations.submission import (
    Wanted,
    apply_for_space,
    book_booths,
    cancel_booking,
    withdraw_booking,
)
from exhibitors.bookings.operations.undecided_expiry import lapse_booking, remind_of_overdue, warn_of_lapse
from exhibitors.bookings.upper_decks.operations import approve_deck, decline_deck, request_deck
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import (
    decline_ownership,
    grant_ownership,
    object_to_claim,
    request_ownership,
)
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.operations import accept_mandate, refuse_mandate, send_mandate
from exhibitors.companies.models import Company, NameChange
from exhibitors.companies.operations import (
    change_company,
    invite_colleague,
    refuse_company,
    register_company,
    verify_company,
)
from exhibitors.companies.states import CompanyRole
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import decline as decline_approval
from exhibitors.money.approvals.queries import ACTS
from exhibitors.money.invoices.models import BillingParty, Invoice
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import company_party
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.payments.models import Payment
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.money.payments.operations.returns import return_payment
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.contracts import (
    extend_contract,
    finish_contract,
    lapse_contract,
    remind_of_contract,
    withdraw_contract,
)
from exhibitors.money.sales.operations.offers import (
    extend_offer,
    lapse_offer,
    remind_of_offer,
    send_acceptance_code,
    withdraw_offer,
)
from exhibitors.money.sales.operations.reduction_requests import refuse_reduction_request, request_reduction
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.operations.reminders import (
    announce_release,
    extend_due_date,
    release_unpaid,
    remind_of_payment,
)
from exhibitors.money.sales.operations.settings import set_dunning
from exhibitors.money.sales.operations.signing import (
    reject_signed_copy,
    send_signed_copy,
    send_signing_code,
)
from exhibitors.money.sales.queries.late import due_date_of
from exhibitors.money.sales.queries.reductions import reduction_quote
from exhibitors.money.sales.states import ConfirmedBy, Tone
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.office.company_merges.models import CompanyMerge
from exhibitors.office.company_merges.operations import merge_companies, undo_merge
from exhibitors.office.company_records.operations import allow_claims, decline_name_change, end_claims
from exhibitors.pricing.rate_cards import Basis
from exhibitors.promotion.bulletins.operations import issue_bulletin, move_bulletin, warn_of_fallen_figures
from exhibitors.promotion.bulletins.states import BulletinState
from exhibitors.promotion.catalogue.operations.debuts import refuse_debut
from exhibitors.promotion.catalogue.operations.exhibits import add_exhibit
from exhibitors.promotion.catalogue.states import Debut
from exhibitors.promotion.deals.operations.deals import draft_deal, return_deal
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.operations import (
    ask_for_registration,
    cancel_roadshow,
    change_roadshow,
    confirm_registration,
    restore_roadshow,
)
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import claim_booths
from pavilions.floor.models.floor_plan import BoothAncestry
from pavilions.floor.models.venue import Hall
from pavilions.floor.staff.models import Appointment
from pavilions.floor.staff.operations import invite_staff
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.national.national_pavilions.operations.pavilion_designs import approve_design, send_design, submit_design
from pavilions.national.national_pavilions.operations.pavilion_managers import invite_manager
from pavilions.national.national_pavilions.operations.pavilion_space import request_area
from pavilions.national.national_pavilions.operations.pavilion_tasks import remind_of_task, set_task
from pavilions.national.programme.models.forum import ForumTopic
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent
from pavilions.national.programme.operations.forum import confirm_topic, merge_topics, move_topic, propose_topic
from pavilions.national.programme.operations.proposals import decline_event_change, propose_event_change
from pavilions.national.programme.states import TopicState
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import ClaimState, OrganizerRole, PavilionStage, Section
from tests.exhibitors.blocks.blocks import Scene as BlockScene
from tests.exhibitors.bulletins.bulletins import drafted
from tests.exhibitors.catalogue import exhibits
from tests.exhibitors.co_exhibitors.stands import charge_companies
from tests.exhibitors.deals import deals
from tests.exhibitors.invoices.invoices import issued, seller_of, tax_row
from tests.exhibitors.payments.files import credit as bank_line
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, paid
from tests.exhibitors.roadshows.roadshows import opened, visitor
from tests.exhibitors.sales.contracts import invoiced as signed_and_invoiced
from tests.exhibitors.sales.contracts import scan, signed, sold_with
from tests.exhibitors.sales.offers import accept_as_asked, sold_by_offer
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    FloorPlanFactory,
    MembershipFactory,
    NationalPavilionFactory,
    NewCompanyFactory,
    UserFactory,
    organizer,
)
from tests.pavilions.national_pavilions.national import OPENING, national_booth, pavilion_at, pdf
from tests.pavilions.programme.programme import announced, proposed, topic_record
from tests.pavilions.programme.programme import terms as event_terms
from tests.pavilions.themed_areas.areas import placed as placed_area
from tests.pavilions.themed_areas.areas import terms as area_terms

LANGUAGES = ("en", "zh-hans")
REASON = "The booth is too near\n\nto *fire exit* 3."


class Scene:
    """A company's owner who reads one language, a director, and a booth to be had."""

    def __init__(self, language: str) -> None:
        self.owner = UserFactory(language=language, name="Wang Fang", email="wang@example.org")
        self.company = CompanyFactory(name="Maison Rive & Söhne")
        MembershipFactory(company=self.company, user=self.owner)
        self.director = organizer()
        self.booth = BoothFactory(number="A01")

    def held(self) -> Booking:
        edition = self.booth.plan.edition_id
        return hold_booths(self.company.pk, edition, [self.booth.pk], actor=self.owner, at=NOON)

    def submitted(self) -> Booking:
        edition = self.booth.plan.edition_id
        return book_booths(self.company.pk, edition, [self.booth.pk], actor=self.owner, at=NOON)

    def approved(self) -> Booking:
        return approve_booking(self.submitted().pk, actor=self.director, at=NOON)

    def pavilion(self) -> int:
        """Of a country whose manager is the same person, on the same booth."""
        pavilion = NationalPavilionFactory(edition=self.booth.plan.edition)
        pavilion.managers.add(self.owner)
        claim_booths(pavilion.pk, [self.booth], state=ClaimState.RESERVED, expires_at=None, at=NOON)
        return int(pavilion.pk)


def ask(scene: Scene) -> Booking:
    wanted = [Wanted(scene.booth.allotment.sector_id or 0, scene.booth.area_sqm)]
    edition = scene.booth.plan.edition_id
    return apply_for_space(scene.company.pk, edition, wanted, actor=scene.owner, at=NOON)


def invite(scene: Scene) -> None:
    invite_colleague(scene.company.pk, email="li@example.org", role=CompanyRole.EDITOR, actor=scene.owner, at=NOON)


def remind(scene: Scene) -> None:
    pavilion = scene.pavilion()
    due_date = NOON.date() + timedelta(days=3)
    task = set_task(pavilion, title="Send the flag", due_date=due_date, actor=scene.director, at=NOON)
    remind_of_task(task.pk, actor=SYSTEM, at=NOON)


def submit_stand(scene: Scene) -> None:
    """The director, who reviews it, reads the language of the scene."""
    pavilion = scene.pavilion()
    change_stage(pavilion, to=PavilionStage.CONFIRMED, actor=scene.director, at=NOON)
    read_by_director(scene)
    design = send_design(pavilion, pdf(), actor=scene.owner, at=NOON)
    submit_design(pavilion, design.pk, actor=scene.owner, at=NOON)


def ask_for_space(scene: Scene) -> None:
    pavilion = scene.pavilion()
    read_by_director(scene)
    request_area(pavilion, wanted_sqm=Decimal(90), space_wishes="Near the entrance.", actor=scene.owner, at=NOON)


def read_by_director(scene: Scene) -> None:
    User.objects.filter(pk=scene.director.pk).update(language=scene.owner.language)


def approve_stand(scene: Scene) -> None:
    pavilion = scene.pavilion()
    change_stage(pavilion, to=PavilionStage.CONFIRMED, actor=scene.director, at=NOON)
    design = send_design(pavilion, pdf(), actor=scene.owner, at=NOON)
    submit_design(pavilion, design.pk, actor=scene.owner, at=NOON)
    approve_design(pavilion, design.pk, comment=REASON, actor=scene.director, at=NOON)


def invite_to_manage(scene: Scene) -> None:
    pavilion = NationalPavilionFactory(edition=scene.booth.plan.edition)
    invite_manager(pavilion.pk, email=scene.owner.email, actor=scene.director, at=NOON)


def appoint(scene: Scene) -> None:
    invite_staff(email=scene.owner.email, role=OrganizerRole.REVIEWER, actor=scene.director, at=NOON)


def change_plan(scene: Scene, holder_id: int) -> None:
    """The booth gets another number and more room, and its holder takes it so."""
    before = scene.booth.plan
    draft = FloorPlanFactory(edition=before.edition, hall=before.hall, version=2, base=before, published=False)
    larger = BoothFactory(plan=draft, allotment=scene.booth.allotment, number="B07", area_sqm=18)
    BoothAncestry.objects.create(booth=larger, ancestor=scene.booth)
    claim = SpaceClaim.objects.get(holder=holder_id)
    decision = Decision(claim.pk, ClaimChoice.RESIZE, larger.pk, REASON)
    decide_claims(draft.pk, [decision], actor=scene.director, at=NOON)
    publish_floor_plan(draft.pk, actor=scene.director, at=NOON)


def register(scene: Scene) -> RoadshowRegistration | None:
    show = opened(title="Meet the expo")
    record = visitor(email=scene.owner.email)
    return ask_for_registration(show.pk, record, language=scene.owner.language, actor=SYSTEM, at=NOON)


def propose(scene: Scene) -> ForumTopic:
    edition, record = scene.booth.plan.edition, topic_record(contact_email=scene.owner.email)
    return propose_topic(edition.pk, record, language=scene.owner.language, actor=SYSTEM, at=NOON)


def decline(scene: Scene) -> None:
    topic = confirm_topic(propose(scene).pk, actor=SYSTEM, at=NOON)
    move_topic(topic.pk, to=TopicState.DECLINED, actor=scene.director, at=NOON)


def cancel(scene: Scene) -> None:
    registration = register(scene)
    assert registration is not None
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)
    cancel_roadshow(registration.roadshow_id, actor=scene.director, at=NOON)


def restore(scene: Scene) -> None:
    cancel(scene)
    restore_roadshow(Roadshow.objects.get().pk, actor=scene.director, at=NOON)


def shared(scene: Scene) -> BlockScene:
    """A block whose people all read the language of the scene."""
    return BlockScene(language=scene.owner.language)


def asked(scene: Scene) -> BlockApplication:
    block = shared(scene)
    company, owner = block.member(name="Maison Rive")
    return block.applied(company, actor=owner)


def given(scene: Scene) -> Booking:
    block = shared(scene)
    return block.give(block.booths[0])


def placed(scene: Scene) -> Booking:
    """A booth for a member that has more m² than it takes."""
    block = BlockScene(floor_sqm=20, language=scene.owner.language)
    return place_in_booths(block.give_floor(20).pk, [block.booths[0].pk], actor=block.owner, at=NOON)


AT_RETURN = NOON.replace(month=8)


def lapsing(scene: Scene) -> Booking:
    booking = scene.submitted()
    warn_of_lapse(booking.pk, actor=SYSTEM, at=NOON + timedelta(days=90))
    return booking


def end_all(scene: Scene) -> None:
    booking = scene.submitted()
    seen = [(booking.pk, booking.revision)]
    company_id = booking.company_id
    end_claims(company_id, seen, reason=REASON, is_blocked=True, actor=scene.director, at=NOON)
    allow_claims(company_id, seen=None, actor=scene.director, at=NOON)


def claim_company(scene: Scene) -> OwnershipRequest:
    """The director, who decides, reads the language of the scene, and so does who asks."""
    read_by_director(scene)
    asker = UserFactory(name="Ana", language=scene.owner.language)
    company = CompanyFactory(name="Maison Rive")
    return request_ownership(company.pk, statement="I run *trade fairs* there.", actor=asker, at=NOON)


def claim_by_domain(scene: Scene) -> OwnershipRequest:
    """The listed contact, the director and who asks read the language of the scene."""
    read_by_director(scene)
    asker = UserFactory(name="Ana", email="ana@rive.fr", language=scene.owner.language)
    EmailAddress.objects.create(user=asker, email=asker.email, verified=True)
    UserFactory(email="contact@rive.fr", language=scene.owner.language)
    company = CompanyFactory(name="Maison Rive", website="https://rive.fr", contact_email="contact@rive.fr")
    return request_ownership(company.pk, actor=asker, at=NOON)


def object_to_ana(scene: Scene) -> None:
    object_to_claim(claim_by_domain(scene).pk, reason=REASON, actor=SYSTEM, at=NOON)


def ask_for_name(scene: Scene) -> NameChange:
    read_by_director(scene)
    change_company(scene.company.pk, {"name": "Rive & Söhne International"}, actor=scene.owner, at=NOON)
    return NameChange.objects.get()


def decline_name(scene: Scene) -> None:
    decline_name_change(ask_for_name(scene).pk, reason=REASON, seen=None, actor=scene.director, at=NOON)


def register_namesake(scene: Scene) -> None:
    Company.objects.filter(pk=scene.company.pk).update(normalized_name="maison rive sohne")
    record = {"name": "Maison Rive & Söhne", "country": "DE"}
    register_company(record, despite_namesakes=True, actor=UserFactory(), at=NOON)


def merge_two(scene: Scene) -> CompanyMerge:
    kept, merged = CompanyFactory(name="Maison Rive"), CompanyFactory(name="Rive SARL")
    MembershipFactory(company=merged, user=scene.owner)
    return merge_companies(kept.pk, merged.pk, seen=None, actor=scene.director, at=NOON)


def judge(scene: Scene, decide: Callable[..., object], **more: str) -> None:
    company = NewCompanyFactory(name="Maison Rive")
    MembershipFactory(company=company, user=scene.owner)
    decide(company.pk, seen=None, actor=scene.director, at=NOON, **more)


def invoiced(scene: Scene) -> Booking:
    """Approved, and all that an invoice needs is there."""
    booking = scene.approved()
    seller_of(booking.edition, prefix="E7-")
    tax_row(booking.edition, 6)
    type(booking.company).objects.filter(pk=booking.company_id).update(address="2 Rue", city="Paris", contact_email="")
    return booking


def credit(scene: Scene) -> None:
    invoice = issued(invoiced(scene))
    note = credit_invoice(invoice.pk, reason=REASON, actor=scene.director, at=NOON)
    issue_invoice(note.pk, actor=scene.director, at=NOON)


def offer(scene: Scene) -> Offer:
    sold_by_offer(scene.booth.plan.edition)
    return Offer.objects.get(booking=scene.approved())


def contract(scene: Scene, rule: ConfirmedBy = ConfirmedBy.SIGNATURE, **values: object) -> Contract:
    made = offer(scene)
    sold_with(scene.booth.plan.edition, rule, **values)
    accept_as_asked(made.pk, actor=scene.owner, at=NOON)
    return Contract.objects.get()


def sign(scene: Scene) -> Contract:
    return signed(contract(scene), scene.owner)


def reduce_space(scene: Scene) -> None:
    signed, smaller = sign(scene), BoothFactory(allotment=scene.booth.allotment, area_sqm=6)
    booths, taken = [scene.booth.pk], [smaller.pk]
    reduce_contract(signed.pk, returned=booths, taken=taken, reason=REASON, actor=scene.director, at=NOON)
    finish_contract(Contract.objects.get(state="signed").pk, actor=SYSTEM, at=NOON)


def extend_signing(scene: Scene) -> None:
    later = NOON.date() + timedelta(days=20)
    extend_contract(contract(scene).pk, sign_by=later, reason=REASON, actor=scene.director, at=NOON)


def refuse_less_space(scene: Scene) -> None:
    signed, smaller = sign(scene), BoothFactory(allotment=scene.booth.allotment, area_sqm=6)
    booths, taken = [scene.booth.pk], [smaller.pk]
    found = Contract.objects.select_related("booking__edition", "offer").get(pk=signed.pk)
    quote = reduction_quote(found, booths, taken, at=NOON)
    request = request_reduction(
        signed.pk,
        returned=booths,
        taken=taken,
        reason=REASON,
        net=quote.net,
        fee=quote.fee,
        actor=scene.owner,
        at=NOON,
    )
    refuse_reduction_request(request.pk, reason=REASON, actor=scene.director, at=NOON)


def asked_deck(scene: Scene) -> UpperDeck:
    booking = scene.submitted()
    claim = booking.holder.claims.get()
    return request_deck(booking.pk, claim.pk, DECK, actor=scene.owner, at=NOON)


def mandate_of(scene: Scene) -> Mandate:
    read_by_director(scene)
    return send_mandate(scene.company.pk, name="Wang Fang", file=scan(), actor=scene.owner, at=NOON)


def reject_copy(scene: Scene) -> None:
    found = contract(scene)
    send_signed_copy(found.pk, name="Wang Fang", file=scan(), actor=scene.owner, at=NOON)
    reject_signed_copy(found.pk, reason=REASON, actor=scene.director, at=NOON)


def await_deposit(scene: Scene) -> None:
    made = offer(scene)
    sold_with(scene.booth.plan.edition, ConfirmedBy.DEPOSIT, uses_contracts=False)
    accept_as_asked(made.pk, actor=scene.owner, at=NOON)


def late(scene: Scene) -> Invoice:
    """An invoice of which all reminders are due one after the other, at these days after noon."""
    made = contract(scene, ConfirmedBy.SIGNATURE_AND_DEPOSIT, releases=True, notice_after=1, release_after=1)
    levels = [DunningLevel(day, tone) for day, tone in zip((5, 15, 25), Tone, strict=True)]
    set_dunning(scene.booth.plan.edition_id, levels, actor=scene.director, at=NOON)
    return signed_and_invoiced(made, actor=scene.owner)


def dun(scene: Scene, times: int) -> Invoice:
    invoice = late(scene)
    for days in (12, 24, 34)[:times]:
        remind_of_payment(invoice.pk, actor=SYSTEM, at=NOON + timedelta(days=days))
    return invoice


def announce(scene: Scene) -> Invoice:
    invoice = dun(scene, 3)
    announce_release(invoice.pk, actor=SYSTEM, at=NOON + timedelta(days=38))
    return invoice


def give_time(scene: Scene) -> None:
    later = NOON.date() + timedelta(days=60)
    extend_due_date(late(scene).pk, due_on=later, reason=REASON, actor=scene.director, at=NOON)


def extend(scene: Scene) -> None:
    later = NOON.date() + timedelta(days=20)
    extend_offer(offer(scene).pk, last_day=later, reason=REASON, actor=scene.director, at=NOON)


def remind_director(scene: Scene) -> None:
    booking = scene.submitted()
    User.objects.filter(pk=scene.director.pk).update(language=scene.owner.language)
    remind_of_overdue(booking.edition_id, actor=SYSTEM, at=NOON + timedelta(days=14))


def assigned_by_a_colleague(scene: Scene) -> None:
    User.objects.filter(pk=scene.director.pk).update(language=scene.owner.language)
    assign_reviewer(scene.submitted().pk, scene.director.pk, actor=organizer(), at=NOON)


def asked_by_the_exhibitor(scene: Scene) -> None:
    User.objects.filter(pk=scene.director.pk).update(language=scene.owner.language)
    comment_as_exhibitor(scene.submitted().pk, REASON, actor=scene.owner, at=NOON)


def return_written(scene: Scene) -> None:
    company, edition = deals.exhibiting(scene.company)
    deal = draft_deal(company.pk, edition.pk, deals.terms(), actor=scene.owner, at=NOON)
    return_deal(deal.pk, reason=REASON, actor=scene.director, at=NOON)


def refuse_claimed(scene: Scene) -> None:
    terms = exhibits.terms(debut=Debut.ASIA)
    exhibit = add_exhibit(scene.company.pk, scene.booth.plan.edition_id, terms, actor=scene.owner, at=NOON)
    refuse_debut(exhibit.pk, reason=REASON, actor=scene.director, at=NOON)


def pay(scene: Scene) -> Payment:
    """For an invoice of the scene's booking, a little too much."""
    booking = scene.approved()
    seller_of(booking.edition)
    tax_row(booking.edition)
    party = company_party(booking.company)
    BillingParty.objects.filter(pk=party.pk).update(address="1 Road", city="Lyon", country="FR")
    return paid(issued(booking, "100"), 130, for_invoice=120)


SHARER = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Sharer", country="IT")


def charging(scene: Scene) -> Booking:
    """An approved booking in an edition that charges for companies on its stand."""
    booking = scene.approved()
    charge_companies(booking.edition_id, {Basis.CO_EXHIBITOR: 1500})
    return booking


def give_back(scene: Scene) -> Payment:
    payment = pay(scene)
    account = bank_account(payment.currency)
    line = bank_line("130.00", day=TODAY, is_credit=False, text="RETOURE")
    imported(account, [line])
    return_payment(account.lines.get().pk, payment=payment.pk, actor=scene.director, at=NOON)
    return payment


def propose_to_refund(scene: Scene) -> Approval:
    """By a person of finance; only the director is left to agree. Both read the language of the scene."""
    payment = pay(scene)
    Appointment.objects.exclude(user=scene.director).delete()
    finance = organizer(OrganizerRole.FINANCE)
    User.objects.filter(pk__in=[finance.pk, scene.director.pk]).update(language=scene.owner.language)
    return propose_refund(payment.pk, amount=Decimal(10), paid_on=TODAY, reason=REASON, actor=finance, at=NOON)


def decline_to_refund(scene: Scene) -> Approval:
    return decline_approval(propose_to_refund(scene).pk, reason=REASON, actor=scene.director, at=NOON)


def event_of(scene: Scene) -> ProgrammeEvent:
    """An announced event of the pavilion that the owner manages. Only the scene's director decides on its changes."""
    event = announced(pavilion_id=scene.pavilion())
    read_by_director_alone(scene)
    return event


def read_by_director_alone(scene: Scene) -> None:
    """What is sent to the team goes to one person, who reads the language of the scene."""
    Appointment.objects.exclude(user=scene.director).delete()
    read_by_director(scene)


def propose_change(scene: Scene) -> EventProposal:
    event = event_of(scene)
    wanted = event_terms(title="Gongs", room_id=event.room_id, pavilion_id=event.pavilion_id)
    return propose_event_change(event.pk, wanted, actor=scene.owner, at=NOON)


def decline_change(scene: Scene) -> None:
    decline_event_change(propose_change(scene).pk, reason=REASON, actor=scene.director, at=NOON)


def merge_topic(scene: Scene) -> None:
    topic, into = confirm_topic(propose(scene).pk, actor=SYSTEM, at=NOON), proposed(title="Trade")
    merge_topics(topic.pk, into.pk, actor=scene.director, at=NOON)


def lose_host(scene: Scene) -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    area = area_terms(section=Section.NATIONAL, host_id=pavilion.pk, is_public=True)
    placed_area([national_booth(pavilion.edition)], area)
    read_by_director_alone(scene)
    change_stage(pavilion.pk, to=PavilionStage.DECLINED, actor=scene.director, at=NOON)


def close_pavilion(scene: Scene) -> None:
    pavilion = pavilion_at(PavilionStage.OPEN)
    pavilion.managers.add(scene.owner)
    change_stage(pavilion.pk, to=PavilionStage.CLOSED, actor=scene.director, at=OPENING)


def move_show(scene: Scene) -> None:
    registration = register(scene)
    assert registration is not None
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)
    change_roadshow(registration.roadshow_id, {"city": "Paris"}, actor=scene.director, at=NOON)


def lose_participant(scene: Scene) -> None:
    """A bulletin says that one country takes part, which then declines."""
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    bulletin = move_bulletin(
        drafted("{participants} participants.").pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON
    )
    issue_bulletin(bulletin.pk, actor=scene.director, at=NOON)
    read_by_director_alone(scene)
    change_stage(pavilion.pk, to=PavilionStage.DECLINED, actor=scene.director, at=NOON)
    warn_of_fallen_figures(actor=SYSTEM, at=NOON + timedelta(hours=1))


CAUSES: dict[str, Callable[[Scene], object]] = {
    "booking_submitted": ask,
    "booking_withdrawn": lambda s: withdraw_booking(s.submitted().pk, actor=s.owner, at=NOON),
    "hold_ending": lambda s: remind_of_ending_hold(s.held().pk, actor=SYSTEM, at=NOON),
    "hold_ended": lambda s: expire_booking(s.held().pk, actor=SYSTEM, at=NOON + timedelta(days=9)),
    "booking_approved": lambda s: s.approved(),
    "booking_rejected": lambda s: reject_booking(s.submitted().pk, reason=REASON, actor=s.director, at=NOON),
    "booking_waitlisted": lambda s: waitlist_booking(s.submitted().pk, reason=REASON, actor=s.director, at=NOON),
    "booking_returned": lambda s: return_booking(s.submitted().pk, reason=REASON, actor=s.director, at=NOON),
    "booking_cancelled": lambda s: cancel_booking(s.approved().pk, reason=REASON, actor=s.owner, at=NOON),
    "price_changed": lambda s: enter_co_exhibitor(charging(s).pk, SHARER, actor=s.owner, at=NOON),
    "plan_changed": lambda s: change_plan(s, s.approved().pk),
    "pavilion_plan_changed": lambda s: change_plan(s, s.pavilion()),
    "booking_lapsing": lapsing,
    "booking_lapsed": lambda s: lapse_booking(lapsing(s).pk, actor=SYSTEM, at=NOON + timedelta(days=97)),
    "bookings_overdue": remind_director,
    "invoice_issued": lambda s: issued(invoiced(s)),
    "credit_note_issued": credit,
    "offer_made": offer,
    "offer_accepted": lambda s: accept_as_asked(offer(s).pk, actor=s.owner, at=NOON),
    "offer_lapsing": lambda s: remind_of_offer(offer(s).pk, actor=SYSTEM, at=NOON + timedelta(days=12)),
    "offer_lapsed": lambda s: lapse_offer(offer(s).pk, actor=SYSTEM, at=NOON + timedelta(days=15)),
    "offer_extended": extend,
    "deposit_awaited": await_deposit,
    "booking_confirmed": sign,
    "contract_to_sign": contract,
    "contract_extended": extend_signing,
    "contract_withdrawn": lambda s: withdraw_contract(contract(s).pk, reason=REASON, actor=s.director, at=NOON),
    "contract_lapsing": lambda s: remind_of_contract(contract(s).pk, actor=SYSTEM, at=NOON + timedelta(days=12)),
    "contract_lapsed": lambda s: lapse_contract(
        contract(s, releases=True).pk, actor=SYSTEM, at=NOON + timedelta(days=15)
    ),
    "contract_signed": lambda s: finish_contract(sign(s).pk, actor=SYSTEM, at=NOON),
    "contract_reduced": reduce_space,
    "copy_rejected": reject_copy,
    "acceptance_code": lambda s: send_acceptance_code(offer(s).pk, actor=s.owner, at=NOON),
    "signing_code": lambda s: send_signing_code(contract(s).pk, actor=s.owner, at=NOON),
    "mandate_sent": mandate_of,
    "mandate_accepted": lambda s: accept_mandate(mandate_of(s).pk, seen=None, actor=s.director, at=NOON),
    "mandate_refused": lambda s: refuse_mandate(mandate_of(s).pk, reason=REASON, seen=None, actor=s.director, at=NOON),
    "reduction_refused": refuse_less_space,
    "deck_approved": lambda scene: approve_deck(asked_deck(scene).pk, actor=scene.director, at=NOON),
    "deck_declined": lambda scene: decline_deck(asked_deck(scene).pk, reason=REASON, actor=scene.director, at=NOON),
    "payment_reminder": lambda s: dun(s, 1),
    "payment_reminder_firm": lambda s: dun(s, 2),
    "payment_reminder_last": lambda s: dun(s, 3),
    "payment_extended": give_time,
    "release_announced": announce,
    "booking_released": lambda s: release_unpaid(announce(s).pk, actor=SYSTEM, at=NOON + timedelta(days=45)),
    "offer_withdrawn": lambda s: withdraw_offer(offer(s).pk, reason=REASON, actor=s.director, at=NOON),
    "payment_received": pay,
    "payment_returned": give_back,
    "approval_waiting": propose_to_refund,
    "approval_decided": decline_to_refund,
    "review_assigned": assigned_by_a_colleague,
    "comment_for_organizer": asked_by_the_exhibitor,
    "comment_for_exhibitor": lambda s: comment_as_organizer(s.submitted().pk, REASON, actor=s.director, at=NOON),
    "company_verified": lambda s: judge(s, verify_company),
    "company_refused": lambda s: judge(s, refuse_company, reason=REASON),
    "ownership_requested": claim_company,
    "ownership_claimed": claim_by_domain,
    "ownership_contested": object_to_ana,
    "name_change_proposed": ask_for_name,
    "name_change_decided": decline_name,
    "name_taken_elsewhere": register_namesake,
    "ownership_granted": lambda s: grant_ownership(claim_company(s).pk, seen=1, actor=s.director, at=NOON),
    "ownership_declined": lambda s: decline_ownership(
        claim_company(s).pk, reason=REASON, seen=1, actor=s.director, at=NOON
    ),
    "company_merged": merge_two,
    "company_merge_undone": lambda s: undo_merge(merge_two(s).pk, actor=s.director, at=NOON),
    "company_claims_ended": end_all,
    "company_claims_allowed": end_all,
    "deal_returned": return_written,
    "debut_refused": refuse_claimed,
    "block_opened": shared,
    "block_applied": asked,
    "block_accepted": given,
    "block_letter": given,
    "booking_placed": placed,
    "block_declined": lambda s: decline_application(asked(s).pk, reason=REASON, actor=SYSTEM, at=NOON),
    "block_returns_soon": lambda s: warn_of_return(shared(s).block.pk, actor=SYSTEM, at=AT_RETURN),
    "block_returned": lambda s: return_rest(shared(s).block.pk, actor=SYSTEM, at=AT_RETURN),
    "company_invitation": invite,
    "staff_invitation": appoint,
    "pavilion_task_due": remind,
    "pavilion_design_submitted": submit_stand,
    "pavilion_space_requested": ask_for_space,
    "pavilion_design_decided": approve_stand,
    "pavilion_invitation": invite_to_manage,
    "roadshow_registration": register,
    "roadshow_cancelled": cancel,
    "roadshow_restored": restore,
    "roadshow_moved": move_show,
    "forum_topic": propose,
    "forum_topic_decided": decline,
    "forum_topic_news": merge_topic,
    "event_news": event_of,
    "event_proposal": propose_change,
    "event_proposal_decided": decline_change,
    "pavilion_stage": close_pavilion,
    "pavilion_host_gone": lose_host,
    "figure_fell": lose_participant,
}
PAGES = {
    "agenda:event": {"event_news"},
    "desk:account": {"payment_received", "payment_returned"},
    "desk:block": {"block_applied", "block_opened", "block_returned", "block_returns_soon"},
    "desk:blocks": {"block_declined"},
    "desk:booking": {
        *("block_accepted", "block_letter", "booking_approved", "booking_cancelled", "booking_confirmed"),
        *("booking_lapsed", "booking_lapsing", "booking_placed", "booking_rejected", "booking_released"),
        *("booking_returned", "booking_submitted", "booking_waitlisted", "comment_for_exhibitor", "contract_lapsed"),
        *("contract_reduced", "contract_signed", "contract_withdrawn", "credit_note_issued", "deck_approved"),
        *("deck_declined", "hold_ended", "hold_ending", "invoice_issued", "offer_accepted", "offer_lapsed"),
        *("offer_withdrawn", "plan_changed", "price_changed"),
    },
    "desk:bookings": {"booking_withdrawn"},
    "desk:company": {
        *("company_claims_allowed", "company_claims_ended", "company_merge_undone", "company_merged"),
        *("company_refused", "company_verified", "name_change_decided", "name_taken_elsewhere", "ownership_granted"),
    },
    "desk:dashboard": {"ownership_contested", "ownership_declined"},
    "desk:deal": {"deal_returned"},
    "desk:invitation": {"company_invitation"},
    "desk:mandates": {"mandate_accepted", "mandate_refused"},
    "desk:offer": {
        *("contract_extended", "contract_lapsing", "contract_to_sign", "copy_rejected", "deposit_awaited"),
        *("offer_extended", "offer_lapsing", "offer_made", "payment_extended", "payment_reminder"),
        *("payment_reminder_firm", "payment_reminder_last", "reduction_refused", "release_announced", "signing_code"),
        "acceptance_code",
    },
    "exhibits:exhibit": {"debut_refused"},
    "forum:confirm": {"forum_topic"},
    "forum:forum": {"forum_topic_decided", "forum_topic_news"},
    "organizer:approval": {"approval_decided", "approval_waiting"},
    "organizer:bulletin": {"figure_fell"},
    "organizer:company_checks": {"name_change_proposed", "ownership_requested"},
    "organizer:mandates": {"mandate_sent"},
    "organizer:queue": {"bookings_overdue"},
    "organizer:review": {"comment_for_organizer", "review_assigned"},
    "ownership_objection": {"ownership_claimed"},
    "pavilion:accept": {"pavilion_invitation"},
    "pavilion:designs": {"pavilion_design_decided", "pavilion_design_submitted"},
    "pavilion:home": {"pavilion_stage"},
    "pavilion:mine": {"pavilion_plan_changed"},
    "pavilion:show": {"pavilion_space_requested"},
    "pavilion:tasks": {"pavilion_task_due"},
    "programme:event": {"event_proposal", "event_proposal_decided"},
    "roadshows:confirm": {"roadshow_moved", "roadshow_registration", "roadshow_restored"},
    "roadshows:list": {"roadshow_cancelled", "roadshow_moved"},
    "staff:accept": {"staff_invitation"},
    "themed_areas:list": {"pavilion_host_gone"},
}
"""The pages to which the letters of each kind lead; a letter has one link for each, in this order."""
SUBJECTS = {
    ("payment_returned", "en"): "Your payment of {money} was returned by the bank",
    ("payment_returned", "zh-hans"): "您的款项 {money} 已被银行退回",
    ("approval_waiting", "en"): "Your agreement is needed: {refund}",
    ("approval_waiting", "zh-hans"): "请复核：{refund}",
    ("approval_decided", "en"): "Declined: {refund}",
    ("approval_decided", "zh-hans"): "未同意：{refund}",
    ("payment_received", "en"): "We have received {money} from {company}",
    ("payment_received", "zh-hans"): "已收到 {company} 的款项 {money}",
    ("invoice_issued", "en"): "Invoice E7-2024-00001 for your space at {edition}",
    ("invoice_issued", "zh-hans"): "{edition}：账单 E7-2024-00001",
    ("credit_note_issued", "en"): "Credit note E7-2024-00002 for your space at {edition}",
    ("credit_note_issued", "zh-hans"): "{edition}：贷项通知单 E7-2024-00002",
    ("offer_made", "en"): "Offer for your space at {edition}: accept by {until}",
    ("offer_made", "zh-hans"): "{edition}展位报价单，有效期至 {until}",
    ("offer_accepted", "en"): "Confirmed: your space at {edition}",
    ("offer_accepted", "zh-hans"): "预订已确认：您在{edition}的展位",
    ("offer_lapsing", "en"): "The offer for booking {reference} lapses after {until}",
    ("offer_lapsing", "zh-hans"): "预订 {reference} 的报价单将于 {until} 后失效",
    ("offer_lapsed", "en"): "The offer for booking {reference} has lapsed",
    ("offer_lapsed", "zh-hans"): "预订 {reference} 的报价单已失效",
    ("offer_extended", "en"): "You can accept the offer for booking {reference} until {until}",
    ("offer_extended", "zh-hans"): "预订 {reference} 的报价单已延期至 {until}",
    ("deposit_awaited", "en"): "Offer accepted for booking {reference}: the deposit is next",
    ("deposit_awaited", "zh-hans"): "预订 {reference} 的报价单已接受，下一步支付定金",
    ("booking_confirmed", "en"): "Confirmed: booking {reference} at {edition}",
    ("booking_confirmed", "zh-hans"): "预订 {reference} 已确认：{edition}",
    ("contract_to_sign", "en"): "Contract for your space at {edition}: sign by {until}",
    ("contract_to_sign", "zh-hans"): "{edition}展位合同，请于 {until} 或之前签署",
    ("contract_extended", "en"): "You can sign contract {number} until {until}",
    ("contract_extended", "zh-hans"): "合同 {number} 的签署期限已延至 {until}",
    ("contract_withdrawn", "en"): "Contract {number} has been withdrawn",
    ("contract_withdrawn", "zh-hans"): "合同 {number} 已撤回",
    ("contract_lapsing", "en"): "Please sign contract {number} by {until}",
    ("contract_lapsing", "zh-hans"): "请于 {until} 或之前签署合同 {number}",
    ("contract_lapsed", "en"): "Booking {reference} has been cancelled: the contract was not signed",
    ("contract_lapsed", "zh-hans"): "预订 {reference} 已取消：合同未签署",
    ("contract_signed", "en"): "Signed: contract {number} for {edition}",
    ("contract_signed", "zh-hans"): "已签署：{edition}合同 {number}",
    ("contract_reduced", "en"): "Contract {number} for {edition}: less space",
    ("contract_reduced", "zh-hans"): "{edition}合同 {number}：展位面积减少",
    ("payment_reminder", "en"): "Reminder: invoice {invoice} was due on {pay_by}",
    ("payment_reminder", "zh-hans"): "提醒：账单 {invoice} 已于 {pay_by} 到期",
    ("payment_reminder_firm", "en"): "Second reminder: invoice {invoice} is late",
    ("payment_reminder_firm", "zh-hans"): "再次提醒：账单 {invoice} 已逾期",
    ("payment_reminder_last", "en"): "Last reminder: invoice {invoice} is late",
    ("payment_reminder_last", "zh-hans"): "最后提醒：账单 {invoice} 已逾期",
    ("payment_extended", "en"): "You can pay invoice {invoice} until {pay_by}",
    ("payment_extended", "zh-hans"): "账单 {invoice} 的付款期限已延至 {pay_by}",
    ("release_announced", "en"): (
        "Booking {reference} will be cancelled on {release_on} unless invoice {invoice} is paid"
    ),
    ("release_announced", "zh-hans"): "账单 {invoice} 未付，预订 {reference} 将于 {release_on} 取消",
    ("booking_released", "en"): "Booking {reference} has been cancelled: invoice {invoice} was not paid",
    ("booking_released", "zh-hans"): "预订 {reference} 已取消：账单 {invoice} 未付",
    ("deck_approved", "en"): "The upper deck of booking {reference} has been approved",
    ("deck_approved", "zh-hans"): "预订 {reference} 的二层结构申请已获批准",
    ("deck_declined", "en"): "The upper deck of booking {reference} has been declined",
    ("deck_declined", "zh-hans"): "预订 {reference} 的二层结构申请未获批准",
    ("reduction_refused", "en"): "The request for less space of booking {reference} was refused",
    ("reduction_refused", "zh-hans"): "预订 {reference} 减少展位面积的申请未获同意",
    ("acceptance_code", "en"): "Code to accept the offer for booking {reference}",
    ("acceptance_code", "zh-hans"): "接受预订 {reference} 报价单的验证码",
    ("signing_code", "en"): "Code to sign contract {number}",
    ("signing_code", "zh-hans"): "签署合同 {number} 的验证码",
    ("mandate_sent", "en"): "Power of attorney for Maison Rive & Söhne to be checked",
    ("mandate_sent", "zh-hans"): "待核对：Maison Rive & Söhne 的授权委托书",
    ("mandate_accepted", "en"): "You may now sign for Maison Rive & Söhne",
    ("mandate_accepted", "zh-hans"): "您现在可以代表 Maison Rive & Söhne 签署",
    ("mandate_refused", "en"): "Your power of attorney for Maison Rive & Söhne was not accepted",
    ("mandate_refused", "zh-hans"): "您代表 Maison Rive & Söhne 的授权委托书未被接受",
    ("copy_rejected", "en"): "The signed copy of contract {number} was not accepted",
    ("copy_rejected", "zh-hans"): "合同 {number} 的签署件未被接受",
    ("offer_withdrawn", "en"): "The offer for booking {reference} has been withdrawn",
    ("offer_withdrawn", "zh-hans"): "预订 {reference} 的报价单已撤回",
    ("booking_submitted", "en"): "We have received your booking {reference}",
    ("booking_submitted", "zh-hans"): "已收到您的展位预订 {reference}",
    ("booking_withdrawn", "en"): "Booking {reference} has been withdrawn",
    ("booking_withdrawn", "zh-hans"): "预订 {reference} 已撤回",
    ("hold_ending", "en"): "Your booths are held until 12:30: please submit",
    ("hold_ending", "zh-hans"): "您选择的展位暂留至 12:30，请尽快提交",
    ("hold_ended", "en"): "The hold on your booths has expired",
    ("hold_ended", "zh-hans"): "您的展位暂留时间已结束",
    ("booking_approved", "en"): "Approved: your space at {edition}",
    ("booking_approved", "zh-hans"): "预订已批准：您在{edition}的展位",
    ("booking_rejected", "en"): "Your booking {reference} was not approved",
    ("booking_rejected", "zh-hans"): "您的预订 {reference} 未获批准",
    ("booking_waitlisted", "en"): "Your booking {reference} is on the waiting list",
    ("booking_waitlisted", "zh-hans"): "您的预订 {reference} 已列入候补名单",
    ("booking_returned", "en"): "Please change your booking {reference}",
    ("booking_returned", "zh-hans"): "请修改您的预订 {reference}",
    ("booking_cancelled", "en"): "Booking {reference} has been cancelled",
    ("booking_cancelled", "zh-hans"): "预订 {reference} 已取消",
    ("price_changed", "en"): "The price of booking {reference} has changed",
    ("price_changed", "zh-hans"): "预订 {reference} 的价格已变更",
    ("booking_lapsing", "en"): "Your booking {reference} will lapse on 22 August 2024 without a decision",
    ("booking_lapsing", "zh-hans"): "您的预订 {reference} 若仍未审批，将于 2024年8月22日 失效",
    ("booking_lapsed", "en"): "Your booking {reference} has lapsed",
    ("booking_lapsed", "zh-hans"): "您的预订 {reference} 已失效",
    ("review_assigned", "en"): "Booking {reference} of Maison Rive & Söhne is assigned to you",
    ("review_assigned", "zh-hans"): "Maison Rive & Söhne 的预订 {reference} 已分派给您",
    ("comment_for_organizer", "en"): "New comment from Maison Rive & Söhne on booking {reference}",
    ("comment_for_organizer", "zh-hans"): "Maison Rive & Söhne 就预订 {reference} 留言",
    ("comment_for_exhibitor", "en"): "New comment on your booking {reference}",
    ("comment_for_exhibitor", "zh-hans"): "您的预订 {reference} 有新留言",
    ("bookings_overdue", "en"): "1 booking waiting for more than 14 days",
    ("bookings_overdue", "zh-hans"): "1 项预订等待审批已超过 14 天",
    ("company_verified", "en"): "Maison Rive has been verified",
    ("company_verified", "zh-hans"): "Maison Rive 已通过核验",
    ("company_refused", "en"): "Maison Rive could not be verified",
    ("company_refused", "zh-hans"): "Maison Rive 未通过核验",
    ("ownership_claimed", "en"): "Someone has claimed Maison Rive",
    ("ownership_claimed", "zh-hans"): "有人申请认领 Maison Rive",
    ("ownership_contested", "en"): "The organizer will decide on your claim of Maison Rive",
    ("ownership_contested", "zh-hans"): "您对 Maison Rive 的认领申请将由主办方决定",
    ("name_change_proposed", "en"): "Maison Rive & Söhne asks for another name or country",
    ("name_change_proposed", "zh-hans"): "Maison Rive & Söhne 申请变更名称或国家",
    ("name_change_decided", "en"): "Maison Rive & Söhne: new name or country declined",
    ("name_change_decided", "zh-hans"): "Maison Rive & Söhne：名称或国家变更未获同意",
    ("name_taken_elsewhere", "en"): "A company with the name of Maison Rive & Söhne has been registered",
    ("name_taken_elsewhere", "zh-hans"): "有企业以与 Maison Rive & Söhne 相同的名称登记",
    ("ownership_requested", "en"): "Ana claims Maison Rive",
    ("ownership_requested", "zh-hans"): "Ana 申请认领 Maison Rive",
    ("ownership_granted", "en"): "You now act for Maison Rive",
    ("ownership_granted", "zh-hans"): "您已成为 Maison Rive 的所有者",
    ("ownership_declined", "en"): "Your request to act for Maison Rive was declined",
    ("ownership_declined", "zh-hans"): "您代表 Maison Rive 的申请未获批准",
    ("company_merged", "en"): "Rive SARL is now part of Maison Rive",
    ("company_merged", "zh-hans"): "Rive SARL 已并入 Maison Rive",
    ("company_merge_undone", "en"): "Rive SARL is a company of its own again",
    ("company_merge_undone", "zh-hans"): "Rive SARL 已恢复为独立企业",
    ("company_claims_ended", "en"): "The organizer has ended the bookings of Maison Rive & Söhne",
    ("company_claims_ended", "zh-hans"): "主办方已终止 Maison Rive & Söhne 的预订",
    ("company_claims_allowed", "en"): "Maison Rive & Söhne can book space again",
    ("company_claims_allowed", "zh-hans"): "Maison Rive & Söhne 可以重新预订面积",
    ("deal_returned", "en"): "Please change your deal with Huadong Trading",
    ("deal_returned", "zh-hans"): "请修改与 Huadong Trading 的意向成交",
    ("debut_refused", "en"): "Debut not confirmed: Comté, 24 months",
    ("debut_refused", "zh-hans"): "首发未获确认：Comté, 24 months",
    ("plan_changed", "en"): "Change to the plan of hall {hall}: your booking {reference}",
    ("plan_changed", "zh-hans"): "{hall} 展馆平面图调整：您的预订 {reference}",
    ("pavilion_plan_changed", "en"): "Change to the plan of hall {hall}: pavilion of France",
    ("pavilion_plan_changed", "zh-hans"): "{hall} 展馆平面图调整：法国国家馆",
    ("block_opened", "en"): "Allocate your space at {edition}: Taste of France",
    ("block_opened", "zh-hans"): "请分配您在{edition}的展位：Taste of France",
    ("block_applied", "en"): "Maison Rive has applied to Taste of France",
    ("block_applied", "zh-hans"): "Maison Rive 申请加入 Taste of France",
    ("block_accepted", "en"): "Your space in Taste of France at {edition}",
    ("block_accepted", "zh-hans"): "您在{edition} Taste of France 的展位",
    ("block_letter", "en"): "A new confirmation letter for Taste of France",
    ("block_letter", "zh-hans"): "Taste of France 的新展位确认函",
    ("booking_placed", "en"): "Your booths at {edition}: booking {reference}",
    ("booking_placed", "zh-hans"): "展位已确定：您在{edition}的预订 {reference}",
    ("block_declined", "en"): "Taste of France: your application was not accepted",
    ("block_declined", "zh-hans"): "Taste of France：您的申请未获接受",
    ("block_returns_soon", "en"): "Unallocated space of Taste of France goes back on sale on 1 August 2024",
    ("block_returns_soon", "zh-hans"): "Taste of France 的剩余面积将于 2024年8月1日 收回",
    ("block_returned", "en"): "Unallocated space of Taste of France is back on sale",
    ("block_returned", "zh-hans"): "Taste of France 的剩余面积已收回",
    ("company_invitation", "en"): "Invitation to act for Maison Rive & Söhne",
    ("company_invitation", "zh-hans"): "邀请您代表 Maison Rive & Söhne",
    ("roadshow_registration", "en"): "Confirm your registration: Meet the expo",
    ("roadshow_registration", "zh-hans"): "请确认您的报名：Meet the expo",
    ("forum_topic", "en"): "Confirm your topic for the forum",
    ("forum_topic", "zh-hans"): "请确认您提交的论坛议题",
    ("forum_topic_decided", "en"): "Your topic for the forum",
    ("forum_topic_decided", "zh-hans"): "关于您提交的论坛议题",
    ("roadshow_cancelled", "en"): "Meet the expo has been cancelled",
    ("roadshow_cancelled", "zh-hans"): "Meet the expo 已取消",
    ("roadshow_restored", "en"): "Meet the expo takes place after all",
    ("roadshow_restored", "zh-hans"): "Meet the expo 将照常举行",
    ("pavilion_task_due", "en"): "Due soon: Send the flag (pavilion of France)",
    ("pavilion_task_due", "zh-hans"): "即将到期：Send the flag（法国国家馆）",
    ("pavilion_design_submitted", "en"): "A design to review: France, version 1",
    ("pavilion_design_submitted", "zh-hans"): "设计方案待审核：法国，第 1 版",
    ("pavilion_space_requested", "en"): "Space requested: France, 90 m²",
    ("pavilion_space_requested", "zh-hans"): "展位面积申请：法国，90 m²",
    ("pavilion_design_decided", "en"): "Approved: the design of the pavilion of France",
    ("pavilion_design_decided", "zh-hans"): "设计方案已批准：法国国家馆",
    ("pavilion_invitation", "en"): "Manage the pavilion of France",
    ("pavilion_invitation", "zh-hans"): "邀请您管理法国国家馆",
    ("staff_invitation", "en"): "Join the organizer's team",
    ("staff_invitation", "zh-hans"): "邀请您加入主办方团队",
    ("roadshow_moved", "en"): "Meet the expo: new day or place",
    ("roadshow_moved", "zh-hans"): "Meet the expo：时间或地点变更",
    ("forum_topic_news", "en"): "Your topic has been merged with another",
    ("forum_topic_news", "zh-hans"): "您的议题已与其他议题合并",
    ("event_news", "en"): "Drums: on the agenda",
    ("event_news", "zh-hans"): "Drums：已列入议程",
    ("event_proposal", "en"): "A change to decide on: Drums",
    ("event_proposal", "zh-hans"): "待处理的活动变更：Drums",
    ("event_proposal_decided", "en"): "Your change has not been accepted: Drums",
    ("event_proposal_decided", "zh-hans"): "变更未获同意：Drums",
    ("pavilion_stage", "en"): "The pavilion of France has been closed",
    ("pavilion_stage", "zh-hans"): "法国国家馆已闭馆",
    ("pavilion_host_gone", "en"): "Themed area without a host: France no longer takes part",
    ("pavilion_host_gone", "zh-hans"): "主题专区缺少主办单位：法国不再参展",
    ("figure_fell", "en"): "Published figure no longer true: Countries and organizations in the national exhibition",
    ("figure_fell", "zh-hans"): "已发布数据不再成立：国家综合展的国家和国际组织",
}


def letter_of(kind: str, language: str) -> mail.EmailMultiAlternatives:
    """The letter of this kind, after its cause happened in a real operation."""
    CAUSES[kind](Scene(language))
    (row,) = (row for row in Email.objects.all() if row.context["kind"] == kind)
    Email.objects.exclude(pk=row.pk).update(status=STATUS.sent)  # each other kind has its own test
    deliver_due(at=NOON)
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == row.message_id
    assert isinstance(sent, mail.EmailMultiAlternatives)
    return sent


def html_of(sent: mail.EmailMultiAlternatives) -> str:
    ((html, media_type),) = sent.alternatives
    assert media_type == "text/html"
    return str(html)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CAUSES)
def test_letter_has_subject_link_text_and_html(kind: str, language: str) -> None:
    sent = letter_of(kind, language)
    booking = Booking.objects.select_related("edition").last()
    names = {"reference": booking.reference, "edition": booking.edition.name} if booking else {}
    if made := Offer.objects.last():
        with override(language):
            names["until"] = day_words(made.last_day)
    if payment := Payment.objects.select_related("company").last():
        names |= {
            "money": money(payment.amount, payment.currency).replace("\N{NO-BREAK SPACE}", " "),
            "company": payment.company.name,
        }
    if proposal := Approval.objects.select_related("edition").last():
        with override(language):
            names["refund"] = str(ACTS[proposal.act].words(proposal)[0]).replace("\N{NO-BREAK SPACE}", " ")
    if signed := Contract.objects.last():
        with override(language):
            names |= {"number": signed.number, "until": day_words(signed.sign_by)}
    if (
        billed := Invoice.objects.filter(reminders__isnull=False).last()
        or Invoice.objects.filter(kind="deposit").last()
    ):
        with override(language):
            release_on = day_words(date(2024, 6, 25))
            names |= {
                "invoice": billed.number_text,
                "pay_by": day_words(due_date_of(billed)),
                "release_on": release_on,
            }
    hall = Hall.objects.last()
    assert sent.subject == SUBJECTS[kind, language].format(**names, hall=hall and hall.name)
    html = html_of(sent)
    links = [line for line in sent.body.splitlines() if line.startswith(settings.SITE_URL)]
    assert [resolve(urlsplit(link).path).view_name for link in links] == [
        page for page, kinds in PAGES.items() if kind in kinds
    ]
    assert all(f'<a href="{link}">' in html for link in links)
    if kind == "payment_received":
        assert [urlsplit(link).query for link in links] == [f"edition={payment.edition.number}" if payment else ""]
    assert f'lang="{language}"' in html
    for written in (sent.subject, sent.body, html):
        assert [mark for mark in ("{{", "{%", "}}", "**", "](", "None", "\\") if mark in written] == []


@pytest.mark.django_db
def test_reason_is_quoted_as_it_was_written() -> None:
    sent = letter_of("booking_rejected", "en")
    assert "> The booth is too near\n> \n> to *fire exit* 3.\n" in sent.body
    assert "to *fire exit* 3.</p>\n</blockquote>" in html_of(sent)


@pytest.mark.django_db
def test_approval_brings_the_confirmation_letter() -> None:
    sent = letter_of("booking_approved", "zh-hans")
    ((name, content, media_type),) = sent.attachments
    assert (name, media_type) == (f"{Booking.objects.get().letters.get().number}.pdf", "application/pdf")
    assert bytes(content)[:5] == b"%PDF-"
    assert "合计 9\N{NO-BREAK SPACE}m²。" in sent.body


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "left"), [("block_letter", "18"), ("block_returned", "0")])
def test_agency_gets_the_letter_of_what_it_has_left(kind: str, left: str) -> None:
    sent = letter_of(kind, "en")
    letter = Block.objects.get().booking.letters.latest("pk")
    assert [name for name, _content, _media_type in sent.attachments] == [f"{letter.number}.pdf"]
    assert letter.snapshot["area_sqm"].partition(".")[0] == left
    assert ("has no booths left" in sent.body) == (left == "0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_in_use_has_a_text(language: str) -> None:
    texts = {path.stem for path in Path(BASE_DIR, "templates/mail", language).glob("*.md")} - {
        "space",
        "plan_lines",
        "settlement_lines",
    }
    assert texts == kinds_in_use()
    assert set(CAUSES) | WITH_TESTS_OF_THEIR_OWN == texts


WITH_TESTS_OF_THEIR_OWN = {"mailing", "work_digest"}
"""Letters whose links depend on what people wrote or on what there is to do."""
WRITERS = {
    "_write",
    *(
        "write_of_booking",
        "_letter",
        "_letters",
        "_write_to_registered",
        "_write_to_visitor",
        "_write_to_asker",
        "write_to_company",
        "_write_of_topic",
        "_write_of_block",
        "_write_code",
        "_write_of_contract",
        "_write_of_invoice",
    ),
    "_write_of_proposal",
    "Letter",
}


def kinds_in_use() -> set[str]:
    """How the packages' `notifications` call their letters: `write_of_booking("…", …)`, `Letter(kind="…", …)`."""
    kinds: set[str] = set()
    for path in (path for app in ("exhibitors", "pavilions") for path in (BASE_DIR / app).rglob("notifications.py")):
        tree = ast.parse(path.read_text())
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "kind")]
            if ast.unparse(call.func) in WRITERS:
                said = (part for each in given for part in ast.walk(each))
                kinds |= {part.value for part in said if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return kinds
