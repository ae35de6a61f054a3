"""The promotion of the expo in the sample: roadshows in over twenty countries, registrations, and bulletins."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.management.sample.companies import SampleCompany
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.operations import change_bulletin, draft_bulletin, issue_bulletin, move_bulletin
from exhibitors.promotion.bulletins.states import BulletinState
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.operations import (
    REPORTED_FIELDS,
    cancel_roadshow,
    close_roadshow,
    correct_roadshow,
    open_roadshow,
    plan_roadshow,
)
from exhibitors.promotion.roadshows.states import RegistrationState
from pavilions.floor.models.edition import Edition

HELD = (
    ("Paris", "FR"), ("Berlin", "DE"), ("Milan", "IT"), ("Madrid", "ES"), ("Lisbon", "PT"), ("Vienna", "AT"),
    ("Zurich", "CH"), ("Brussels", "BE"), ("Amsterdam", "NL"), ("Copenhagen", "DK"), ("Stockholm", "SE"),
    ("Warsaw", "PL"), ("Budapest", "HU"), ("Belgrade", "RS"), ("Athens", "GR"), ("Tokyo", "JP"), ("Osaka", "JP"),
    ("Seoul", "KR"), ("Bangkok", "TH"), ("Kuala Lumpur", "MY"), ("Singapore", "SG"), ("Sydney", "AU"),
    ("Auckland", "NZ"), ("São Paulo", "BR"), ("Santiago", "CL"), ("Nairobi", "KE"),
)  # fmt: skip
TO_COME = (("Lyon", "FR", 12), ("Toronto", "CA", 20), ("Almaty", "KZ", 33))
CANCELLED = ("Reykjavik", "IS")
IN_CHINESE = {
    "Paris": "巴黎", "Berlin": "柏林", "Milan": "米兰", "Madrid": "马德里", "Lisbon": "里斯本", "Vienna": "维也纳",
    "Zurich": "苏黎世", "Brussels": "布鲁塞尔", "Amsterdam": "阿姆斯特丹", "Copenhagen": "哥本哈根",
    "Stockholm": "斯德哥尔摩", "Warsaw": "华沙", "Budapest": "布达佩斯", "Belgrade": "贝尔格莱德", "Athens": "雅典",
    "Tokyo": "东京", "Osaka": "大阪", "Seoul": "首尔", "Bangkok": "曼谷", "Kuala Lumpur": "吉隆坡",
    "Singapore": "新加坡", "Sydney": "悉尼", "Auckland": "奥克兰", "São Paulo": "圣保罗", "Santiago": "圣地亚哥",
    "Nairobi": "内罗毕", "Lyon": "里昂", "Toronto": "多伦多", "Almaty": "阿拉木图", "Reykjavik": "雷克雅未克",
}  # fmt: skip
MISCOUNTED, STAFF_COUNTED = "Lisbon", 14
TRADES = (
    "Fine Foods", "Instruments", "Garments", "Cellars", "Optics", "Toys", "Ceramics", "Freight", "Seeds", "Bakeries",
    "Furniture", "Cosmetics", "Tools", "Diagnostics", "Software", "Dairies", "Bicycles", "Advisers", "Jewellers",
)  # fmt: skip
"""The trades of companies that have registered but not booked. Each is named after its city and its trade."""
FIRST = date(2024, 1, 3)
EVERY_DAYS = 5
ROADSHOW_TITLE = "Meet the 7th CIIE"
HOST = "Chamber of Commerce, {city}"
TEXT = "What the expo offers to companies from abroad, how space is booked, and what exhibitors of earlier years say."


def play_roadshows(edition: Edition, companies: Sequence[SampleCompany], *, organizer: User, at: datetime) -> None:
    """Hold the roadshows up to now. About one in four of the companies that registered has booked."""
    registrations: list[RoadshowRegistration] = []
    for number, (city, country) in enumerate(HELD):
        day = FIRST + timedelta(days=EVERY_DAYS * number)
        show = _opened(edition, city, country, day, organizer)
        guests = [each for each in companies if each.company.country.code == country][: 4 + number % 5]
        registrations += [_registration(show, guest.company, number) for guest in guests]
        for each in range(9 + number * 5 % 9):
            name = f"{city} {TRADES[(number + each) % len(TRADES)]}"
            registrations.append(_registered(show, name, country, f"visitor-{number}-{each}@example.org", each))
        attendance = 30 + number * 37 % 90
        held = close_roadshow(show.pk, attendance=attendance, actor=organizer, at=_moment(day, 18))
        if city == MISCOUNTED:
            record = {field: getattr(held, field) for field in REPORTED_FIELDS}
            correct_roadshow(
                held.pk,
                record | {"attendance": attendance - STAFF_COUNTED},
                reason="The staff of the hosts had been counted as guests.",
                actor=organizer,
                at=_moment(day + timedelta(days=3), 10),
            )
    for city, country, days in TO_COME:
        show = _opened(edition, city, country, day_of(at, SHANGHAI) + timedelta(days=days), organizer)
        registrations += [_registration(show, guest.company, 0) for guest in companies[-3:]]
    cancelled = _opened(edition, *CANCELLED, day_of(at, SHANGHAI) + timedelta(days=40), organizer)
    cancel_roadshow(cancelled.pk, actor=organizer, at=at - timedelta(days=2))
    RoadshowRegistration.objects.bulk_create(registrations)


def _opened(edition: Edition, city: str, country: str, day: date, organizer: User) -> Roadshow:
    announced = _moment(day - timedelta(days=60), 10)
    record = {
        "title": f"{ROADSHOW_TITLE}, {city}",
        "title_zh": f"第七届进博会推介会·{IN_CHINESE[city]}",
        "city": city,
        "city_zh": IN_CHINESE[city],
        "country": country,
        "venue": "",
        "venue_zh": "",
        "host": HOST.format(city=city),
        "host_zh": f"{IN_CHINESE[city]}商会",
        "held_date": day,
        "text": TEXT,
        "text_zh": "介绍展会为境外企业提供的机会、展位预订流程以及历届参展商的经验。",
        "seats": None,
    }
    show = plan_roadshow(edition.pk, record, actor=organizer, at=announced)
    return open_roadshow(show.pk, actor=organizer, at=announced)


def _registration(show: Roadshow, company: Company, number: int) -> RoadshowRegistration:
    return _registered(show, company.name, company.country.code, company.contact_email, number)


def _registered(show: Roadshow, company: str, country: str, email: str, minutes: int) -> RoadshowRegistration:
    asked = _moment(show.held_date - timedelta(days=20), 9)
    return RoadshowRegistration(
        roadshow=show,
        name=f"{company} sales",
        email=email,
        company_name=company,
        normalized_name=normalise_company_name(company),
        country=country,
        state=RegistrationState.CONFIRMED,
        asked_at=asked,
        confirmed_at=asked + timedelta(minutes=7 + minutes),
    )


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


EARLY_BULLETIN = date(2024, 2, 29)
BULLETIN_TITLE = "{days_to_opening} days to go: halls fill for the {edition}"
BULLETIN_BODY = """
{participants} countries and international organizations have confirmed their participation in the national
exhibition, while {companies} companies from {countries} countries and regions have booked {booked_sqm} square meters
of space in the business exhibition.

{guest} will be guest country of honour for the {guest_times} time. Its pavilion is currently {guest_stage}. In the
themed area {guest_areas} its producers show the way of food from the field to the meal.

The forum covers a wide range of topics: of {forum_proposals} that were proposed, {forum_topics} are on the agenda so
far.

This year, promotions in {roadshow_countries_this_year} countries and regions have told companies what the expo offers.

Since {first_year}, {debuts} products, technologies and services have made their debut at the expo over its {editions}
editions, and tentative deals of {deals_usd_bn} have been signed.
"""
BULLETIN_TITLE_ZH = "距开幕 {days_to_opening} 天：{edition}展位预订踊跃"
BULLETIN_BODY_ZH = """
{participants} 个国家和国际组织已确认参加国家综合展，\
来自{countries} 个国家和地区的{companies} 家企业已预订企业商业展面积{booked_sqm} 平方米。

{guest}将{guest_times}次担任主宾国，国家馆目前{guest_stage}。在主题专区{guest_areas}，生产商将展示美食从田间到餐桌的历程。

论坛议题广泛：共征集{forum_proposals}个议题，目前{forum_topics}个已列入议程。

今年以来，推介活动已走进{roadshow_countries_this_year} 个国家和地区，向企业介绍展会。

自 {first_year} 年以来，{debuts} 项新产品、新技术、新服务在{editions}届展会上首发，意向成交额达{deals_usd_bn}。
"""


def play_bulletins(edition: Edition, writer: User, director: User, *, at: datetime) -> None:
    """Create an archived early bulletin, the release of the day, and one in review.

    One person writes them, and another issues them.
    """
    early = _sent_to_review(edition, EARLY_BULLETIN, writer, _moment(EARLY_BULLETIN + timedelta(days=1), 10))
    issue_bulletin(early.pk, actor=director, at=early.written_at)
    move_bulletin(early.pk, to=BulletinState.ARCHIVED, actor=director, at=at)
    release = _sent_to_review(
        edition,
        day_of(at, SHANGHAI),
        writer,
        at,
        title=BULLETIN_TITLE,
        body=BULLETIN_BODY,
        title_zh=BULLETIN_TITLE_ZH,
        body_zh=BULLETIN_BODY_ZH,
    )
    issue_bulletin(release.pk, actor=director, at=at)
    _sent_to_review(
        edition,
        day_of(at, SHANGHAI),
        writer,
        at,
        title="{days_to_opening} days to the opening",
        title_zh="距开幕还有 {days_to_opening} 天",
    )


def _sent_to_review(
    edition: Edition,
    day: date,
    writer: User,
    at: datetime,
    *,
    title: str = "",
    title_zh: str = "",
    body: str = "",
    body_zh: str = "",
) -> Bulletin:
    bulletin = draft_bulletin(edition.pk, day, actor=writer, at=at)
    if title:
        bulletin = change_bulletin(
            bulletin.pk,
            title=title,
            title_zh=title_zh,
            body=body or bulletin.body,
            body_zh=body_zh or bulletin.body_zh,
            as_of_date=day,
            actor=writer,
            at=at,
        )
    return move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=writer, at=at)
