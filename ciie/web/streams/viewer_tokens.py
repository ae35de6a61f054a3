"""What a page may say to the stream processes, signed, so that they need not ask the database to believe it."""

import secrets

from django.core import signing

NAME_SALT = "ciie.streams.name"
NAME_GOOD_FOR_SECONDS = 24 * 60 * 60
PASS_SALT = "ciie.streams.pass"  # noqa: S105  # no password


def token_for(name: str) -> str:
    """A page speaks in this name."""
    return signing.dumps(name, salt=NAME_SALT)


def name_in(token: str) -> str:
    """The name that a page was given; "" for no token. Raises `ValueError` for a forged or an old one."""
    try:
        return str(signing.loads(token, salt=NAME_SALT, max_age=NAME_GOOD_FOR_SECONDS)) if token else ""
    except signing.BadSignature as error:
        raise ValueError(token) from error


def pass_for(topic: str) -> str:
    """Given to the reader that opens a stream on a topic; it calls this reader by a word of ours."""
    return signing.dumps([topic, secrets.token_urlsafe(16)], salt=PASS_SALT)


def reader_in(token: str, topic: str, *, good_for_seconds: int) -> str:
    """The word for the reader to whom a pass for this topic was given. Raises `ValueError` for any other token."""
    try:
        signed_topic, reader = signing.loads(token, salt=PASS_SALT, max_age=good_for_seconds)
    except signing.BadSignature as error:
        raise ValueError(token) from error
    if signed_topic != topic:
        raise ValueError(token)
    return str(reader)
