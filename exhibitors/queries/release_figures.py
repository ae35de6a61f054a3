"""The figures of a release as they stood when a day ended in the edition's zone: how each is counted and said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exhibitors.headline import more_than, over
from pavilions.models import Edition

type Say = Callable[[Decimal], str]


@dataclass(frozen=True)
class Counted:
    """One figure: the number, how it is said, and a sentence that tells how it was counted."""

    key: str
    label: str | Promise
    value: Decimal
    said: str
    source: str | Promise


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    source: str | Promise
    say: Say


def _more_than(value: Decimal) -> str:
    return more_than(int(value))


def _over(value: Decimal) -> str:
    return over(int(value))


def _billions(value: Decimal) -> str:
    """Thousand millions of US dollars, rounded down to tens: `more than $420 billion`."""
    tens = int(value) - int(value) % 10
    return (
        str(_("more than $%(billions)s billion") % {"billions": number_format(tens)}) if tens else f"${value} billion"
    )


def _plainly(value: Decimal) -> str:
    return str(number_format(int(value), force_grouping=True))


def _ordinal_times(value: Decimal) -> str:
    words = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth")}
    return str(words.get(int(value), value))


KINDS: Mapping[str, Kind] = {
    "participants": Kind(
        _("Countries and organizations in the national exhibition"),
        _("Pavilions of this edition that had confirmed by the end of the day and had not declined."),
        _more_than,
    ),
    "companies": Kind(
        _("Companies with booked space"),
        _("Companies with approved or confirmed space, from the movements of the ledger up to the end of the day."),
        _over,
    ),
    "countries": Kind(
        _("Countries and regions of these companies"),
        _("Countries and regions that these companies are registered in, each once."),
        _more_than,
    ),
    "booked_sqm": Kind(
        _("Square metres booked in the business exhibition"),
        _("Movements of approved and confirmed m² added up to the end of the day; area of booths, without aisles."),
        _over,
    ),
    "roadshow_countries": Kind(
        _("Countries and regions with promotions"),
        _("Countries and regions in which roadshows for this edition had been held by the end of the day, each once."),
        _over,
    ),
    "roadshows": Kind(_("Roadshows held"), _("Roadshows for this edition held by the end of the day."), _over),
    "debuts": Kind(
        _("Debuts over the editions before"),
        _("As published for each edition before this one; where nothing is published, debuts verified here."),
        _over,
    ),
    "deals_usd_bn": Kind(
        _("Tentative deals over the editions before, in billion US$"),
        _("As published for each edition before this one; where nothing is published, deals counted here."),
        _billions,
    ),
    "editions": Kind(_("Editions before"), _("Editions with a lower number."), _plainly),
    "guest_times": Kind(
        _("Times that the guest country of honour has been one"),
        _("Editions up to this one in which the first guest of honour of this edition was one."),
        _ordinal_times,
    ),
}

COUNT = """
WITH ended AS (SELECT %(ended)s::timestamptz AS at), stood AS (
    SELECT movement.company_id, movement.country, sum(movement.area_sqm) AS area_sqm
    FROM exhibitors_spacemovement AS movement
    JOIN pavilions_allotment AS allotment ON allotment.id = movement.allotment_id
    WHERE allotment.edition_id = %(edition)s AND allotment.section = 'business'
        AND movement.state IN ('approved', 'confirmed') AND movement.happened_at < (SELECT at FROM ended)
    GROUP BY movement.company_id, movement.country HAVING sum(movement.area_sqm) <> 0
), held AS (
    SELECT country FROM exhibitors_roadshow
    WHERE edition_id = %(edition)s AND state = 'held' AND held_date <= %(day)s
), earlier AS (
    SELECT edition.id, figures.debuts, figures.deals_usd_bn FROM pavilions_edition AS edition
    LEFT JOIN exhibitors_editionfigures AS figures ON figures.edition_id = edition.id
    WHERE edition.number < %(number)s
), guest AS (
    SELECT country FROM pavilions_nationalpavilion
    WHERE edition_id = %(edition)s AND is_guest_of_honour AND stage NOT IN ('invited', 'declined')
        AND confirmed_at < (SELECT at FROM ended)
    ORDER BY holder_id LIMIT 1
)
SELECT
    (SELECT count(*) FROM pavilions_nationalpavilion WHERE edition_id = %(edition)s
        AND stage NOT IN ('invited', 'declined') AND confirmed_at < (SELECT at FROM ended)) AS participants,
    (SELECT count(DISTINCT company_id) FROM stood) AS companies,
    (SELECT count(DISTINCT country) FROM stood WHERE country <> '') AS countries,
    (SELECT coalesce(sum(area_sqm), 0) FROM stood) AS booked_sqm,
    (SELECT count(DISTINCT country) FROM held) AS roadshow_countries,
    (SELECT count(*) FROM held) AS roadshows,
    (SELECT coalesce(sum(coalesce(earlier.debuts, (
        SELECT count(*) FROM exhibitors_exhibit
        WHERE edition_id = earlier.id AND debut_state = 'verified' AND state = 'published'
    ))), 0) FROM earlier) AS debuts,
    (SELECT coalesce(sum(coalesce(earlier.deals_usd_bn, (
        SELECT sum(amount_usd) / 1000000000 FROM exhibitors_deal
        WHERE edition_id = earlier.id AND state = 'counted'
    ))), 0) FROM earlier) AS deals_usd_bn,
    (SELECT count(*) FROM earlier) AS editions,
    (SELECT count(*) FROM pavilions_nationalpavilion AS pavilion
        JOIN pavilions_edition AS edition ON edition.id = pavilion.edition_id
        WHERE pavilion.is_guest_of_honour AND pavilion.stage NOT IN ('invited', 'declined')
            AND edition.number <= %(number)s AND pavilion.country = (SELECT country FROM guest)) AS guest_times
"""


def release_figures(edition: Edition, day: date) -> dict[str, Counted]:
    """Every figure of a release as of the end of a day, by its key; one statement."""
    ended = datetime.combine(day + timedelta(days=1), time(), edition.zone)
    values: dict[str, int | date | datetime] = {
        "edition": edition.pk,
        "number": edition.number,
        "day": day,
        "ended": ended,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        names = [column.name for column in cursor.description or ()]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    return {
        key: Counted(key, kind.label, value := Decimal(row[key]), kind.say(value), kind.source)
        for key, kind in KINDS.items()
    }
