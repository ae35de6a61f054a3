"""What an edition still needs before it can sell, computed from the data. Nothing here has a state of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.days import day_of
from ciie.kernel.wording import area_words, day_words, list_words
from ciie.mail.queries import mail_sender
from exhibitors.money.invoices.models import Seller, TaxRule
from exhibitors.money.payments.models import BankAccount
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.pricing.queries.cards import card_in_force, first_card
from exhibitors.pricing.terms.queries import terms_in_force
from pavilions.floor.editions.queries import obstacles_to_opening
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.floor.staff.models import Appointment
from pavilions.states import PlanState
from pavilions.texts.site_pages.models import SitePage
from pavilions.texts.site_pages.states import PageKind

EXPECTED_PAGES = (PageKind.CONTACT, PageKind.PRIVACY, PageKind.IMPRINT)


class StepState(StrEnum):
    DONE = "done"
    MISSING = "missing"
    OPTIONAL = "optional"
    """It is missing, and selling works without it."""


@dataclass(frozen=True)
class Step:
    """One step of setting up: what is there or missing, and the page on which it is done.

    `says` is a sentence for the state. Only who has the `permission` may open the page. `goes_wrong` is what exhibitors
    or the team would notice if the edition opened like this; empty if nothing would.
    """

    key: str
    title: str
    state: StepState
    says: str
    url: str
    action: str
    permission: str
    goes_wrong: str = ""

    @property
    def is_done(self) -> bool:
        return self.state == StepState.DONE


def steps_of(edition: Edition | None, *, at: datetime) -> list[Step]:
    """Return the steps from an empty installation to an edition on sale, in the order in which they are taken.

    Without an edition, only those that no edition is needed for have a state; the others wait for the first step.
    """
    if edition is None:
        return [_no_edition(), _sectors(), _halls(None), _team(), _site_pages()]
    return [
        _edition(edition, at),
        _sectors(),
        _halls(edition),
        _allotments(edition),
        _plans(edition),
        _prices(edition, at),
        *_money(edition),
        _terms(edition),
        _team(),
        _sender(edition),
        _site_pages(),
        _window(edition, at),
    ]


def obstacles(edition: Edition, *, at: datetime) -> list[str]:
    """Return what makes selling impossible, for which the edition is not opened."""
    return [obstacle.sentence for obstacle in obstacles_to_opening(edition, at=at)]


def warnings(steps: list[Step]) -> list[str]:
    """Return what would go wrong if the edition opened as it is."""
    return [step.goes_wrong for step in steps if step.goes_wrong]


def _of(edition: Edition, name: str, *arguments: str) -> str:
    return f"{reverse(name, args=arguments)}?edition={edition.number}"


def _no_edition() -> Step:
    return Step(
        "edition",
        _("Edition"),
        StepState.MISSING,
        _("There is no edition yet. Everything that is sold belongs to one: its days, currency and booking window."),
        reverse("edition:add"),
        _("Create the first edition"),
        "pavilions.run_edition",
    )


def _edition(edition: Edition, at: datetime) -> Step:
    days = {"first": day_words(edition.opens_date), "last": day_words(edition.closes_date)}
    days["currency"] = edition.currency
    is_over = day_of(at, edition.zone) > edition.closes_date
    return Step(
        "edition",
        _("Edition"),
        StepState.MISSING if is_over else StepState.DONE,
        _("Its days are over: %(first)s to %(last)s.") % days
        if is_over
        else _("From %(first)s to %(last)s, with prices in %(currency)s.") % days,
        reverse("edition:detail", args=[edition.number]),
        _("Look at it"),
        "pavilions.enter_organizer_desk",
        goes_wrong=_("The edition’s last day, %(last)s, is over.") % days if is_over else "",
    )


def _sectors() -> Step:
    count = Sector.objects.count()
    return Step(
        "sectors",
        _("Sectors"),
        StepState.DONE if count else StepState.MISSING,
        ngettext("%(count)d sector.", "%(count)d sectors.", count) % {"count": count}
        if count
        else _("There is no sector. Space of the business exhibition belongs to one; a fair with one theme needs one."),
        reverse("sectors:list") if count else reverse("sectors:add"),
        _("Change sectors") if count else _("Add a sector"),
        "pavilions.run_edition",
    )


def _halls(edition: Edition | None) -> Step:
    count = Hall.objects.count()
    if count:
        return Step(
            "halls",
            _("Halls"),
            StepState.DONE,
            ngettext("%(count)d hall.", "%(count)d halls.", count) % {"count": count},
            _of(edition, "hall_plans:list") if edition else reverse("edition:add"),
            _("Look at the halls") if edition else _("Create the first edition"),
            "pavilions.plan_floor",
        )
    words = _("There is no hall. Enter its sides, trace it over a picture, generate a layout or import a plan.")
    waiting = _("There is no hall. It is added once there is an edition, together with its first plan.")
    return Step(
        "halls",
        _("Halls"),
        StepState.MISSING,
        words if edition else waiting,
        _of(edition, "hall_plans:add_hall") if edition else "",
        _("Add a hall") if edition else "",
        "pavilions.plan_floor",
    )


def _allotments(edition: Edition) -> Step:
    capacity = Allotment.objects.filter(edition=edition).aggregate(sum=Sum("capacity_sqm"))["sum"]
    has_halls = Hall.objects.exists()
    return Step(
        "allotments",
        _("Space for sectors"),
        StepState.DONE if capacity else StepState.MISSING,
        _("%(area)s m² are given to sectors.") % {"area": area_words(capacity)}
        if capacity
        else _("No hall offers space to a sector in this edition. A hall’s first draft or its import gives some."),
        f"{reverse('edition:detail', args=[edition.number])}#capacities"
        if capacity or not has_halls
        else reverse("edition:capacity_add", args=[edition.number]),
        _("Look at the capacities") if capacity or not has_halls else _("Add a capacity"),
        "pavilions.set_capacity",
    )


def _plans(edition: Edition) -> Step:
    plans = FloorPlan.objects.filter(edition=edition)
    count = plans.filter(state=PlanState.PUBLISHED).count()
    drafts = plans.filter(state=PlanState.DRAFT).count()
    says = ngettext("%(count)d plan is published.", "%(count)d plans are published.", count) % {"count": count}
    if not count:
        waiting = ngettext("%(count)d draft waits", "%(count)d drafts wait", drafts) % {"count": drafts}
        says = _("No plan is published; %(waiting)s.") % {"waiting": waiting} if drafts else _("No plan is published.")
    return Step(
        "plans",
        _("Published plans"),
        StepState.DONE if count else StepState.MISSING,
        says,
        _of(edition, "hall_plans:list"),
        _("Look at the plans") if count else _("Draw and publish a plan"),
        "pavilions.plan_floor",
        goes_wrong=""
        if count
        else _("No plan is published: exhibitors could apply for m², but see no halls and choose no booths."),
    )


def _prices(edition: Edition, at: datetime) -> Step:
    day = day_of(max(at, edition.booking_opens_at), edition.zone)
    card = card_in_force(edition, day) or first_card(edition)
    words = {"day": day_words(day), "version": card.version if card else 0}
    return Step(
        "prices",
        _("Prices"),
        StepState.DONE if card else StepState.MISSING,
        _("Version %(version)d of the rate card applies on %(day)s.") % words
        if card
        else _("No rate card is published."),
        _of(edition, "organizer:prices"),
        _("Look at the prices") if card else _("Draft and publish a rate card"),
        "exhibitors.set_prices",
        goes_wrong=""
        if card
        else _("No rate card is in force on %(day)s: booths would be shown without price.") % words,
    )


def _money(edition: Edition) -> Iterator[Step]:
    """Yield the steps of invoicing, which an edition that confirms by hand can do without."""
    is_needed = edition.goes_by_offer
    by_hand = _("Not needed as long as bookings are confirmed by hand.")
    yield Step(
        "steps",
        _("From approval to confirmation"),
        StepState.DONE,
        _("Exhibitors accept an offer.") if is_needed else _("We confirm bookings by hand."),
        reverse("edition:edit", args=[edition.number]),
        _("Change"),
        "pavilions.run_edition",
    )

    def step(key: str, title: str, has: str, lacks: str, address: tuple[str, str], wrong: str, permission: str) -> Step:
        missing = StepState.MISSING if is_needed else StepState.OPTIONAL
        return Step(
            key,
            title,
            StepState.DONE if has else missing,
            has or (lacks if is_needed else f"{lacks} {by_hand}"),
            *address,
            permission,
            goes_wrong=wrong if is_needed and not has else "",
        )

    invoices, payments = "exhibitors.run_invoices", "exhibitors.run_payments"
    seller = Seller.objects.filter(edition=edition).first()
    taxes, accounts = TaxRule.objects.filter(edition=edition).count(), BankAccount.objects.count()
    terms = len(settings_of(edition).schedule_terms)
    yield step(
        "seller",
        _("Seller and series"),
        _("%(seller)s invoices, in the series %(prefix)s.") % {"seller": seller.name, "prefix": seller.prefix}
        if seller
        else "",
        _("No seller: who invoices, with which address, tax ID and series of numbers."),
        (_of(edition, "organizer:seller"), _("Change the seller") if seller else _("Enter the seller")),
        _("There is no seller: no invoice could be issued."),
        invoices,
    )
    yield step(
        "taxes",
        _("Taxes"),
        ngettext("%(count)d row of the tax table.", "%(count)d rows of the tax table.", taxes) % {"count": taxes}
        if taxes
        else "",
        _("The tax table is empty."),
        (_of(edition, "organizer:invoice_taxes"), _("Look at the taxes") if taxes else _("Fill the tax table")),
        _("The tax table is empty: offers would be without tax, and no invoice could be issued."),
        invoices,
    )
    yield step(
        "schedule",
        _("Payment schedule"),
        ngettext("%(count)d part is invoiced.", "%(count)d parts are invoiced.", terms) % {"count": terms}
        if terms
        else "",
        _("No payment schedule: no invoices are drafted automatically."),
        (
            _of(edition, "organizer:sales_settings_rows", "schedule"),
            _("Change the schedule") if terms else _("Set a schedule"),
        ),
        _("There is no payment schedule: no one would be asked to pay."),
        "exhibitors.set_sales",
    )
    yield step(
        "bank",
        _("Bank account"),
        ngettext("Statements of %(count)d account are read.", "Statements of %(count)d accounts are read.", accounts)
        % {"count": accounts}
        if accounts
        else "",
        _("No bank account: payments are entered by hand."),
        (
            reverse("organizer:bank_accounts") if accounts else reverse("organizer:bank_account_add"),
            _("Look at the accounts") if accounts else _("Add a bank account"),
        ),
        _("There is no bank account: statements could not be read, and payments would be entered by hand."),
        payments,
    )


def _terms(edition: Edition) -> Step:
    terms = terms_in_force(edition.pk)
    return Step(
        "terms",
        _("Terms of participation"),
        StepState.DONE if terms else StepState.MISSING,
        _("Version %(version)d is in force.") % {"version": terms.version} if terms else _("No terms are published."),
        _of(edition, "organizer:terms"),
        _("Look at the terms") if terms else _("Write and publish the terms"),
        "exhibitors.write_terms",
        goes_wrong="" if terms else _("No terms are published: exhibitors would submit without accepting any."),
    )


def _team() -> Step:
    people = Appointment.objects.filter(user__is_active=True).values("user").distinct().count()
    words = ngettext("%(count)d person.", "%(count)d people.", people) % {"count": people}
    if not people:
        words = _("No one is appointed. Invite a director first.")
    elif people == 1:
        words = _("One person does everything. Invite colleagues.")
    return Step(
        "team",
        _("Team"),
        StepState.DONE if people > 1 else StepState.OPTIONAL if people else StepState.MISSING,
        words,
        reverse("staff:list") if people > 1 else reverse("staff:invite"),
        _("Look at the team") if people > 1 else _("Invite a member"),
        "pavilions.appoint_staff",
        goes_wrong="" if people else _("No one is appointed: no one would be informed of new bookings."),
    )


def _sender(edition: Edition) -> Step:
    site = mail_sender()
    reply_to = edition.reply_to or (site.reply_to if site else "")
    return Step(
        "sender",
        _("Sender of emails"),
        StepState.DONE if reply_to else StepState.OPTIONAL,
        _("Answers go to %(email)s.") % {"email": reply_to}
        if reply_to
        else _("Emails have no reply address, so answers go to the address of the site."),
        _of(edition, "mail_texts:list"),
        _("Change the sender") if reply_to else _("Set the sender"),
        "mail.write_texts",
    )


def _site_pages() -> Step:
    public = set(SitePage.objects.filter(is_published=True).values_list("kind", flat=True))
    lacking = [kind.label for kind in EXPECTED_PAGES if kind not in public]
    words = {"pages": list_words([str(label) for label in lacking])}
    return Step(
        "pages",
        _("Site pages"),
        StepState.MISSING if lacking else StepState.DONE,
        _("Not published: %(pages)s.") % words if lacking else _("Contact, privacy and imprint are published."),
        reverse("site_pages:list"),
        _("Write the pages") if lacking else _("Look at the pages"),
        "pavilions.write_site_pages",
        goes_wrong=_("Pages that visitors look for, and the law may ask for, are not published: %(pages)s.") % words
        if lacking
        else "",
    )


def _window(edition: Edition, at: datetime) -> Step:
    opens, closes = (day_of(each, edition.zone) for each in (edition.booking_opens_at, edition.booking_closes_at))
    words = {"opens": day_words(opens), "closes": day_words(closes)}
    is_over, begins_later = edition.booking_closes_at <= at, at < edition.booking_opens_at
    says = _("Exhibitors can book until %(closes)s.") % words
    if is_over:
        says = _("The booking window ended on %(closes)s.") % words
    elif begins_later:
        says = _("Exhibitors can book from %(opens)s until %(closes)s.") % words
    return Step(
        "window",
        _("Booking window"),
        StepState.MISSING if is_over else StepState.DONE,
        says,
        reverse("edition:edit", args=[edition.number]),
        _("Change"),
        "pavilions.run_edition",
    )
