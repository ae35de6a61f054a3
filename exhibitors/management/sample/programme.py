"""The programme and the forum of the sample: rooms, events in every state, topics at every stage, and sessions."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.management.sample.in_chinese import INSTITUTIONS
from exhibitors.management.sample.in_chinese import TOPICS as TOPICS_IN_CHINESE
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.models.forum import ForumTopic
from pavilions.national.programme.models.programme import Room
from pavilions.national.programme.operations.forum import (
    confirm_topic,
    merge_topics,
    move_topic,
    note_topic,
    propose_topic,
    review_topic,
    schedule_session,
)
from pavilions.national.programme.operations.programme import (
    EventTerms,
    announce_event,
    cancel_event,
    open_room,
    plan_event,
)
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.national.programme.states import EventKind, TopicState

ROOMS = (
    ("Main stage, South Square", "南广场主舞台", 800),
    ("Forum hall", "论坛厅", 600),
    ("Conference room A", "A 会议室", 180),
    ("Cultural stage", "文化舞台", 300),
)
EVENTS = (
    ("Opening ceremony", "开幕式", EventKind.CEREMONY, 0, 0, 10, 90),
    ("Songs and dances of the Silk Road", "丝路歌舞", EventKind.CULTURAL, 3, 0, 14, 60),
    (
        "Tea, coffee and wine: a tasting among neighbours",
        "茶、咖啡与葡萄酒品鉴会",
        EventKind.EXCHANGE,
        3,
        1,
        11,
        90,
    ),
    ("Young interpreters meet", "青年译员交流", EventKind.EXCHANGE, 2, 1, 15, 120),
    ("Intangible heritage of the Yangtze delta", "长三角非遗展演", EventKind.CULTURAL, 3, 2, 10, 120),
    ("Sister cities' evening", "友城之夜", EventKind.EXCHANGE, 0, 3, 18, 150),
    ("Closing concert", "闭幕音乐会", EventKind.CULTURAL, 0, 5, 16, 90),
)
TOPICS = (
    ("Open markets for green goods", "Institute for Trade and Climate", TopicState.ON_AGENDA),
    ("Standards that travel: trust in digital trade", "University of the Estuary", TopicState.ON_AGENDA),
    ("Food security from farm to port", "Alliance of Farmers' Unions", TopicState.SHORTLISTED),
    ("Small firms in long supply chains", "Chamber of Small Business", TopicState.CONSULTED),
    ("Health care for ageing societies", "Academy of Geriatrics", TopicState.PROPOSED),
    ("A fair deal on shipping emissions", "Council of Ports", TopicState.PROPOSED),
    ("Why my town needs a bridge", "A reader", TopicState.DECLINED),
)
WHY = {
    "Open markets for green goods": "Solar panels, heat pumps and efficient motors cross five borders on average before"
    " they save a gram of carbon. Which duties and rules still stand in their way, and who could drop them first?",
    "Standards that travel: trust in digital trade": "A certificate that one port accepts and the next one prints out"
    " is half a certificate. Three pilot projects show what mutual recognition takes in practice.",
    "Food security from farm to port": "Losses between field and ship are as large as the trade in grain itself."
    " Farmers, carriers and buyers compare what cold chains and fair contracts have achieved.",
    "Small firms in long supply chains": "Rules made for corporations reach workshops of ten people. Which proofs can a"
    " small firm give once, for all its buyers?",
}
SPEAKERS = {
    1: (("Ana Quirino (sample)", "Institute for Trade and Climate"), ("Tomas Lindqvist (sample)", "Nordic Clean Power"),
        ("Wei Ruolan (sample)", "Green Finance Society")),
    2: (("Gareth Pell (sample)", "University of the Estuary"), ("Noor Haddad (sample)", "Ports of the Gulf"),
        ("Shen Yichen (sample)", "Delta Institute of Standards")),
}  # fmt: skip
USUALLY = "What governments, firms and researchers can agree on, and what each of them has to do for it."
ABOUT_PAVILIONS = (
    (
        "The pavilion opens its doors with music, a short welcome and a walk through its three rooms. Companies of the"
        " country present what they brought, and visitors taste and try. (Sample text.)"
    ),
    (
        "Talks of a quarter of an hour each: what the country grows, makes and invites to see, with questions from the"
        " floor and an interpreter for Chinese. (Sample text.)"
    ),
    (
        "Craftspeople show how it is done, and let visitors try their hand. Meetings with buyers follow in its"
        " lounge. (Sample text.)"
    ),
)
LIKE = ("Trade in green technology without tariffs", "Foundation for Clean Power")
STEPS = (TopicState.CONSULTED, TopicState.SHORTLISTED)


def play_programme(edition: Edition, pavilions: Sequence[NationalPavilion], *, director: User, at: datetime) -> None:
    """Create what has been planned for the edition so far, six months before it opens."""
    rooms = [
        open_room(name, name_zh=name_zh, hall_id=None, seats=seats, actor=director, at=at)
        for name, name_zh, seats in ROOMS
    ]
    for number, (title, title_zh, kind, room, day, hour, minutes) in enumerate(EVENTS):
        begins = _moment(edition, day, hour)
        terms = EventTerms(rooms[room].pk, kind, title, begins, begins + timedelta(minutes=minutes), title_zh)
        event = plan_event(edition.pk, terms, actor=director, at=at)
        if number < len(EVENTS) - 2:
            announce_event(event.pk, actor=director, at=at)
    begins = _moment(edition, 4, 10)
    terms = EventTerms(rooms[2].pk, EventKind.EXCHANGE, "Film matinée", begins, begins + timedelta(hours=2), "电影日场")
    cancelled = plan_event(edition.pk, terms, actor=director, at=at)
    announce_event(cancelled.pk, actor=director, at=at)
    cancel_event(cancelled.pk, actor=director, at=at)
    for number, pavilion in enumerate(pavilions):
        begins = _moment(edition, number % 5 + 1, 9 + number // 5)
        terms = EventTerms(
            rooms[2].pk,
            EventKind.PAVILION,
            f"{pavilion}: day of the pavilion",
            begins,
            begins + timedelta(minutes=50),
            text=ABOUT_PAVILIONS[number % len(ABOUT_PAVILIONS)],
            pavilion_id=pavilion.pk,
        )
        announce_event(plan_event(edition.pk, terms, actor=director, at=at).pk, actor=director, at=at)
    _play_forum(edition, rooms[1], director, at)


def _play_forum(edition: Edition, room: Room, director: User, at: datetime) -> None:
    topics = [_topic(edition, number, director, at) for number in range(len(TOPICS))]
    like = note_topic(edition.pk, _record(*LIKE), actor=director, at=at)
    merge_topics(like.pk, topics[0].pk, actor=director, at=at)
    for day, topic in enumerate(topics[:2], 1):
        begins = _moment(edition, day, 9)
        terms = EventTerms(room.pk, EventKind.FORUM, topic.title, begins, begins + timedelta(hours=3), topic.title_zh)
        speakers = [
            SpeakerTerms(name, institution, is_moderator=number == 0, institution_zh=INSTITUTIONS[institution])
            for number, (name, institution) in enumerate(SPEAKERS[day])
        ]
        session = schedule_session(edition.pk, terms, topic_ids=[topic.pk], speakers=speakers, actor=director, at=at)
        announce_event(session.pk, actor=director, at=at)
    propose_topic(edition.pk, _record("A topic not confirmed", "Somebody"), language="en", actor=SYSTEM, at=at)


def _topic(edition: Edition, number: int, director: User, at: datetime) -> ForumTopic:
    title, institution, stage = TOPICS[number]
    proposed = at - timedelta(days=60 - 5 * number)
    topic = propose_topic(edition.pk, _record(title, institution), language="en", actor=SYSTEM, at=proposed)
    topic = confirm_topic(topic.pk, actor=SYSTEM, at=proposed)
    if stage == TopicState.DECLINED:
        return move_topic(topic.pk, to=TopicState.DECLINED, actor=director, at=at)
    review_topic(topic.pk, score=5 - number % 3, comment="", actor=director, at=at)
    for step in STEPS:
        if stage in {TopicState.ON_AGENDA, TopicState.SHORTLISTED} or step == stage:
            topic = move_topic(topic.pk, to=step, actor=director, at=at)
    return topic


def _record(title: str, institution: str) -> dict[str, str]:
    return {
        "title": title,
        "title_zh": TOPICS_IN_CHINESE.get(title, ""),
        "institution_zh": INSTITUTIONS.get(institution, ""),
        "abstract": f"{WHY.get(title, USUALLY)} (Sample text.)",
        "institution": institution,
        "contact_name": "Sample contact",
        "contact_email": f"forum-{len(title)}-{len(institution)}@example.org",
    }


def _moment(edition: Edition, day: int, hour: int) -> datetime:
    return datetime.combine(edition.opens_date + timedelta(days=day), time(hour), SHANGHAI)
