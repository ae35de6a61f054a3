"""An edition with everything that another one can take over, and a new edition a year later."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.questions.operations import Terms, ask_question, withdraw_question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.money.invoices.operations.settings import load_tax_rules
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.operations.bookkeeping import set_ledger_codes
from exhibitors.money.sales.operations.settings import (
    change_sales_settings,
    set_cancellation,
    set_dunning,
    set_schedule,
)
from exhibitors.money.sales.states import ConfirmedBy, DueAfter, PartKind, ShareOf, Tone
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.national.national_pavilions.operations.national_pavilions import set_stage_deadlines
from pavilions.plans.themed_areas.operations import AreaTerms, add_area
from pavilions.states import BookingSteps, BoothKind, EditionStatus, ObstructionKind, PavilionStage, Section
from pavilions.texts.mail_texts.operations import set_edition_sender
from tests.exhibitors.invoices.invoices import seller_of
from tests.exhibitors.pricing.cards import publish_rules
from tests.exhibitors.pricing.cards import terms as rule
from tests.exhibitors.terms import terms as texts
from tests.factories import NOON, AllotmentFactory, BoothFactory, EditionFactory

YEAR = 52
ACT: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
SCHEDULE = [
    ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(30), DueAfter.SIGNATURE, days=14),
    ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.DAY, day=date(2024, 9, 2)),
]
CANCELLATION = [
    CancellationTerm(Decimal(25), until=date(2024, 7, 31)),
    CancellationTerm(Decimal(50), days_before=30),
    CancellationTerm(Decimal(100)),
]
REMINDERS = [DunningLevel(7, Tone.FRIENDLY), DunningLevel(21, Tone.FIRM, fee=Decimal("40.00"))]
EARLY_BIRD = date(2024, 5, 31)


def full_edition() -> Edition:
    """An edition that is open for booking, with every part."""
    edition: Edition = EditionFactory(number=7, booking_steps=BookingSteps.OFFER)
    _plan(edition)
    area = AreaTerms(Section.BUSINESS, "From French farm", "Foire SA", name_zh="法国农场", host_country="FR")
    add_area(edition.pk, area, **ACT)
    set_stage_deadlines(edition.pk, {PavilionStage.CONFIRMED: date(2024, 5, 20)}, **ACT)
    publish_rules(
        edition.pk,
        rule(RuleKind.SPACE, Basis.SQM, "330.55", booth_kind=BoothKind.SHELL, position=1),
        rule(RuleKind.SPACE, Basis.SQM, "280", position=2),
        rule(RuleKind.SURCHARGE, Basis.PERCENT, "7.5", sides_from=2, only_one_of="sides", position=3),
        rule(RuleKind.DISCOUNT, Basis.PERCENT, "10", day_to=EARLY_BIRD, position=4),
        rule(RuleKind.CHARGE, Basis.BOOKING, "99.90", at_most=Decimal(120), makes_package=True, position=5),
        **ACT,
    )
    texts.published(edition.pk)
    set_edition_sender(edition.pk, name="Expo Bureau", reply_to="stands@expo.example", **ACT)
    _money(edition)
    gone = ask_question(edition.pk, Terms(QuestionKind.TEXT, "Gone?"), **ACT)
    withdraw_question(gone.pk, **ACT)
    asked = Terms(QuestionKind.CHOICE, "Power?", "用电？", "16 A\n32 A", "16 安\n32 安", True, "raw", date(2024, 8, 1))
    ask_question(edition.pk, asked, **ACT)
    edition.refresh_from_db()
    return edition


def _plan(edition: Edition) -> None:
    food = AllotmentFactory(edition=edition, capacity_sqm=Decimal("1234.50"))
    cars = AllotmentFactory(edition=edition, hall=food.hall, capacity_sqm=Decimal(600))
    national = AllotmentFactory(edition=edition, section=Section.NATIONAL, sector=None, capacity_sqm=Decimal(500))
    BoothFactory(allotment=food, number="A01", left=0, top=0, open_sides=2)
    BoothFactory(allotment=cars, number="A02", left=400, top=0, kind=BoothKind.RAW, blocked_reason="Fire brigade")
    BoothFactory(allotment=national, number="N1", left=0, top=0, open_sides_override=4)
    plan = FloorPlan.objects.get(edition=edition, hall=food.hall)
    Obstruction.objects.create(
        plan=plan, kind=ObstructionKind.COLUMN, name="C1", footprint=[[900, 900], [940, 900], [940, 940]]
    )


def _money(edition: Edition) -> None:
    seller_of(edition, prefix="CIIE7-", venue="Expo Centre", days_to_pay=21)
    load_tax_rules(edition.pk, "germany", **ACT)
    change_sales_settings(
        edition.pk, {"uses_contracts": True, "signing_days": 9, "country": "CN", "refund_days": 30}, **ACT
    )
    change_sales_settings(edition.pk, {"days_off": [date(2024, 6, 10)]}, **ACT)
    set_schedule(edition.pk, SCHEDULE, **ACT)
    change_sales_settings(edition.pk, {"confirmed_by": ConfirmedBy.DEPOSIT}, **ACT)
    set_dunning(edition.pk, REMINDERS, **ACT)
    set_cancellation(edition.pk, CANCELLATION, **ACT)
    numbers = {account: f"{1500 + place}" for place, account in enumerate(Account.values)}
    set_ledger_codes(edition.pk, numbers=numbers, chart="04", first_debtor="20001", damages="1599", **ACT)


def new_edition(**fields: object) -> Edition:
    """An edition in planning 52 weeks after the other one, which has nothing yet."""
    usual = {
        "number": 8,
        "status": EditionStatus.PLANNING,
        "opens_date": date(2025, 11, 4),
        "closes_date": date(2025, 11, 9),
        "booking_opens_at": datetime(2024, 11, 11, tzinfo=UTC),
        "booking_closes_at": datetime(2025, 9, 1, tzinfo=UTC),
        "cancel_until_date": date(2025, 8, 31),
        "booking_steps": BookingSteps.OFFER,
    }
    edition: Edition = EditionFactory(**(usual | fields))
    return edition


def booths_of(edition: Edition) -> list[Booth]:
    rows = Booth.objects.filter(plan__edition=edition).select_related("allotment", "plan__hall")
    return list(rows.order_by("number"))
