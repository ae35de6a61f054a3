"""The canonical serialisation of content, whose SHA-256 proves what somebody agreed to or what a document contained."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256


def canonical(said: Mapping[str, object]) -> str:
    """Return JSON with sorted keys and no spaces. Equal values give equal texts.

    Numbers are strings without trailing zeros.
    """
    return json.dumps(_plain(said), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(said: str | bytes) -> str:
    """Return the SHA-256 digest of a text or a file, in hexadecimal."""
    return sha256(said.encode() if isinstance(said, str) else said).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value
