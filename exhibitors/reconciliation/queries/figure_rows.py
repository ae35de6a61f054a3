"""The rows behind each figure of a release: the same facts, one by one instead of counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from ciie.kernel.wording import area_words, day_words
from exhibitors.figures.queries.release_figures import FACTS, facts_until
from pavilions.floor.models.edition import Edition
from pavilions.states import PavilionStage


@dataclass(frozen=True)
class FigureRow:
    """One row of a figure. The figure is the sum of `counts` over its rows.

    `kind` and `pk` say what it is: a `company`, `pavilion`, `roadshow` or `edition`, or a `country`, which has no key.
    """

    kind: str
    pk: int | None
    name: str
    country: str
    detail: str | Promise
    counts: Decimal


DETAILS: Mapping[str, str | Promise] = {
    "published": _("as published"),
    "counted": _("counted here"),
    **{stage.value: stage.label for stage in PavilionStage},
}

# Each selects kind, pk, name, country, detail, counts from the facts of `release_figures`.
ROWS: Mapping[str, str] = {
    "participants": """
SELECT 'pavilion', pavilion.holder_id, pavilion.organization, pavilion.country, last_move.to_stage, 1
FROM taking_part JOIN pavilions_nationalpavilion AS pavilion USING (holder_id)
JOIN last_move ON last_move.pavilion_id = holder_id
WHERE taking_part.number = %(number)s ORDER BY pavilion.organization, pavilion.country
""",
    "companies": """
SELECT 'company', company.id, company.name, min(stood.country), sum(area_sqm), 1
FROM stood JOIN exhibitors_company AS company ON company.id = company_id GROUP BY company.id ORDER BY company.name
""",
    "countries": """
SELECT 'country', NULL, '', country, sum(area_sqm), 1 FROM stood WHERE country <> ''
GROUP BY country ORDER BY sum(area_sqm) DESC, country
""",
    "booked_sqm": """
SELECT 'company', company.id, company.name, stood.country, '', area_sqm
FROM stood JOIN exhibitors_company AS company ON company.id = company_id ORDER BY area_sqm DESC, company.name
""",
    "roadshows": """
SELECT 'roadshow', roadshow.id, roadshow.title, held.country, held.held_date, 1
FROM held JOIN exhibitors_roadshow AS roadshow ON roadshow.id = held.roadshow_id ORDER BY held.held_date, roadshow.id
""",
    "roadshow_countries": """
SELECT 'country', NULL, '', country, array_agg(held_date ORDER BY held_date), 1
FROM held GROUP BY country ORDER BY country
""",
    "roadshow_countries_this_year": """
SELECT 'country', NULL, '', country, array_agg(held_date ORDER BY held_date), 1
FROM held WHERE extract(year FROM held_date) = extract(year FROM %(day)s::date) GROUP BY country ORDER BY country
""",
    "debuts": """
SELECT 'edition', edition.id, edition.name, '', CASE WHEN earlier.debuts IS NULL THEN 'counted' ELSE 'published' END,
    coalesce(earlier.debuts, counted_debuts.debuts, 0)
FROM earlier JOIN pavilions_edition AS edition USING (id)
LEFT JOIN counted_debuts ON counted_debuts.edition_id = edition.id ORDER BY edition.number
""",
    "deals_usd_bn": """
SELECT 'edition', edition.id, edition.name, '',
    CASE WHEN earlier.deals_usd_bn IS NULL THEN 'counted' ELSE 'published' END,
    coalesce(earlier.deals_usd_bn, counted_deals.usd_bn, 0)
FROM earlier JOIN pavilions_edition AS edition USING (id)
LEFT JOIN counted_deals ON counted_deals.edition_id = edition.id ORDER BY edition.number
""",
    "editions": """
SELECT 'edition', edition.id, edition.name, '', '', 1
FROM earlier JOIN pavilions_edition AS edition USING (id) ORDER BY edition.number
""",
    "guest_times": """
SELECT 'pavilion', taking_part.holder_id, edition.name, taking_part.country, '', 1
FROM taking_part JOIN honour USING (holder_id) JOIN guest USING (country)
JOIN pavilions_edition AS edition ON edition.number = taking_part.number
WHERE honour.is_guest_of_honour ORDER BY taking_part.number
""",
}


def rows_of_figure(key: str, edition: Edition, day: date, *, guest: str = "", at: datetime) -> list[FigureRow]:
    """The rows of the figure that `release_figures` counts under this key, as of the same moment; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"{FACTS}{ROWS[key]}", facts_until(edition, day, guest=guest, at=at))
        return [
            FigureRow(
                kind,
                pk,
                name or str(countries.name(country)),
                country,
                _in_words(detail),
                Decimal(counts),
            )
            for kind, pk, name, country, detail, counts in cursor.fetchall()
        ]


def _in_words(detail: str | Decimal | date | list[date]) -> str | Promise:
    """A state, m², a day or several days."""
    match detail:
        case str():
            return DETAILS.get(detail, detail)
        case Decimal():
            return f"{area_words(detail)}\N{NO-BREAK SPACE}m²"
        case list():
            return ", ".join(map(day_words, detail))
        case _:
            return day_words(detail)
