"""Exhibits in lists and on cards, those that may be the same product, and the numbers of debuts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.bilingual import in_language
from ciie.kernel.country_names import country_name
from ciie.kernel.statements import rows_of
from exhibitors.companies.models import Company
from exhibitors.companies.queries import companies_visible_to
from exhibitors.promotion.catalogue.models import Exhibit, ExhibitPicture, ExhibitQuerySet, picture_digest
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import Key, exhibitors_on_show
from exhibitors.promotion.catalogue.states import Debut, DebutState, ExhibitState
from exhibitors.promotion.published_figures.queries import values_of
from exhibitors.promotion.published_figures.states import FigureKind
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.floor.staff.rules import appointments_of, is_admin
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.signals import pavilion_ending_weighed
from pavilions.states import TAKING_PART


def exhibits_visible_to(viewer: Visitor) -> QuerySet[Exhibit]:
    """Return all exhibits for organizers and admins, and for others those of their companies and managed pavilions."""
    rows = Exhibit.objects.select_related("company", "pavilion", "sector", "edition")
    if is_admin(viewer) or appointments_of(viewer):
        return rows
    managed = NationalPavilion.objects.filter(managers=viewer.pk) if isinstance(viewer, User) else ()
    return rows.filter(Q(company__in=companies_visible_to(viewer)) | Q(pavilion__in=managed))


def exhibits_of(exhibitor: Company | NationalPavilion, edition: Edition) -> QuerySet[Exhibit]:
    """Return an exhibitor's exhibits at an edition, newest first, with pictures."""
    whose = {"company": exhibitor} if isinstance(exhibitor, Company) else {"pavilion": exhibitor}
    rows = Exhibit.objects.filter(edition=edition, **whose).select_related("sector", "company", "pavilion")
    return with_pictures(rows).order_by("-pk")


def with_pictures(rows: QuerySet[Exhibit]) -> QuerySet[Exhibit]:
    return rows.prefetch_related(Prefetch("pictures", queryset=ExhibitPicture.objects.order_by("pk")))


def claimed_debuts(edition: Edition) -> QuerySet[Exhibit]:
    """Return the claims that wait for an organizer, oldest first."""
    rows = Exhibit.objects.published().filter(edition=edition, debut_state=DebutState.CLAIMED)
    return with_pictures(rows.select_related("company", "pavilion", "sector")).order_by("changed_at", "pk")


@dataclass(frozen=True)
class EditionDebuts:
    """The number of debuts at one edition, as published or else as counted here."""

    edition: Edition
    debuts: int
    is_published: bool


def debuts_by_edition(until: Edition, *, at: datetime) -> Sequence[EditionDebuts]:
    """Return every edition up to this one that has a published figure or debuts that count, oldest first.

    A published figure stands for the whole edition, so the edition's own debuts are not counted.
    """
    editions = Edition.objects.filter(number__lte=until.number).order_by("number")
    published = {pk: int(value) for pk, value in values_of(FigureKind.DEBUTS).items()}
    counted = debuts_counted([edition.pk for edition in editions if edition.pk not in published], until=at)
    return [
        EditionDebuts(edition, (published | counted)[edition.pk], edition.pk in published)
        for edition in editions
        if edition.pk in published or edition.pk in counted
    ]


@receiver(pavilion_ending_weighed)
def debuts_lost_with(*, pavilion: NationalPavilion, at: datetime, **_sent: Any) -> list[str]:
    """Return a sentence on the debuts lost if this pavilion declines: those that no other exhibitor shows."""
    if not pavilion.takes_part:
        return []
    verified = Exhibit.objects.published().filter(edition=pavilion.edition, debut_state=DebutState.VERIFIED)
    key, on_show = (None, pavilion.pk), exhibitors_on_show(pavilion.edition_id, at=at).by_key
    rows = verified.values_list(Coalesce("same_debut_as_id", "pk"), "company", "pavilion")
    shown = [(debut, (company_id, pavilion_id)) for debut, company_id, pavilion_id in rows]
    others = {debut for debut, by in shown if by != key and by in on_show}
    lost = len({debut for debut, by in shown if by == key} - others)
    sentence = ngettext(
        "%(count)d verified debut no longer counts.", "%(count)d verified debuts no longer count.", lost
    )
    return [sentence % {"count": lost}] if lost else []


def debuts_so_far(until: Edition, *, at: datetime) -> int:
    """Return the number of debuts at all editions up to this one."""
    return sum(line.debuts for line in debuts_by_edition(until, at=at))


@dataclass(frozen=True)
class CardPicture:
    """The first picture of an exhibit, in its small size; width and height are in pixels."""

    digest: str
    width: int
    height: int
    alt_text: str


@dataclass(frozen=True)
class ExhibitCard:
    """The card of a published exhibit. `verified_debut` is empty if there is none."""

    pk: int
    name: str
    name_zh: str
    category: str
    category_zh: str
    sector: str
    debut: str
    exhibitor: Key
    picture: CardPicture | None

    def __str__(self) -> str:
        return Exhibit.in_language(self.name, self.name_zh)

    @cached_property
    def verified_debut(self) -> str:
        """The scope of the debut, such as `world debut`."""
        return str(Debut(self.debut).label) if self.debut else ""


def exhibit_cards(keys: Collection[int]) -> list[ExhibitCard]:
    """Return the cards of these exhibits in this order, without those that are no longer published; one query."""
    with_first_pictures = Exhibit.objects.published().filter(pk__in=keys).order_by("pk", "pictures__pk").distinct("pk")
    rows = with_first_pictures.values_list(
        *(
            "pk",
            "name",
            "name_zh",
            "category",
            "category_zh",
            "sector__name",
            "sector__name_zh",
            "debut",
            "debut_state",
        ),
        *("company_id", "pavilion_id"),
        *("pictures__small_file", "pictures__small_width", "pictures__small_height", "pictures__alt_text"),
        "pictures__alt_text_zh",
    )
    cards = {}
    for (
        pk,
        name,
        name_zh,
        category,
        category_zh,
        sector,
        sector_zh,
        debut,
        debut_state,
        company,
        pavilion,
        *picture,
    ) in rows:
        file, width, height, alt_text, alt_text_zh = picture
        cards[pk] = ExhibitCard(
            pk,
            name,
            name_zh,
            category,
            category_zh,
            Exhibit.in_language(sector, sector_zh),
            debut if debut_state == DebutState.VERIFIED else "",
            (company, pavilion),
            CardPicture(picture_digest(file), width, height, in_language(alt_text, alt_text_zh or ""))
            if file
            else None,
        )
    return [cards[key] for key in keys if key in cards]


def newest_cards(shown: ExhibitQuerySet, most: int) -> list[ExhibitCard]:
    """Return the cards of the newest of these exhibits; two queries."""
    return exhibit_cards(shown.order_by("-pk").values_list("pk", flat=True)[:most])


# The past state of an exhibit, its company and its pavilion is read from their histories. A debut counts as the
# directory shows it: while its exhibitor takes part and, if it is a company, is named in public. A product that several
# exhibitors show counts once, for as long as one of them shows it.
COUNTED = """
SELECT shown.edition_id, count(DISTINCT coalesce(shown.same_debut_as_id, shown.id)) AS debuts FROM (
    SELECT DISTINCT ON (event.pgh_obj_id) event.id, event.edition_id, event.company_id, event.pavilion_id, event.state,
        event.debut_state, event.same_debut_as_id
    FROM exhibitors_exhibitevent AS event
    LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
    WHERE event.edition_id IN (SELECT id FROM unpublished) AND event.pgh_obj_id IN (
            SELECT pgh_obj_id FROM exhibitors_exhibitevent
            WHERE edition_id IN (SELECT id FROM unpublished) AND state = %(published)s AND debut_state = %(verified)s
        )
        AND coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at) <= %(until)s
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
) AS shown
WHERE shown.state = %(published)s AND shown.debut_state = %(verified)s AND CASE
    WHEN shown.company_id IS NULL THEN (
        SELECT move.to_stage = ANY(%(taking_part)s) FROM pavilions_pavilionmove AS move
        WHERE move.pavilion_id = shown.pavilion_id AND move.moved_at <= %(until)s ORDER BY move.id DESC LIMIT 1
    )
    ELSE (
        SELECT event.is_on_public_plans FROM exhibitors_companyevent AS event
        LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
        WHERE event.pgh_obj_id = shown.company_id
            AND coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at) <= %(until)s
        ORDER BY event.pgh_id DESC LIMIT 1
    ) AND (
        SELECT sum(movement.area_sqm) > 0 FROM exhibitors_spacemovement AS movement
        WHERE movement.company_id = shown.company_id
            AND movement.allotment_id = ANY(ARRAY(
                SELECT id FROM pavilions_allotment WHERE edition_id = shown.edition_id
            ))
            AND movement.state = ANY(%(booked)s) AND movement.happened_at <= %(until)s
    )
END
GROUP BY shown.edition_id
"""
"""The query for debuts by edition. It needs `until`, `COUNTED_STATES` and a table expression `unpublished`.

`unpublished` selects the editions to count.
"""

COUNTED_STATES: dict[str, str | list[str]] = {
    "published": ExhibitState.PUBLISHED.value,
    "verified": DebutState.VERIFIED.value,
    "taking_part": [stage.value for stage in TAKING_PART],
    "booked": [state.value for state in BOOKED_STATES],
}

SIMILAR = """
SELECT judged.id, other.id, CASE WHEN other.name = '' THEN other.name_zh ELSE other.name END,
    other.debut_state = %(verified)s, coalesce(other.same_debut_as_id, other.id), company.name, pavilion.organization,
    pavilion.organization_zh, pavilion.country
FROM exhibitors_exhibit AS judged
JOIN exhibitors_exhibit AS other ON other.edition_id = judged.edition_id AND other.id <> judged.id
LEFT JOIN exhibitors_company AS company ON company.id = other.company_id
LEFT JOIN pavilions_nationalpavilion AS pavilion ON pavilion.holder_id = other.pavilion_id
WHERE judged.id = ANY(%(exhibits)s) AND other.state = %(published)s AND other.debut_state = ANY(%(claimed)s)
    AND (
        judged.name <> '' AND other.name <> ''
            AND similarity(lower(judged.name), lower(other.name)) >= %(alike)s
        OR judged.name_zh <> '' AND replace(judged.name_zh, ' ', '') = replace(other.name_zh, ' ', '')
    )
ORDER BY judged.id, other.id
"""
ALIKE = 0.8


@dataclass(frozen=True)
class SimilarDebut:
    """Another debut of the edition with the same or nearly the same name, by the same exhibitor or another one.

    `counted_as` is the exhibit under which it counts: itself, or the one that it was found to be the same as.
    """

    pk: int
    name: str
    exhibitor: str
    is_verified: bool
    counted_as: int


def debuts_counted(editions: Collection[int], *, until: datetime) -> dict[int, int]:
    """Return the number of debuts of each edition that counted at a moment; one query.

    Editions without any are left out.
    """
    statement = f"WITH unpublished AS (SELECT unnest(%(editions)s::bigint[]) AS id) {COUNTED}"  # our own SQL
    return dict(rows_of(statement, {"editions": list(editions), "until": until, **COUNTED_STATES}))


def similar_debuts(exhibits: Sequence[Exhibit]) -> Mapping[int, Sequence[SimilarDebut]]:
    """Return, by the key of each of these exhibits, the debuts that may be the same product; one query."""
    found: defaultdict[int, list[SimilarDebut]] = defaultdict(list)
    values = {
        "exhibits": [each.pk for each in exhibits],
        "alike": ALIKE,
        "published": ExhibitState.PUBLISHED.value,
        "verified": DebutState.VERIFIED.value,
        "claimed": [DebutState.CLAIMED.value, DebutState.VERIFIED.value],
    }
    for judged, pk, name, is_verified, counted_as, company, english, chinese, country in rows_of(SIMILAR, values):
        exhibitor = company or in_language(english, chinese) or country_name(country)
        found[judged].append(SimilarDebut(pk, name, exhibitor, is_verified, counted_as))
    return found
