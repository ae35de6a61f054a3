"""Signed tokens, by which the stream processes trust a page without querying the database."""

import secrets

from django.core import signing

NAME_SALT = "ciie.streams.name"
NAME_GOOD_FOR_SECONDS = 24 * 60 * 60
PASS_SALT = "ciie.streams.pass"  # noqa: S105  # no password


def token_for(name: str) -> str:
    """Return the token of a page that acts under this name."""
    return signing.dumps(name, salt=NAME_SALT)


def name_in(token: str) -> str:
    """Return the name in a token, or "" for no token. Raises `ValueError` if it is forged or too old."""
    try:
        return str(signing.loads(token, salt=NAME_SALT, max_age=NAME_GOOD_FOR_SECONDS)) if token else ""
    except signing.BadSignature as error:
        raise ValueError(token) from error


def pass_for(topic: str) -> str:
    """Return a pass for a reader that opens a stream on a topic. It contains a random identifier for the reader."""
    return signing.dumps([topic, secrets.token_urlsafe(16)], salt=PASS_SALT)


def reader_in(token: str, topic: str, *, good_for_seconds: int) -> str:
    """Return the identifier of the reader to whom a pass for this topic was given.

    Raises `ValueError` for any other token.
    """
    try:
        signed_topic, reader = signing.loads(token, salt=PASS_SALT, max_age=good_for_seconds)
    except signing.BadSignature as error:
        raise ValueError(token) from error
    if signed_topic != topic:
        raise ValueError(token)
    return str(reader)
