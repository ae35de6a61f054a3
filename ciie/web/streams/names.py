"""In whose name a page speaks to the stream processes, which need not ask the database to believe it."""

from django.core import signing

SALT = "ciie.streams.name"
GOOD_FOR_SECONDS = 24 * 60 * 60


def token_for(name: str) -> str:
    return signing.dumps(name, salt=SALT)


def name_in(token: str) -> str:
    """The name that a page was given; "" for no token. Raises `ValueError` for a forged or an old one."""
    try:
        return str(signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)) if token else ""
    except signing.BadSignature as error:
        raise ValueError(token) from error
