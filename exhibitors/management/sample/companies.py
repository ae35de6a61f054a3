"""The sample's invented companies, a contact for each, and the people who can sign in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from ciie.accounts.models import User
from exhibitors.companies.models import Company, Membership, Participation
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.states import CompanyRole, Verification, VerifiedBy
from exhibitors.management.sample.vocabulary import LANGUAGES, Language
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.floor.staff.models import Appointment
from pavilions.states import OrganizerRole


class Origin(NamedTuple):
    """The origin of this number of `companies`, which book `size` times the usual area. `form` ends their names."""

    code: str
    language: str
    companies: int
    size: float
    form: str
    cities: tuple[str, ...]


ORIGINS = (
    Origin("JP", "ja", 78, 1.1, "Co., Ltd.|株式会社", ("Nagoya", "Osaka", "Kobe", "Sapporo", "Fukuoka")),
    Origin("US", "en", 66, 1.7, "Inc.", ("Chicago", "Boston", "Houston", "Seattle", "Minneapolis")),
    Origin("DE", "de", 54, 1.3, "GmbH", ("Stuttgart", "Hamburg", "Leipzig", "Nürnberg", "Düsseldorf")),
    Origin("IT", "it", 43, 0.8, "S.p.A.", ("Milano", "Bologna", "Torino", "Bari", "Verona")),
    Origin("FR", "fr", 43, 1.0, "SAS", ("Lyon", "Bordeaux", "Lille", "Nantes", "Reims")),
    Origin("KR", "ko", 38, 1.0, "Co., Ltd.|주식회사", ("Seoul", "Busan", "Incheon", "Daegu")),
    Origin("GB", "en", 28, 1.0, "Ltd", ("Leeds", "Bristol", "Glasgow", "London")),
    Origin("AU", "en", 26, 0.9, "Pty Ltd", ("Melbourne", "Adelaide", "Perth", "Brisbane")),
    Origin("HK", "zh", 22, 0.8, "Limited|有限公司", ("Hong Kong",)),
    Origin("NL", "nl", 18, 1.0, "B.V.", ("Rotterdam", "Utrecht", "Eindhoven")),
    Origin("CH", "de", 18, 1.2, "AG", ("Basel", "Zürich", "Winterthur")),
    Origin("ES", "es", 17, 0.8, "S.A.", ("Valencia", "Sevilla", "Zaragoza")),
    Origin("CA", "en", 14, 0.9, "Corp.", ("Toronto", "Calgary", "Halifax")),
    Origin("NZ", "en", 15, 0.9, "Ltd", ("Auckland", "Hamilton", "Dunedin")),
    Origin("SG", "zh", 15, 0.9, "Pte. Ltd.|有限公司", ("Singapore",)),
    Origin("TH", "sea", 15, 0.7, "Co., Ltd.", ("Bangkok", "Chiang Mai")),
    Origin("BR", "pt", 14, 0.9, "Ltda.", ("São Paulo", "Curitiba", "Belo Horizonte")),
    Origin("SE", "nordic", 14, 1.1, "AB", ("Göteborg", "Malmö")),
    Origin("RU", "ru", 12, 0.9, "LLC|ООО", ("Yekaterinburg", "Kazan", "Novosibirsk")),
    Origin("DK", "nordic", 13, 0.9, "A/S", ("Aarhus", "Odense")),
    Origin("MY", "sea", 13, 0.7, "Sdn. Bhd.", ("Penang", "Johor Bahru")),
    Origin("ID", "sea", 12, 0.7, "PT", ("Surabaya", "Bandung")),
    Origin("VN", "sea", 12, 0.7, "JSC", ("Hai Phong", "Da Nang")),
    Origin("BE", "fr", 10, 0.8, "SA", ("Liège", "Antwerpen")),
    Origin("AT", "de", 10, 0.8, "GmbH", ("Graz", "Linz")),
    Origin("TR", "turkic", 10, 0.8, "A.Ş.", ("İzmir", "Bursa")),
    Origin("CL", "es", 10, 0.7, "S.A.", ("Santiago", "Concepción")),
    Origin("IN", "indic", 10, 0.8, "Pvt. Ltd.", ("Pune", "Chennai")),
    Origin("PE", "es", 8, 0.6, "S.A.C.", ("Lima", "Arequipa")),
    Origin("AR", "es", 8, 0.8, "S.A.", ("Rosario", "Mendoza")),
    Origin("AE", "ar", 8, 1.0, "LLC|ذ.م.م", ("Dubai", "Sharjah")),
    Origin("ZA", "en", 8, 0.8, "(Pty) Ltd", ("Durban", "Cape Town")),
    Origin("FI", "nordic", 8, 0.8, "Oy", ("Tampere", "Turku")),
    Origin("MX", "es", 7, 0.7, "S.A. de C.V.", ("Puebla", "Monterrey")),
    Origin("NO", "nordic", 7, 0.8, "AS", ("Bergen", "Trondheim")),
    Origin("PL", "slavic", 7, 0.7, "Sp. z o.o.", ("Łódź", "Poznań")),
    Origin("PK", "indic", 6, 0.6, "Ltd", ("Lahore", "Karachi")),
    Origin("LK", "indic", 6, 0.6, "PLC", ("Colombo", "Kandy")),
    Origin("IE", "en", 6, 0.8, "Ltd", ("Cork", "Galway")),
    Origin("HU", "slavic", 6, 0.6, "Kft.", ("Debrecen", "Győr")),
    Origin("SA", "ar", 5, 0.9, "Co.|شركة", ("Riyadh", "Jeddah")),
    Origin("CZ", "slavic", 5, 0.7, "s.r.o.", ("Brno", "Plzeň")),
    Origin("GR", "southern", 5, 0.6, "S.A.", ("Patras", "Thessaloniki")),
    Origin("PT", "pt", 5, 0.6, "Lda.", ("Porto", "Braga")),
    Origin("PH", "sea", 5, 0.6, "Corp.", ("Cebu", "Davao")),
    Origin("EG", "ar", 4, 0.7, "S.A.E.|ش.م.م", ("Alexandria", "Cairo")),
    Origin("KZ", "ru", 4, 0.7, "LLP|ТОО", ("Almaty", "Karaganda")),
    Origin("EC", "es", 4, 0.5, "S.A.", ("Guayaquil", "Cuenca")),
    Origin("RS", "slavic", 3, 0.5, "d.o.o.", ("Novi Sad", "Niš")),
    Origin("GE", "southern", 3, 0.5, "LLC", ("Tbilisi", "Kutaisi")),
    Origin("UZ", "turkic", 3, 0.5, "LLC", ("Samarkand", "Tashkent")),
    Origin("MN", "ru", 3, 0.5, "LLC|ХХК", ("Ulaanbaatar",)),
    Origin("IR", "ar", 3, 0.6, "PJSC", ("Shiraz", "Isfahan")),
    Origin("KH", "sea", 3, 0.5, "Co., Ltd.", ("Phnom Penh",)),
    Origin("BD", "indic", 3, 0.5, "Ltd", ("Chattogram", "Dhaka")),
    Origin("ET", "african", 3, 0.5, "PLC", ("Addis Ababa",)),
    Origin("KE", "african", 3, 0.5, "Ltd", ("Mombasa", "Nairobi")),
    Origin("UY", "es", 3, 0.5, "S.A.", ("Montevideo",)),
    Origin("BG", "slavic", 2, 0.5, "EOOD", ("Plovdiv",)),
    Origin("RO", "slavic", 2, 0.5, "S.R.L.", ("Cluj-Napoca",)),
    Origin("LA", "sea", 2, 0.4, "Co., Ltd.", ("Vientiane",)),
    Origin("NP", "indic", 2, 0.4, "Pvt. Ltd.", ("Kathmandu",)),
    Origin("TZ", "african", 2, 0.5, "Ltd", ("Arusha",)),
)


UNNAMED = 12  # one company in this many is not named on public plans
EARLY_ORIGINS = 20
"""The number of countries at the top of the list that send companies of every sector.

The others mostly send food and consumer goods.
"""

WORK_OF = {
    "food": "Food and agricultural products",
    "automobiles": "Vehicles and their parts",
    "intelligent-industry": "Machines, controls and software for industry",
    "consumer-goods": "Consumer goods",
    "medical": "Medical equipment and healthcare products",
    "services": "Services to trade",
}
EXTRA_SECTORS = ("food", "consumer-goods", "medical", "intelligent-industry", "services", "automobiles")


@dataclass(frozen=True)
class Place:
    """A place for one company: its sector, and the key of the stretch of hall that it will stand in."""

    sector: str
    stretch: str


@dataclass(frozen=True)
class SampleCompany:
    company: Company
    place: Place
    size: float


def invent_companies(places: Mapping[Place, int], *, extra: int, chance: Random) -> list[SampleCompany]:
    """Return one unsaved company for each place there is room for, and `extra` more that book nothing yet.

    The places must add up to the companies of `ORIGINS`. The extra companies come last.
    """
    names = _Names(chance)
    small = [origin for origin in ORIGINS[EARLY_ORIGINS:] for _each in range(origin.companies)]
    large = [origin for origin in ORIGINS[:EARLY_ORIGINS] for _each in range(origin.companies)]
    each_place = [place for place, room in places.items() for _each in range(room)]
    everyday = [place for place in each_place if place.sector in {"food", "consumer-goods"}]
    technical = [place for place in each_place if place not in everyday]
    chance.shuffle(everyday)
    chance.shuffle(large)
    for_small, rest = everyday[: len(small)], everyday[len(small) :] + technical
    extras = [
        (ORIGINS[number % EARLY_ORIGINS], Place(EXTRA_SECTORS[number % len(EXTRA_SECTORS)], ""))
        for number in range(extra)
    ]
    pairs = [*zip(small, for_small, strict=True), *zip(large, rest, strict=True), *extras]
    return [SampleCompany(names.invent(origin, place.sector), place, origin.size) for origin, place in pairs]


class _Names:
    """Draws names that have not been drawn before."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def invent(self, origin: Origin, sector: str) -> Company:
        language = LANGUAGES[origin.language]
        while True:
            parts = self._draw(language, sector)
            name = normalise_company_name(_latin(parts, origin.form))
            if name not in self.taken:
                self.taken.add(name)
                return self._company(origin, sector, parts, compact=language.compact)

    def _draw(self, language: Language, sector: str) -> tuple[str, str, str]:
        return (
            self.chance.choice(language.first),
            self.chance.choice(language.second),
            self.chance.choice(language.trades[sector]),
        )

    def _company(self, origin: Origin, sector: str, parts: tuple[str, str, str], *, compact: bool) -> Company:
        name = _latin(parts, origin.form)
        address = slugify(normalise_company_name(name)) or slugify(name)
        return Company(
            name=name,
            name_local=_local(parts, origin.form, compact=compact),
            normalized_name=normalise_company_name(name),
            country=origin.code,
            city=self.chance.choice(origin.cities),
            website=f"https://{address}.example",
            contact_email=f"expo@{address}.example",
            description=f"{WORK_OF[sector]}. An invented company of the sample edition.",
            is_on_public_plans=sum(map(ord, name)) % UNNAMED != 0,
            verification=Verification.VERIFIED,
            verified_by=VerifiedBy.RECORDS,
            is_sample=True,
        )


def _latin(parts: tuple[str, str, str], form: str) -> str:
    first, second, trade = (part.partition("|")[0] for part in parts)
    return f"{first}{second} {trade} {form.partition('|')[0]}"


def _local(parts: tuple[str, str, str], form: str, *, compact: bool) -> str:
    """Return the name in its own script, or "" if a part has none."""
    first, second, trade, ending = (part.partition("|")[2] for part in (*parts, form))
    if not all((first, second, trade, ending)):
        return ""
    return f"{first}{second}{trade}{ending}" if compact else f"{first}{second} {trade} {ending}"


RETURNING = {6: 0.7, 5: 0.55, 4: 0.5, 3: 0.4, 2: 0.35, 1: 0.25}
"""The share of companies that took part in each edition.

Published return rates rose from 70 % in 2020 to 90 % in 2022.
"""

AREAS = (36, 54, 90, 108, 144, 216, 324)


def create_participations(editions: dict[int, Edition], companies: list[Company], *, chance: Random) -> None:
    Participation.objects.bulk_create(
        Participation(
            company=company,
            edition=editions[number],
            stated_area_sqm=chance.choice(AREAS),
            source="invented for the sample",
        )
        for number, share in RETURNING.items()
        for company in companies
        if chance.random() < share
    )


PASSWORD = "ciie-sample"  # noqa: S105  (printed for everybody: the sample holds nothing real)
EXHIBITOR = "exhibitor@example.org"
LOGINS = {
    EXHIBITOR: "Camille Verdier",
    "organizer@example.org": "Lin Wanqing",
    "reviewer@example.org": "Zhou Yifan",
    "pavilion@example.org": "Hélène Marchetti",
    "finance@example.org": "Gao Minjie",
    "admin@example.org": "Administrator",
}
CONTACT_NAMES = ("Alex Morgan", "Kim Andersen", "Robin Laurent", "Sasha Ivers", "Dana Kessler", "Noor Haddad")


@dataclass(frozen=True)
class Logins:
    """The people who have a password, by role."""

    exhibitor: User
    organizer: User
    reviewer: User
    pavilion: User
    finance: User
    admin: User


def create_logins(reviewers_sector: Sector, *, can_sign_in: bool) -> Logins:
    """Create the sample logins of the README, with verified addresses and their appointments.

    If they cannot sign in, they have no password, and the administrator has no privileges.
    """
    password = make_password(PASSWORD if can_sign_in else None)
    logins = Logins(**{email.partition("@")[0]: sign_up(email, name, password) for email, name in LOGINS.items()})
    User.objects.filter(pk=logins.admin.pk).update(is_staff=can_sign_in, is_superuser=can_sign_in)
    for role in (OrganizerRole.DIRECTOR, OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER):
        Appointment.objects.create(user=logins.organizer, role=role)
    Appointment.objects.create(user=logins.finance, role=OrganizerRole.FINANCE)
    Appointment.objects.create(user=logins.reviewer, role=OrganizerRole.REVIEWER).sectors.set([reviewers_sector])
    return logins


def sign_up(email: str, name: str, password: str) -> User:
    """Create a person whose address is verified. `password` is a hash made by `make_password`."""
    user: User = User.objects.create(email=email, password=password, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def create_contacts(companies: Iterable[Company]) -> dict[int, User]:
    """Create an owner for each company, who cannot sign in. Return them by the company's key."""
    owned = list(companies)
    locked = make_password(None)
    people = User.objects.bulk_create(
        User(email=company.contact_email, name=CONTACT_NAMES[number % len(CONTACT_NAMES)], password=locked)
        for number, company in enumerate(owned)
    )
    Membership.objects.bulk_create(
        Membership(company=company, user=user, role=CompanyRole.OWNER)
        for company, user in zip(owned, people, strict=True)
    )
    return {company.pk: user for company, user in zip(owned, people, strict=True)}
