"""The exhibitors of an edition, as far as the public may know, and where they stand.

They are kept in the process as long as nothing of them changes.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django_countries import countries

from ciie.kernel.bilingual import in_language
from ciie.kernel.caches import VersionedValues
from ciie.kernel.country_names import names_version
from ciie.kernel.statements import row_of
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.search_words import Term, asked_terms, country_words, folded_text
from exhibitors.states import BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import LIVE_CLAIMS, PlanState

type Key = tuple[int | None, int | None]
"""The keys of a company and of a pavilion, of which one is None."""


# Histories and movements only grow, so their newest keys show whether anything has happened. For bookings, they show
# whether booked m² have moved.
VERSION = """
SELECT (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_exhibitevent),
    (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_companyevent),
    (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_coexhibitorevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_nationalpavilionevent),
    (SELECT coalesce(max(id), 0) FROM exhibitors_spacemovement WHERE state = ANY(%(booked)s)),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_floorplanevent)
"""


@dataclass(frozen=True, slots=True)
class ExhibitorOnShow:
    """A company that is named in public and has booked space, or a pavilion that takes part.

    `own_name` is empty for a country's pavilion, which goes by the country's name in the reader's language.
    """

    company_id: int | None
    pavilion_id: int | None
    own_name: str
    name_local: str
    country: str
    halls: tuple[str, ...]
    sectors: tuple[str, ...]
    words: str
    own_name_zh: str = ""

    @property
    def key(self) -> Key:
        return self.company_id, self.pavilion_id

    @property
    def name(self) -> str:
        return in_language(self.own_name, self.own_name_zh) or self.country_name

    @property
    def country_name(self) -> str:
        return str(countries.name(self.country)) if self.country else ""

    @property
    def address(self) -> str:
        """The address of its page in the directory."""
        if self.company_id:
            return reverse("directory:company", args=[self.company_id])
        return reverse("directory:pavilion", args=[self.pavilion_id])

    def is_meant_by(self, term: Term) -> bool:
        """Return whether a word of its names, country or hall contains this term."""
        return term.text in self.words


@dataclass(frozen=True, slots=True)
class GuestOnShow:
    """A company on the stand of an exhibitor that is named in public. It has the halls and sectors of that stand."""

    pk: int
    host: ExhibitorOnShow
    kind: CoExhibitorKind
    name: str
    country: str
    website: str
    text_en: str
    text_zh: str
    products: str
    words: str

    @property
    def country_name(self) -> str:
        return str(countries.name(self.country)) if self.country else ""

    @property
    def halls(self) -> tuple[str, ...]:
        return self.host.halls

    @property
    def sectors(self) -> tuple[str, ...]:
        return self.host.sectors

    @property
    def anchor(self) -> str:
        return f"guest-{self.pk}"

    @property
    def address(self) -> str:
        """The address of its entry on the page of its host."""
        return f"{self.host.address}#{self.anchor}"

    def is_meant_by(self, term: Term) -> bool:
        """Return whether a word of its entry, its country or its host's names contains this term."""
        return term.text in self.words


class Version(NamedTuple):
    """The newest key of each history that the exhibitors depend on, the minute, and the names of countries."""

    exhibits: int
    companies: int
    guests: int
    pavilions: int
    space: int
    plans: int
    minute: int
    country_names: str

    @property
    def of_exhibits(self) -> tuple[int, int]:
        """The part of the version that exhibits alone depend on."""
        return self.exhibits, self.minute


@dataclass(frozen=True)
class ExhibitorsOnShow:
    """All exhibitors of an edition by name, with the guests on their stands, at one version of all of them."""

    edition_id: int
    version: Version
    by_key: Mapping[Key, ExhibitorOnShow]
    guests: tuple[GuestOnShow, ...] = ()

    @cached_property
    def by_name(self) -> tuple[ExhibitorOnShow | GuestOnShow, ...]:
        """Exhibitors and the guests on their stands in one order, ignoring accents and case."""
        everybody: list[ExhibitorOnShow | GuestOnShow] = [*self.by_key.values(), *self.guests]
        return tuple(sorted(everybody, key=lambda each: (folded_text(each.name), each.name)))


def exhibitors_on_show(edition_id: int, *, at: datetime) -> ExhibitorsOnShow:
    """Return the exhibitors on show; one small query, and four more if anything has changed since the last call."""
    newest = row_of(VERSION, {"booked": [state.value for state in BOOKED_STATES]}) or ()
    version = Version._make((*newest, int(at.timestamp()) // settings.ON_SHOW_KEPT_SECONDS, names_version()))

    def read() -> ExhibitorsOnShow:
        by_key = {each.key: each for each in (*_companies(edition_id), *_pavilions(edition_id))}
        return ExhibitorsOnShow(edition_id, version, by_key, tuple(_guests(edition_id, by_key)))

    return KEPT.get_or_read(edition_id, version, read)


KEPT = VersionedValues[ExhibitorsOnShow]()


def _companies(edition_id: int) -> Iterator[ExhibitorOnShow]:
    is_live = Q(holder__claims__state__in=LIVE_CLAIMS)
    booked = Booking.objects.booked().filter(edition=edition_id, company__is_on_public_plans=True)
    rows = booked.order_by("company__name", "company_id").values_list(
        "company", "company__name", "company__name_local", "company__country"
    )
    allotment = "holder__claims__allotment"
    for pk, name, local, country, halls, sectors in rows.annotate(
        halls=ArrayAgg(f"{allotment}__hall__name", filter=is_live, distinct=True, default=[]),
        sectors=ArrayAgg(
            f"{allotment}__sector__code",
            filter=is_live & Q(**{f"{allotment}__sector__isnull": False}),
            distinct=True,
            default=[],
        ),
    ):
        words = folded_text(name, local, country_words(country or ""))
        yield ExhibitorOnShow(pk, None, name, local, country or "", tuple(halls), tuple(sectors), words)


def _guests(edition_id: int, hosts: Mapping[Key, ExhibitorOnShow]) -> Iterator[GuestOnShow]:
    # Registered companies are named on others' stands, too, only if they agreed to be named.
    named = Q(company__isnull=True) | Q(company__is_on_public_plans=True)
    guests = CoExhibitor.objects.filter(named, booking__edition=edition_id, booking__state__in=BOOKED_STATES)
    shown_name, shown_country = Coalesce("company__name", "name"), Coalesce("company__country", "country")
    for pk, kind, name, country, website, english, chinese, products, host_id in guests.order_by(
        shown_name, "pk"
    ).values_list(
        *("pk", "kind", shown_name, shown_country, "website", "text_en", "text_zh", "products"), "booking__company"
    ):
        host = hosts.get((host_id, None))
        if host is not None:
            code, texts = country or "", (english, chinese, products)
            words = folded_text(name, country_words(code), *texts, host.name, host.name_local)
            yield GuestOnShow(pk, host, CoExhibitorKind(kind), name, code, website, *texts, words)


def _pavilions(edition_id: int) -> Iterator[ExhibitorOnShow]:
    claims = SpaceClaim.objects.live().filter(holder__national_pavilion__edition=edition_id)
    by_holder = claims.values_list("holder").annotate(halls=ArrayAgg("allotment__hall__name", distinct=True))
    halls: dict[int, list[str]] = dict(by_holder)
    taking_part = NationalPavilion.objects.taking_part().filter(edition=edition_id)
    with translation.override(settings.LANGUAGE_CODE):
        in_order = sorted(taking_part, key=str)
    for pavilion in in_order:
        name, name_zh, code = pavilion.organization, pavilion.organization_zh, pavilion.country.code or ""
        words = folded_text(name, name_zh, country_words(code), pavilion.theme, pavilion.theme_zh)
        halls_of = tuple(halls.get(pavilion.pk, ()))
        yield ExhibitorOnShow(None, pavilion.pk, name, "", code, halls_of, (), words, name_zh)


@dataclass(frozen=True)
class FoundExhibitors:
    """The exhibitors that match and the guests on their stands, by name, with the number of both under each facet."""

    entries: list[ExhibitorOnShow | GuestOnShow]
    by_country: Counter[str] = field(default_factory=Counter)
    by_hall: Counter[str] = field(default_factory=Counter)
    by_sector: Counter[str] = field(default_factory=Counter)

    @property
    def guest_count(self) -> int:
        return sum(isinstance(each, GuestOnShow) for each in self.entries)

    @property
    def exhibitor_count(self) -> int:
        return len(self.entries) - self.guest_count


def search_exhibitors(
    on_show: ExhibitorsOnShow, text: str, *, country: str = "", hall: str = "", sector: str = ""
) -> FoundExhibitors:
    """Search the exhibitors on show without a query, since the process keeps the few thousand of an edition."""
    terms = asked_terms(text)
    if text.strip() and not terms:
        return FoundExhibitors([])

    def is_like_that(each: ExhibitorOnShow | GuestOnShow) -> bool:
        is_there = (not hall or hall in each.halls) and (not sector or sector in each.sectors)
        return is_there and country in {"", each.country} and all(each.is_meant_by(term) for term in terms)

    found = FoundExhibitors([each for each in on_show.by_name if is_like_that(each)])
    for each in found.entries:
        found.by_country.update([each.country] if each.country else [])
        found.by_hall.update(each.halls)
        found.by_sector.update(each.sectors)
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A booth on the plan in force."""

    hall: str
    number: str

    @property
    def reference(self) -> str:
        return f"{self.hall}/{self.number}"


def places_of(edition_id: int, exhibitors: Collection[Key]) -> Mapping[Key, list[Place]]:
    """Return the booths of each of these exhibitors by hall and number; one query."""
    companies = [company for company, _pavilion in exhibitors if company]
    pavilions = [pavilion for _company, pavilion in exhibitors if pavilion]
    claims = SpaceClaim.objects.live().filter(
        Q(holder__booking__company__in=companies, holder__booking__state__in=BOOKED_STATES)
        | Q(holder__national_pavilion__in=pavilions),
        booth__plan__edition=edition_id,
        booth__plan__state=PlanState.PUBLISHED,
    )
    hall = "booth__plan__hall"
    found: defaultdict[Key, list[Place]] = defaultdict(list)
    for company, pavilion, hall_name, number in claims.order_by(
        f"{hall}__position", f"{hall}__name", "booth__number"
    ).values_list("holder__booking__company", "holder__national_pavilion", f"{hall}__name", "booth__number"):
        found[company, pavilion].append(Place(hall_name, number))
    return found
