"""The figures of a release as they stood at the end of a day in the edition's zone, or as they stand while it runs.

The module defines how each figure is counted and worded, and the rows behind it: the same facts, listed instead of
counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from django.db import connection
from django.utils.formats import date_format, get_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from ciie.kernel.bilingual import in_language
from ciie.kernel.wording import (
    area_words,
    day_words,
    figure_words,
    list_words,
    names_words,
    number_words,
    ordinal_words,
)
from exhibitors.promotion.catalogue.queries.exhibits import COUNTED, COUNTED_STATES
from exhibitors.promotion.deals.queries import FEWEST_DEALS
from exhibitors.promotion.figures.headline import more_than, over, round_down
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition
from pavilions.national.programme.states import TopicState
from pavilions.states import PavilionStage, Section

NONE = "–"
TENS = 10
BILLION = 10**9
BILLIONS, MORE_THAN_BILLIONS = _("$%(billions)s billion"), _("more than $%(billions)s billion")
MILLIONS, MORE_THAN_MILLIONS = _("$%(millions)s million"), _("more than $%(millions)s million")


@dataclass(frozen=True)
class Until:
    """The instant up to which figures are counted, inclusive: the end of a day, or now while the day runs."""

    at: datetime
    day_is_over: bool

    def __str__(self) -> str:
        """Return words such as `the end of 17 May 2024`, or `17 May 2024, 09:00` while the day runs."""
        day = date_format(self.at)
        if self.day_is_over:
            return gettext("the end of %(day)s") % {"day": day}
        return date_format(self.at, "DATETIME_FORMAT")


@dataclass(frozen=True)
class CountedFigure:
    """One figure: the number, its wording (`said`), and a sentence on how it was counted."""

    key: str
    label: str
    value: Decimal
    said: str
    source: str


@dataclass(frozen=True)
class Kind:
    """How one figure is named, counted and worded.

    `source` has a placeholder, `%(until)s`, for the last instant counted.
    """

    label: str | Promise
    source: str | Promise
    in_words: Callable[[Decimal], str]


@dataclass(frozen=True)
class NameKind:
    """A figure that is worded as names. Its number is how many names there are.

    `in_words` gets the names of the English texts and those of the Chinese ones, which may be the same.
    """

    label: str | Promise
    source: str | Promise
    in_words: Callable[[Sequence[str], Sequence[str]], str]


def _more_than(value: Decimal) -> str:
    return more_than(int(value))


def _over(value: Decimal) -> str:
    return over(int(value))


def _billions(value: Decimal) -> str:
    """Return a sum in billions (10⁹) of US dollars in words: `more than $420 billion`, `$44 million`, `$7,000`.

    From ten billion up it is rounded down to tens of billions, below that to a tenth, and below one billion (in
    Chinese, one hundred million) to whole millions (ten thousands).
    """
    rounded = _rounded_sum(value)
    large = rounded * get_format("UNITS_OF_A_BILLION")
    if large >= 1:
        words, number = (MORE_THAN_BILLIONS if rounded < value else BILLIONS), figure_words(large)
        return str(words % {"billions": number})
    small = large * get_format("SMALL_UNITS_OF_A_LARGE_ONE")
    if small >= 1:
        words = MORE_THAN_MILLIONS if rounded < value else MILLIONS
        return str(words % {"millions": f"{small.normalize():f}"})
    return str(_("$%(dollars)s") % {"dollars": figure_words((value * BILLION).to_integral_value(ROUND_FLOOR))})


def _rounded_sum(value: Decimal) -> Decimal:
    """Return the sum that its words state, which is never above it."""
    large = int(get_format("UNITS_OF_A_BILLION"))
    small = large * int(get_format("SMALL_UNITS_OF_A_LARGE_ONE"))
    if value >= TENS:
        return value // TENS * TENS
    if value * large >= 1:
        return (value * large * TENS).to_integral_value(ROUND_FLOOR) / (large * TENS)
    if value * small >= 1:
        return (value * small).to_integral_value(ROUND_FLOOR) / small
    return (value * BILLION).to_integral_value(ROUND_FLOOR) / BILLION


def _rounded_count(value: Decimal) -> Decimal:
    return Decimal(round_down(int(value)))


def _year(value: Decimal) -> str:
    return str(int(value))


def _count(value: Decimal) -> str:
    return number_words(int(value))


def _names(english: Sequence[str], chinese: Sequence[str]) -> str:
    """Return the names as they are, in the active language where there is one in it."""
    return names_words([in_language(en, zh) for en, zh in zip(english, chinese, strict=True)]) or NONE


def _ordinal_times(value: Decimal) -> str:
    return ordinal_words(int(value)) if value else NONE


def _countries(codes: Sequence[str], _same: Sequence[str]) -> str:
    return names_words([str(countries.name(code)) for code in codes]) or NONE


def _stages(stages: Sequence[str], _same: Sequence[str]) -> str:
    return names_words([str(PavilionStage(stage).label) for stage in stages]) or NONE


def _quoted(english: Sequence[str], chinese: Sequence[str]) -> str:
    """Return names in quotes, as in `“From French farm to Chinese dining table”`.

    A Chinese name is used if there is one and the active language is Chinese.
    """
    names = [in_language(en, zh) for en, zh in zip(english, chinese, strict=True)]
    return names_words([_("“%(name)s”") % {"name": name} for name in names]) or NONE


KINDS: Mapping[str, Kind | NameKind] = {
    "participants": Kind(
        _("Countries and organizations in the national exhibition"),
        _(
            "Pavilions of this edition by their latest change of stage up to %(until)s: confirmed, and not "
            "declined since."
        ),
        _more_than,
    ),
    "companies": Kind(
        _("Companies with booked space"),
        _("Companies with approved or confirmed space, from the movements of the ledger up to %(until)s."),
        _over,
    ),
    "countries": Kind(
        _("Countries and regions of these companies"),
        _("Countries and regions in which these companies are registered, each counted once, up to %(until)s."),
        _more_than,
    ),
    "booked_sqm": Kind(
        _("Square metres booked in the business exhibition"),
        _("Total of approved and confirmed m² up to %(until)s; area of booths, without aisles."),
        _over,
    ),
    "roadshow_countries": Kind(
        _("Countries and regions with promotions"),
        _(
            "Countries and regions of the roadshows for this edition reported as held up to %(until)s, "
            "each counted once."
        ),
        _over,
    ),
    "roadshow_countries_this_year": Kind(
        _("Countries and regions with promotions this calendar year"),
        _(
            "Countries and regions of the roadshows held in the calendar year of that day and reported up to "
            "%(until)s, each counted once."
        ),
        _over,
    ),
    "roadshows_this_year": Kind(
        _("Roadshows held this calendar year"),
        _("Roadshows for this edition held in the calendar year of that day; reported up to %(until)s."),
        _over,
    ),
    "roadshows": Kind(_("Roadshows held"), _("Roadshows for this edition reported as held up to %(until)s."), _over),
    "debuts": Kind(
        _("Debuts at earlier editions"),
        _(
            "As published for each earlier edition up to %(until)s; where nothing was published, debuts "
            "counted here by then."
        ),
        _over,
    ),
    "deals_usd_bn": Kind(
        _("Tentative deals at earlier editions, in billion US$"),
        _(
            "As published for each earlier edition up to %(until)s; where nothing was published, deals "
            "counted here by then."
        ),
        _billions,
    ),
    "edition_debuts": Kind(
        _("Debuts at this edition"),
        _("As published for this edition up to %(until)s; if nothing was published, debuts counted here by then."),
        _over,
    ),
    "edition_deals_usd_bn": Kind(
        _("Tentative deals at this edition, in billion US$"),
        _("As published for this edition up to %(until)s; if nothing was published, deals counted here by then."),
        _billions,
    ),
    "edition": NameKind(_("Name of the edition"), _("The edition that the bulletin is about, as named today."), _names),
    "days_to_opening": Kind(
        _("Days until the expo opens"), _("From that day to the first day of the edition."), figure_words
    ),
    "editions": Kind(_("Earlier editions"), _("Editions with a lower number."), _count),
    "first_year": Kind(
        _("Year of the first edition"), _("The year in which the earliest edition on record opened."), _year
    ),
    "areas": Kind(_("Themed areas"), _("Public themed areas of this edition, as on record up to %(until)s."), _count),
    "area_names": NameKind(
        _("Names of the themed areas"),
        _("Public themed areas of this edition, as on record up to %(until)s."),
        _quoted,
    ),
    "forum_topics": Kind(
        _("Forum topics on the agenda"),
        _("Forum topics of this edition that were on the agenda at %(until)s."),
        _count,
    ),
    "forum_proposals": Kind(
        _("Topics proposed for the forum"),
        _("Forum topics proposed for this edition up to %(until)s, with a confirmed email address."),
        _over,
    ),
    "guest": NameKind(
        _("Guest country of honour"),
        _("The guest of honour named in the bulletin, as on record up to %(until)s."),
        _countries,
    ),
    "guest_stage": NameKind(
        _("Stage of the guest country’s pavilion"),
        _("Its latest change of stage up to %(until)s."),
        _stages,
    ),
    "guest_areas": NameKind(
        _("Themed areas of the guest country"),
        _("Public themed areas hosted from the guest country of honour, as on record up to %(until)s."),
        _quoted,
    ),
    "guest_times": Kind(
        _("Number of times as guest country of honour"),
        _(
            "The guest of honour named in the bulletin, as on record up to %(until)s, and the earlier "
            "editions in which it was guest of honour."
        ),
        _ordinal_times,
    ),
}

FACTS = f"""
WITH stood AS (
    SELECT movement.company_id, movement.country, sum(movement.area_sqm) AS area_sqm
    FROM exhibitors_spacemovement AS movement
    JOIN pavilions_allotment AS allotment ON allotment.id = movement.allotment_id
    WHERE allotment.edition_id = %(edition)s AND allotment.section = %(business)s
        AND movement.state = ANY(%(booked)s) AND movement.happened_at <= %(until)s
    GROUP BY movement.company_id, movement.country HAVING sum(movement.area_sqm) <> 0
), reported AS (
    SELECT DISTINCT ON (report.roadshow_id) report.roadshow_id, report.country, report.held_date
    FROM exhibitors_roadshowreport AS report
    JOIN exhibitors_roadshow AS roadshow ON roadshow.id = report.roadshow_id
    WHERE roadshow.edition_id = %(edition)s AND report.reported_at <= %(until)s
    ORDER BY report.roadshow_id, report.id DESC
), held AS (
    SELECT roadshow_id, country, held_date FROM reported WHERE held_date <= %(day)s
), stated AS (
    SELECT DISTINCT ON (edition_id, kind) edition_id, kind, value FROM exhibitors_publishedfigureevent
    WHERE stated_at <= %(until)s AND kind IN (%(debuts)s, %(deals_usd_bn)s)
    ORDER BY edition_id, kind, stated_at DESC, pgh_id DESC
), earlier AS (
    SELECT edition.id, debuts.value AS debuts, deals.value AS deals_usd_bn FROM pavilions_edition AS edition
    LEFT JOIN stated AS debuts ON debuts.edition_id = edition.id AND debuts.kind = %(debuts)s
    LEFT JOIN stated AS deals ON deals.edition_id = edition.id AND deals.kind = %(deals_usd_bn)s
    WHERE edition.number < %(number)s
), unpublished AS (
    SELECT id FROM earlier WHERE debuts IS NULL UNION SELECT %(edition)s::bigint
), counted_debuts AS (
    {COUNTED}
), counted_deals AS (
    SELECT deal.edition_id, sum(entry.amount_usd) / 1000000000 AS usd_bn
    FROM exhibitors_dealcount AS entry JOIN exhibitors_deal AS deal ON deal.id = entry.deal_id
    WHERE deal.edition_id IN (SELECT id FROM earlier WHERE deals_usd_bn IS NULL UNION SELECT %(edition)s::bigint)
        AND entry.happened_at <= %(until)s
    GROUP BY deal.edition_id HAVING sum(entry.deals) >= {FEWEST_DEALS}
), spoken_of AS (
    SELECT pavilion.holder_id
    FROM pavilions_nationalpavilion AS pavilion JOIN pavilions_edition AS edition ON edition.id = pavilion.edition_id
    WHERE edition.number = %(number)s OR edition.number < %(number)s AND pavilion.country = %(guest)s
), last_move AS (
    SELECT DISTINCT ON (pavilion_id) pavilion_id, to_stage FROM pavilions_pavilionmove
    WHERE pavilion_id IN (SELECT holder_id FROM spoken_of) AND moved_at <= %(until)s ORDER BY pavilion_id, id DESC
), taking_part AS (
    SELECT pavilion.holder_id, pavilion.country, edition.number
    FROM last_move JOIN pavilions_nationalpavilion AS pavilion ON pavilion.holder_id = last_move.pavilion_id
    JOIN pavilions_edition AS edition ON edition.id = pavilion.edition_id
    WHERE last_move.to_stage = ANY(%(taking_part)s) AND edition.number <= %(number)s
), noted AS (
    SELECT event.pgh_obj_id, event.pgh_id, event.is_guest_of_honour,
        coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at) <= %(until)s AS is_of_then
    FROM pavilions_nationalpavilionevent AS event
    LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
    WHERE event.pgh_obj_id IN (SELECT holder_id FROM spoken_of)
), honour AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS holder_id, is_guest_of_honour FROM noted
    ORDER BY pgh_obj_id, is_of_then DESC, CASE WHEN is_of_then THEN -pgh_id ELSE pgh_id END
), guest AS (
    SELECT taking_part.country FROM taking_part JOIN honour USING (holder_id)
    WHERE taking_part.number = %(number)s AND honour.is_guest_of_honour AND taking_part.country = %(guest)s
), area_on_record AS (
    SELECT DISTINCT ON (event.pgh_obj_id) event.pgh_obj_id AS id, event.name, event.name_zh, event.host_country,
        event.is_public AND event.pgh_label <> 'delete' AS is_public
    FROM pavilions_themedareaevent AS event LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
    WHERE event.edition_id = %(edition)s
        AND coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at) <= %(until)s
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
), area AS (
    SELECT id, name, name_zh, host_country FROM area_on_record AS noted
    WHERE is_public AND (
        EXISTS (SELECT FROM pavilions_themedarea AS present WHERE present.id = noted.id)
        OR EXISTS (
            SELECT FROM pavilions_themedareaevent AS gone WHERE gone.pgh_obj_id = noted.id AND gone.pgh_label = 'delete'
        )
    )
), guest_area AS (
    SELECT area.* FROM area JOIN guest ON guest.country = area.host_country
), topic AS (
    SELECT DISTINCT ON (event.pgh_obj_id) event.pgh_obj_id AS id, event.title, event.state
    FROM pavilions_forumtopicevent AS event LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
    WHERE event.edition_id = %(edition)s
        AND coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at) <= %(until)s
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
)
"""  # noqa: S608  # statements of our own
"""The facts that figures are counted from, as of a moment.

Whether a pavilion was guest of honour is read from its history: its last version of that time, or its first one if it
was recorded afterwards. Areas that were removed before their histories recorded removals are not counted.
"""

COUNT = f"""
{FACTS}
SELECT
    (SELECT count(*) FROM taking_part WHERE number = %(number)s) AS participants,
    (SELECT count(DISTINCT company_id) FROM stood) AS companies,
    (SELECT count(DISTINCT country) FROM stood WHERE country <> '') AS countries,
    (SELECT coalesce(sum(area_sqm), 0) FROM stood) AS booked_sqm,
    (SELECT count(DISTINCT country) FROM held) AS roadshow_countries,
    (SELECT count(*) FROM held) AS roadshows,
    (SELECT count(DISTINCT country) FROM held WHERE extract(year FROM held_date) = extract(year FROM %(day)s::date))
        AS roadshow_countries_this_year,
    (SELECT coalesce(sum(coalesce(earlier.debuts, counted_debuts.debuts)), 0)
        FROM earlier LEFT JOIN counted_debuts ON counted_debuts.edition_id = earlier.id) AS debuts,
    (SELECT coalesce(sum(coalesce(earlier.deals_usd_bn, counted_deals.usd_bn)), 0)
        FROM earlier LEFT JOIN counted_deals ON counted_deals.edition_id = earlier.id) AS deals_usd_bn,
    (SELECT coalesce((SELECT value FROM stated WHERE edition_id = %(edition)s AND kind = %(debuts)s),
        (SELECT debuts FROM counted_debuts WHERE edition_id = %(edition)s), 0)) AS edition_debuts,
    (SELECT coalesce((SELECT value FROM stated WHERE edition_id = %(edition)s AND kind = %(deals_usd_bn)s),
        (SELECT usd_bn FROM counted_deals WHERE edition_id = %(edition)s), 0)) AS edition_deals_usd_bn,
    (SELECT count(*) FROM held WHERE extract(year FROM held_date) = extract(year FROM %(day)s::date))
        AS roadshows_this_year,
    (SELECT count(*) FROM earlier) AS editions,
    (SELECT array[name] FROM pavilions_edition WHERE id = %(edition)s) AS edition,
    (SELECT array[name_zh] FROM pavilions_edition WHERE id = %(edition)s) AS edition_zh,
    (SELECT greatest(opens_date - %(day)s::date, 0) FROM pavilions_edition WHERE id = %(edition)s) AS days_to_opening,
    (SELECT extract(year FROM min(opens_date)) FROM pavilions_edition WHERE number <= %(number)s) AS first_year,
    (SELECT count(*) FROM area) AS areas,
    (SELECT array_agg(name ORDER BY id) FROM area) AS area_names,
    (SELECT array_agg(name_zh ORDER BY id) FROM area) AS area_names_zh,
    (SELECT count(*) FROM topic WHERE state = %(on_agenda)s) AS forum_topics,
    (SELECT count(*) FROM topic WHERE state <> %(unconfirmed)s) AS forum_proposals,
    (SELECT array_agg(country) FROM guest) AS guest,
    (SELECT array_agg(last_move.to_stage) FROM guest JOIN taking_part USING (country)
        JOIN last_move ON last_move.pavilion_id = taking_part.holder_id WHERE taking_part.number = %(number)s)
        AS guest_stage,
    (SELECT array_agg(name ORDER BY id) FROM guest_area) AS guest_areas,
    (SELECT array_agg(name_zh ORDER BY id) FROM guest_area) AS guest_areas_zh,
    (SELECT count(*) FROM guest) + (SELECT count(*) FROM taking_part JOIN honour USING (holder_id)
        JOIN guest USING (country) WHERE honour.is_guest_of_honour AND number < %(number)s) AS guest_times
"""  # noqa: S608  # statements of our own


ROUNDED: Mapping[Callable[[Decimal], str], Callable[[Decimal], Decimal]] = {
    _more_than: _rounded_count,
    _over: _rounded_count,
    _billions: _rounded_sum,
}
"""The rounding of those words that state a number which a figure may later fall below."""


def rounded_figure(key: str, value: Decimal) -> Decimal | None:
    """Return the number that this figure's words state for a value, or None if they state no rounded number."""
    kind = KINDS.get(key)
    rounded = ROUNDED.get(kind.in_words) if isinstance(kind, Kind) else None
    return rounded(value) if rounded else None


def exact_number(key: str, value: Decimal) -> str:
    """Return the number itself: sums (`…_bn`) in billions with all their decimals, others with at most two."""
    whole = value == value.to_integral_value()
    if key.endswith("_bn") and not whole:
        return figure_words(value)
    return str(number_format(value, 0 if whole else 2, force_grouping=True))


def counted_until(edition: Edition, day: date, *, at: datetime) -> Until:
    """Return the end of the day in the edition's zone if it is over at `at`, else `at`."""
    midnight = datetime.combine(day + timedelta(days=1), time(), edition.zone)
    day_is_over = midnight <= at
    return Until(midnight - datetime.resolution if day_is_over else at.astimezone(edition.zone), day_is_over)


def facts_until(
    edition: Edition, day: date, *, guest: str, at: datetime
) -> dict[str, int | str | date | datetime | list[str]]:
    """Return the parameters of `FACTS`."""
    return {
        "edition": edition.pk,
        "number": edition.number,
        "day": day,
        "until": counted_until(edition, day, at=at).at,
        "guest": guest,
        "business": Section.BUSINESS.value,
        **COUNTED_STATES,
        "debuts": FigureKind.DEBUTS.value,
        "deals_usd_bn": FigureKind.DEALS_USD_BN.value,
        "on_agenda": TopicState.ON_AGENDA.value,
        "unconfirmed": TopicState.ASKED.value,
    }


@dataclass(frozen=True)
class Count:
    """All figures as counted, to be worded in one or several languages."""

    until: Until
    row: Mapping[str, Any]

    def worded(self) -> dict[str, CountedFigure]:
        """Return every figure by its key, in the active language."""
        return {key: self._figure(key, kind) for key, kind in KINDS.items()}

    def _figure(self, key: str, kind: Kind | NameKind) -> CountedFigure:
        match kind:
            case NameKind():
                english = self.row[key] or []
                value, said = Decimal(len(english)), kind.in_words(english, self.row.get(f"{key}_zh") or english)
            case Kind():
                value = Decimal(self.row[key])
                said = kind.in_words(value)
        return CountedFigure(key, str(kind.label), value, said, str(kind.source) % {"until": self.until})


def count_figures(edition: Edition, day: date, *, guest: str = "", at: datetime) -> Count:
    """Count every figure of a release as of the end of a day, or as of `at` while the day runs; one query.

    `guest` is the code of the guest country of honour mentioned. If that country was none, nothing is counted for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, facts_until(edition, day, guest=guest, at=at))
        names = [column.name for column in cursor.description or ()]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    return Count(counted_until(edition, day, at=at), row)


def release_figures(edition: Edition, day: date, *, guest: str = "", at: datetime) -> dict[str, CountedFigure]:
    """Return the figures that `count_figures` counts, in the active language."""
    return count_figures(edition, day, guest=guest, at=at).worded()


@dataclass(frozen=True)
class FigureRow:
    """One row of a figure. The figure is the sum of `counts` over its rows.

    `kind` and `pk` identify the row: a `company`, `pavilion`, `roadshow`, `edition`, `area` or `topic`, or a `country`,
    which has no key.
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
    **{state.value: state.label for state in TopicState},
    **{stage.value: stage.label for stage in PavilionStage},
}

# Each query selects kind, pk, name, country, detail and counts from the facts of `release_figures`.
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
    "roadshows_this_year": """
SELECT 'roadshow', roadshow.id, roadshow.title, held.country, held.held_date, 1
FROM held JOIN exhibitors_roadshow AS roadshow ON roadshow.id = held.roadshow_id
WHERE extract(year FROM held.held_date) = extract(year FROM %(day)s::date) ORDER BY held.held_date, roadshow.id
""",
    "edition_debuts": """
SELECT 'edition', edition.id, edition.name, '', CASE WHEN stated.value IS NULL THEN 'counted' ELSE 'published' END,
    coalesce(stated.value, counted_debuts.debuts, 0)
FROM pavilions_edition AS edition
LEFT JOIN stated ON stated.edition_id = edition.id AND stated.kind = %(debuts)s
LEFT JOIN counted_debuts ON counted_debuts.edition_id = edition.id WHERE edition.id = %(edition)s
""",
    "edition_deals_usd_bn": """
SELECT 'edition', edition.id, edition.name, '', CASE WHEN stated.value IS NULL THEN 'counted' ELSE 'published' END,
    coalesce(stated.value, counted_deals.usd_bn, 0)
FROM pavilions_edition AS edition
LEFT JOIN stated ON stated.edition_id = edition.id AND stated.kind = %(deals_usd_bn)s
LEFT JOIN counted_deals ON counted_deals.edition_id = edition.id WHERE edition.id = %(edition)s
""",
    "edition": """
SELECT 'edition', id, name, '', opens_date, 1 FROM pavilions_edition WHERE id = %(edition)s
""",
    "days_to_opening": """
SELECT 'edition', id, name, '', opens_date, greatest(opens_date - %(day)s::date, 0)
FROM pavilions_edition WHERE id = %(edition)s
""",
    "first_year": """
SELECT 'edition', id, name, '', opens_date, extract(year FROM opens_date) FROM pavilions_edition
WHERE number <= %(number)s ORDER BY opens_date, id LIMIT 1
""",
    "areas": """
SELECT 'area', id, name, host_country, '', 1 FROM area ORDER BY id
""",
    "area_names": """
SELECT 'area', id, name, host_country, '', 1 FROM area ORDER BY id
""",
    "guest_areas": """
SELECT 'area', id, name, host_country, '', 1 FROM guest_area ORDER BY id
""",
    "forum_topics": """
SELECT 'topic', id, title, '', state, 1 FROM topic WHERE state = %(on_agenda)s ORDER BY id
""",
    "forum_proposals": """
SELECT 'topic', id, title, '', state, 1 FROM topic WHERE state <> %(unconfirmed)s ORDER BY id
""",
    "guest": """
SELECT 'country', NULL, '', country, '', 1 FROM guest
""",
    "guest_stage": """
SELECT 'pavilion', holder_id, '', taking_part.country, last_move.to_stage, 1
FROM guest JOIN taking_part USING (country) JOIN last_move ON last_move.pavilion_id = holder_id
WHERE taking_part.number = %(number)s
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
    """Return the rows of the figure that `release_figures` counts under this key, as of the same moment; one query."""
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
    """Return a state, m², a day or several days in words."""
    match detail:
        case str():
            return DETAILS.get(detail, detail)
        case Decimal():
            return f"{area_words(detail)}\N{NO-BREAK SPACE}m²"
        case list():
            return list_words(map(day_words, detail))
        case _:
            return day_words(detail)
