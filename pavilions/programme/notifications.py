"""Mails to those who propose topics for the forum."""

from datetime import datetime

from ciie.kernel.bilingual import both
from ciie.kernel.signed_links import link_token
from ciie.mail.queue import Letter, queue_letters
from pavilions.programme.models.forum import ForumTopic


def announce_topic(topic: ForumTopic) -> None:
    """Send the link by which the proposer of a topic confirms the address.

    Anybody can have typed the address, so the mail repeats nothing of what was typed beside it.
    """
    neutral = {"person": "", **both("topic", "", "")}
    _write_of_topic("forum_topic", topic, "once", token=link_token("topic", topic.pk), **neutral)


def announce_topic_decided(topic: ForumTopic, *, at: datetime) -> None:
    _write_of_topic("forum_topic_decided", topic, f"{topic.state}-{at:%Y%m%d%H%M%S}", state=topic.state)


def _write_of_topic(kind: str, topic: ForumTopic, occasion: str, /, **more: object) -> None:
    context = {
        "person": topic.contact_name,
        **both("topic", topic.title, topic.title_zh),
        **topic.edition.mail_names,
        **more,
    }
    key = f"topic-{topic.pk}-{kind}-{occasion}"
    queue_letters([Letter(kind, topic.contact_email, topic.language, key, context)])
