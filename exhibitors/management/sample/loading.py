"""Loading the whole sample edition, in the order in which its parts depend on each other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

import pghistory
from django.db import transaction
from post_office.models import STATUS, Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.days import day_of
from exhibitors.bookings.totals.operations import fold_movements, take_snapshots
from exhibitors.companies.models import Company, Membership
from exhibitors.management.sample.areas import play_areas
from exhibitors.management.sample.blocks import play_blocks, with_agencies
from exhibitors.management.sample.companies import (
    EXHIBITOR,
    Logins,
    Place,
    SampleCompany,
    create_contacts,
    create_logins,
    create_participations,
    invent_companies,
)
from exhibitors.management.sample.contracts import play_contracts
from exhibitors.management.sample.deals import Deciders, play_deals
from exhibitors.management.sample.desk_work import Desk, Party, play_desk_work, play_exhibitor
from exhibitors.management.sample.editions import (
    SHANGHAI,
    correct_mistyped_figure,
    create_editions,
    create_figures,
    create_next_edition,
    create_price,
    create_prices,
)
from exhibitors.management.sample.exhibits import play_exhibits
from exhibitors.management.sample.handling import play_handling
from exhibitors.management.sample.invoices import enter_seller, play_invoices
from exhibitors.management.sample.mailings import play_mailings
from exhibitors.management.sample.national import create_participants, play_national_before, play_pavilion_desks
from exhibitors.management.sample.newcomers import play_name_change, play_newcomers, play_ownership_request
from exhibitors.management.sample.offers import play_offers
from exhibitors.management.sample.partners import ASKING, COURSES, play_partners
from exhibitors.management.sample.payments import play_payments
from exhibitors.management.sample.programme import play_programme
from exhibitors.management.sample.promotion import play_bulletins, play_roadshows
from exhibitors.management.sample.questions import play_questions
from exhibitors.management.sample.season import (
    PACE,
    Group,
    analyze,
    cut_in_groups,
    leave_free,
    plan_courses,
    play_season,
)
from exhibitors.management.sample.site_pages import write_sample_pages
from exhibitors.management.sample.terms import publish_sample_terms
from exhibitors.management.sample.traced import play_traced_hall
from exhibitors.management.sample.upper_decks import play_upper_decks
from exhibitors.management.sample.venue import (
    NATIONAL_HALL,
    Stretch,
    choose_venue_rules,
    create_venue,
    name_countries,
    withhold_some,
)
from exhibitors.money.invoices.models import BillingParty
from exhibitors.office.reconciliation.operations import reconcile_totals
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion

BEGINS_AT = datetime(2024, 5, 17, 9, tzinfo=SHANGHAI)
SEED = 7
EXTRA_COMPANIES = 34
SMALL_EVERY = 5
"""Every fifth company is marked as a small company."""


@dataclass(frozen=True)
class Booked:
    """How much of a stretch of hall is booked: the m² (just over), and the number of bookings."""

    sqm: Decimal
    bookings: int


BOOKED = {
    "1.1H food": Booked(Decimal(27_585), 150),
    "2.1H food": Booked(Decimal(27_830), 105),
    "3H automobiles": Booked(Decimal(33_510), 58),
    "4.1H intelligent-industry": Booked(Decimal(29_520), 78),
    "5.2H consumer-goods": Booked(Decimal(28_840), 84),
    "6.1H consumer-goods": Booked(Decimal(27_770), 85),
    "7.1H medical": Booked(Decimal(31_690), 68),
    "7.2H medical": Booked(Decimal(26_970), 80),
    "8.1H intelligent-industry": Booked(Decimal(11_700), 34),
    "8.1H services": Booked(Decimal(11_330), 26),
    "8.2H services": Booked(Decimal(23_850), 44),
}
"""The booked space by stretch: 280,595 m² by 812 companies with one booking each."""


def load_sample(*, with_logins: bool) -> Edition:
    """Write the sample edition into an empty database, in one transaction.

    Without logins, nobody has a password.
    """
    chance = Random(SEED)  # noqa: S311  (drawn to be the same every time, not to be secret)
    with transaction.atomic():
        with pghistory.context(
            action="exhibitors.sample.loaded",
            actor=None,
            actor_name=str(SYSTEM),
            at=BEGINS_AT.isoformat(),
            request=None,
        ):
            stage = _set_stage(chance, with_logins=with_logins)
        analyze(Allotment, Booth, Company, FloorPlan, Hall, Membership, User)
        _play(stage, chance)
        # Mail of the months before the sample begins counts as sent, except the exhibitor's, who may want to see it.
        Email.objects.filter(status=STATUS.queued).exclude(to=[EXHIBITOR]).update(status=STATUS.sent)
    return stage.edition


@dataclass(frozen=True)
class Stage:
    """Everything that exists before the season begins."""

    edition: Edition
    editions: dict[int, Edition]
    stretches: Sequence[Stretch]
    companies: Sequence[SampleCompany]
    contacts: dict[int, User]
    logins: Logins
    sectors: dict[str, Sector]

    def party(self, each: SampleCompany, contact: User | None = None) -> Party:
        return Party(each.company, contact or self.contacts[each.company.pk], self.sectors[each.place.sector])


def _set_stage(chance: Random, *, with_logins: bool) -> Stage:
    name_countries()
    editions = create_editions()
    edition = editions[7]
    stretches = create_venue(edition, published_at=edition.booking_opens_at)
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    create_prices(edition, sectors)
    logins = create_logins(sectors["food"], can_sign_in=with_logins)
    places = {Place(key.split()[1], key): booked.bookings for key, booked in BOOKED.items()}
    companies = with_agencies(invent_companies(places, extra=EXTRA_COMPANIES, chance=chance))
    for place, each in enumerate(companies):
        each.company.is_small = place % SMALL_EVERY == 0
    Company.objects.bulk_create(each.company for each in companies)
    create_participations(editions, [each.company for each in companies], chance=chance)
    contacts = create_contacts(each.company for each in companies)
    return Stage(edition, editions, stretches, companies, contacts, logins, sectors)


def _play(stage: Stage, chance: Random) -> None:
    edition, at, organizer = stage.edition, BEGINS_AT, stage.logins.organizer
    write_sample_pages(director=organizer, at=edition.booking_opens_at)
    create_figures(stage.editions, director=organizer)
    correct_mistyped_figure(director=organizer)
    choose_venue_rules(edition, director=organizer, at=edition.booking_opens_at)
    national = next(stretch for stretch in stage.stretches if stretch.key.startswith(NATIONAL_HALL))
    play_national_before(stage.editions, director=organizer)
    pavilions = create_participants(edition, national.booths, director=organizer, at=at)
    play_pavilion_desks(pavilions, manager=stage.logins.pavilion, director=organizer, at=at)
    enter_seller(edition, finance=stage.logins.finance, at=edition.booking_opens_at)
    groups, free = _apportion(stage, chance)
    courses = plan_courses(groups, until=at - timedelta(days=1), chance=chance)
    play_season(edition, courses, organizer=organizer, finance=stage.logins.finance)
    booking, waiting = stage.companies[:-EXTRA_COMPANIES], stage.companies[-EXTRA_COMPANIES:]
    # Companies without space, and some that want a second stand, ask for space in turn.
    asking = [each for pair in zip(waiting, booking[5::11], strict=False) for each in pair]
    exhibitors = _parties_of_exhibitor(stage)
    desk = Desk(edition, [stage.party(each) for each in asking], free, organizer=organizer)
    play_desk_work(desk, at=at)
    play_exhibitor(desk, exhibitors, at=at)
    play_handling(edition, organizer=organizer, exhibitor=stage.logins.exhibitor, at=at)
    play_mailings(edition, director=organizer, at=at)
    play_questions(edition, director=organizer, at=at)
    play_newcomers(desk, stage.sectors, at=at)
    play_ownership_request(at=at)
    play_name_change(at=at)
    play_offers(desk, exhibitor=stage.logins.exhibitor, at=at)
    logins = stage.logins
    play_payments(edition, exhibitor=logins.exhibitor, finance=logins.finance, director=logins.organizer, at=at)
    play_invoices(edition, finance=stage.logins.finance, at=at)
    play_contracts(desk, exhibitor=stage.logins.exhibitor, finance=stage.logins.finance, at=at)
    play_upper_decks(edition, organizer=organizer, exhibitor=stage.logins.exhibitor, at=at)
    people = {"organizer": organizer, "exhibitor": stage.logins.exhibitor}
    play_blocks(edition, stage.companies, stage.contacts, **people, at=at)
    publish_sample_terms(edition, director=organizer)
    _play_next_edition(stage, exhibitors, at=at)
    signers = [*exhibitors, *map(stage.party, booking[40::70])]
    play_deals((stage.editions[6], edition), signers, Deciders(stage.logins.finance, organizer))
    play_roadshows(edition, stage.companies, organizer=organizer, at=at)
    taking_part = list(NationalPavilion.objects.taking_part().filter(edition=edition).order_by("pk"))
    play_programme(edition, taking_part, director=organizer, at=at)
    play_areas(edition, at=at)
    showing = [*exhibitors, *map(stage.party, booking[::3])]
    play_exhibits(edition, showing, taking_part, organizer=organizer, at=at)
    while fold_movements(actor=SYSTEM, at=at):
        pass
    play_bulletins(edition, stage.logins.reviewer, organizer, at=at)
    first = PACE[0][0]
    days = [first + timedelta(days=n) for n in range((day_of(at, SHANGHAI) - first).days)]
    take_snapshots(edition.pk, days, actor=SYSTEM, at=at)
    for each in Edition.objects.order_by("number"):
        reconcile_totals(each.pk, actor=SYSTEM, at=at)


def _play_next_edition(stage: Stage, exhibitors: tuple[Party, Party], *, at: datetime) -> None:
    """Let partners sign in the hall of the exhibitor's sector. Nothing is invoiced to them this year."""
    edition, (exhibitor, second) = create_next_edition(), exhibitors
    create_price(edition, stage.sectors)
    hall = next(stretch for stretch in stage.stretches if stretch.sector == exhibitor.sector.code)
    billed = set(BillingParty.objects.values_list("company", flat=True))
    others = [
        stage.party(each)
        for each in stage.companies[:-EXTRA_COMPANIES]
        if each.place.stretch == hall.key and each.company.pk not in billed | {exhibitor.company.pk, second.company.pk}
    ]
    chosen = [*others[:: len(others) // (len(COURSES) - 2)][: len(COURSES) - 2]]
    parties = [exhibitor, *chosen[: ASKING - 1], second, *chosen[ASKING - 1 :]]
    people = {"organizer": stage.logins.organizer, "finance": stage.logins.finance}
    play_partners(edition, parties, hall.booths, **people, at=at)
    play_traced_hall(edition, planner=stage.logins.organizer, at=at)


def _apportion(stage: Stage, chance: Random) -> tuple[list[Group], dict[int, list[Booth]]]:
    """Return the booths of each company that books, and the free booths by the key of their sector."""
    groups: list[Group] = []
    free: dict[int, list[Booth]] = defaultdict(list)
    for stretch in stage.stretches:
        if stretch.key not in BOOKED:
            continue
        spare, taken = leave_free(stretch.booths, booked_sqm=BOOKED[stretch.key].sqm, chance=chance)
        owners = [each for each in stage.companies if each.place.stretch == stretch.key]
        chance.shuffle(owners)
        sizes = [each.size * chance.lognormvariate(0, 0.6) for each in owners]
        for each, booths in zip(owners, cut_in_groups(taken, sizes), strict=True):
            groups.append((each.company, stage.contacts[each.company.pk], booths))
        free[stage.sectors[stretch.sector].pk] += withhold_some(spare)
    return groups, free


def _parties_of_exhibitor(stage: Stage) -> tuple[Party, Party]:
    """Return the two companies of the sample's exhibitor: French producers of food and of consumer goods."""
    french = [each for each in stage.companies if each.company.country.code == "FR"]
    own = next(each for each in french if each.place.sector == "food")
    second = next(each for each in french if each.place.sector == "consumer-goods")
    return stage.party(own, stage.logins.exhibitor), stage.party(second, stage.logins.exhibitor)
