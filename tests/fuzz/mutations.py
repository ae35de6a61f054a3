"""What nobody would send who uses the pages: one to three mutations of a form, chosen by a seed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import quote_from_bytes

from tests.fuzz.forms import FoundForm

HOSTILE: tuple[bytes, ...] = tuple(
    text if isinstance(text, bytes) else text.encode()
    for text in (
        "",
        " ",
        "0",
        "-1",
        "1",
        "2",
        "true",
        "½",
        "１２",
        "²",
        "9" * 30,
        str(2**31),
        str(2**63),
        str(-(2**63) - 1),
        "1e400",
        "1E+999999",
        "-0.0",
        "NaN",
        "Infinity",
        "1_000",
        "0x10",
        "1,5",
        "\0",
        "a\0b",
        b"\xed\xa0\x80",
        b"\xff\xfe",
        "\ufeff",
        "\u202e\u200b",
        "🎪" * 50,
        "x" * 100_000,
        "9" * 5_000,
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2024-02-30",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "2024-05-17T25:61",
        "24:00",
        "../../etc/passwd",
        "x/y",
        "/",
        "%00",
        "http://[::1",
        "http://[nonsense]/",
        "//elsewhere.example",
        "javascript:alert(1)",
        "<script>alert(1)</script>",
        "'; DROP TABLE pavilions_booth; --",
        "%s %d {0} {x}",
        "\r\nX-Injected: yes",
        "[]",
        "{}",
        "null",
        '"x"',
        '[{"no": [1, {"a": null}]}]',
        '{"edits": [{"kind": "move", "booths": [1e999], "by": [null]}]}',
        "a@" + "b" * 300 + ".example",
        "@",
        "XX",
        "CNY",
        "en",
        "5.1H/A01",
    )
)
ADDED = ("next", "page", "sort", "search", "hall", "state", "booth", "pk", "id", "_export", "edition", "q", "revision")
METHODS = ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "GET", "POST", "TRACE")
TYPES = (
    "application/json",
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded; charset=utf-7",
    "",
)
HEADERS: tuple[dict[str, str], ...] = (
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Current-URL": "http://["},
    {"HX-Request": "true", "HX-Current-URL": "http://testserver/x?y=%FF"},
    {"HX-Request": "true", "HX-Target": "\u00e9<", "HX-Prompt": "%ZZ"},
    {"Referer": "http://[::1"},
    {"Accept-Language": "zh-" + "x" * 3_000},
    {"If-None-Match": '"' + "x" * 500},
    {"If-Modified-Since": "Thu, 32 Foo 99999 25:00:00 GMT"},
    {"Range": "bytes=-999999999999999999999"},
    {"Accept": "*/*;q=x"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Cookie": "django_language=%00; theme=x; messages=x; sessionid"},
)
FAR = b'{"type": "Polygon", "coordinates": [[[1e308, 0], [1e309, 1], [0, "x"]]]}'
FILES: tuple[tuple[str, bytes], ...] = (
    ("empty.csv", b""),
    ("nul.csv", b"name,country\n\0,\0\n"),
    ("list.csv", b"name,country,booth\nAlpha,France,A1\nAlpha,France\n,,,,,\n"),
    ("broken.xlsx", b"PK\x03\x04" + b"\0" * 200),
    ("broken.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
    ("nested.json", b'[{"no": [{"a": 1}], "name": {"x": []}}, 5, null]'),
    ("plan.geojson", b'{"type": "FeatureCollection", "features": [{"geometry": null, "properties": [1]}]}'),
    ("far.geojson", b'{"type": "FeatureCollection", "features": [{"geometry": %s}]}' % FAR),
    ("plan.csv", b"Booth,X (m),Y (m),Width,Depth\n,1,1,3,3\nA1,1e99,-1,0,NaN\n"),
    ("entities.svg", b'<!DOCTYPE a [<!ENTITY b "x">]><svg xmlns="http://www.w3.org/2000/svg"><path d="M&b;"/></svg>'),
    ("lines.dxf", b"0\nSECTION\n2\nENTITIES\n0\nLINE\n10\nx\n0\nEOF\n"),
    ("page.pdf", b"%PDF-1.4\n"),
    ("x" * 300 + ".csv", b"name\nx\n"),
    ("../../\u202ename\0.csv", b"name\nx\n"),
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A request that is to be made. Its address and body are bytes as they go over the wire."""

    path: str
    query: bytes
    method: str
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A form on its way to be sent. `notes` say what was done to it."""

    path: str
    method: str
    pairs: tuple[tuple[bytes, bytes], ...]
    files: tuple[tuple[bytes, str, bytes], ...] = ()
    is_multipart: bool = False
    content_type: str | None = None
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def noting(self, what: str, **changed: object) -> "Draft":
        return replace(self, notes=(*self.notes, what), **changed)  # type: ignore[arg-type]  # of its own fields


type Pool = dict[str, list[str]]
"""Values of other forms by the name of their field, other people's keys among them."""

type Mutation = Callable[[Random, Draft, Pool], Draft]


def mutated(form: FoundForm, pool: Pool, chance: Random) -> Draft:
    """One to three mutations of a form, the same for the same chance."""
    path, _mark, query = form.action.partition("?")
    given = [(name.encode(), value.encode(errors="replace")) for name, value in form.pairs]
    draft = Draft(
        path=path + (f"?{query}" if query and form.method == "POST" else ""),
        method=form.method,
        pairs=tuple(given),
        files=tuple((name.encode(), *chance.choice(FILES)) for name in form.files),
        is_multipart=form.is_multipart,
        headers={"HX-Request": "true"} if form.is_htmx else {},
    )
    for _time in range(chance.choice((1, 1, 1, 2, 3))):
        draft = chance.choices([each for each, _weight in MUTATIONS], [weight for _each, weight in MUTATIONS])[0](
            chance, draft, pool
        )
    return draft


def sent(draft: Draft) -> Sent:
    """The request that the draft stands for."""
    path, _mark, query = draft.path.partition("?")
    if draft.body is not None:
        return Sent(path, query.encode(), draft.method, draft.content_type or "", draft.body, draft.headers)
    if draft.method in {"GET", "HEAD"}:
        return Sent(path, _urlencoded(draft.pairs), draft.method, "", b"", draft.headers)
    if draft.is_multipart or draft.files:
        content_type, body = "multipart/form-data; boundary=bound", _multipart(draft)
    else:
        content_type, body = "application/x-www-form-urlencoded", _urlencoded(draft.pairs)
    content_type = content_type if draft.content_type is None else draft.content_type
    return Sent(path, query.encode(), draft.method, content_type, body, draft.headers)


def _urlencoded(pairs: tuple[tuple[bytes, bytes], ...]) -> bytes:
    return "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs).encode()


def _multipart(draft: Draft) -> bytes:
    parts = [b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % pair for pair in draft.pairs]
    parts += [
        b'Content-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: application/octet-stream\r\n\r\n%s'
        % (name, title.encode(), content)
        for name, title, content in draft.files
    ]
    return b"".join(b"--bound\r\n%s\r\n" % part for part in parts) + b"--bound--\r\n"


def _short(value: bytes) -> str:
    return repr(value if len(value) <= 60 else value[:20] + b"... (%d bytes)" % len(value))


def _with_value(chance: Random, draft: Draft, value: bytes) -> Draft:
    if not draft.pairs:
        name = chance.choice(ADDED).encode()
        return draft.noting(f"{name.decode()} added as {_short(value)}", pairs=((name, value),))
    place = chance.randrange(len(draft.pairs))
    name = draft.pairs[place][0]
    pairs = (*draft.pairs[:place], (name, value), *draft.pairs[place + 1 :])
    return draft.noting(f"{name.decode(errors='replace')} = {_short(value)}", pairs=pairs)


def hostile_value(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    return _with_value(chance, draft, chance.choice(HOSTILE))


def foreign_value(chance: Random, draft: Draft, pool: Pool) -> Draft:
    name = chance.choice(draft.pairs)[0].decode(errors="replace") if draft.pairs else ""
    values = pool.get(name) or ["1"]
    return _with_value(chance, draft, chance.choice(values).encode(errors="replace"))


def missing_field(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    if not draft.pairs:
        return draft.noting("as it is")
    gone = chance.choice(draft.pairs)[0]
    left = tuple(pair for pair in draft.pairs if pair[0] != gone)
    return draft.noting(f"without {gone.decode(errors='replace')}", pairs=left)


def no_fields(_chance: Random, draft: Draft, _pool: Pool) -> Draft:
    return draft.noting("without any field", pairs=(), files=())


def doubled_field(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    if not draft.pairs:
        return draft.noting("as it is")
    name, value = chance.choice(draft.pairs)[0], chance.choice(HOSTILE)
    return draft.noting(
        f"{name.decode(errors='replace')} again as {_short(value)}", pairs=(*draft.pairs, (name, value))
    )


def added_field(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    name, value = chance.choice(ADDED), chance.choice(HOSTILE)
    return draft.noting(f"{name} added as {_short(value)}", pairs=(*draft.pairs, (name.encode(), value)))


def other_method(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    method = chance.choice(METHODS)
    return draft.noting(f"method {method}", method=method)


def other_type(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    kind = chance.choice(TYPES)
    return draft.noting(f"content type {kind!r}", content_type=kind)


def other_body(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    texts = [*HOSTILE, json.dumps({name.decode(errors="replace"): None for name, _value in draft.pairs}).encode()]
    kind, body = chance.choice(TYPES[:3]), chance.choice(texts)
    method = draft.method if draft.method != "GET" else "POST"
    return draft.noting(f"body {_short(body)} as {kind}", method=method, body=body, content_type=kind)


def other_headers(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    headers = chance.choice(HEADERS)
    return draft.noting(f"headers {str(headers)[:100]}", headers={**draft.headers, **headers})


def file_for_text(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    names = [name for name, _value in draft.pairs] + [name for name, _title, _content in draft.files]
    name, (title, content) = chance.choice(names or [b"file"]), chance.choice(FILES)
    pairs = tuple(pair for pair in draft.pairs if pair[0] != name)
    files = (*(each for each in draft.files if each[0] != name), (name, title, content))
    note = f"{name.decode(errors='replace')} as the file {title[:30]!r}"
    return draft.noting(note, pairs=pairs, files=files, is_multipart=True)


def text_for_file(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    value = chance.choice(HOSTILE)
    pairs = (*draft.pairs, *((name, value) for name, _title, _content in draft.files))
    return draft.noting(f"files as {_short(value)}", pairs=pairs, files=())


def other_key(chance: Random, draft: Draft, _pool: Pool) -> Draft:
    """Another key, or nonsense, in the place of one in the address."""
    path, _mark, query = draft.path.partition("?")
    parts = path.split("/")
    places = [place for place, part in enumerate(parts) if part.isdecimal()] or [len(parts) - 2]
    key = chance.choice(("0", "1", "2", "3", str(2**31), str(2**63), "9" * 40, "%00", "x", "%ED%A0%80", "x%2Fy"))
    parts[chance.choice(places)] = key
    return draft.noting(f"key {key}", path="/".join(parts) + (f"?{query}" if query else ""))


def as_it_is(_chance: Random, draft: Draft, _pool: Pool) -> Draft:
    return draft.noting("as it is")


MUTATIONS: tuple[tuple[Mutation, int], ...] = (
    (hostile_value, 40),
    (foreign_value, 12),
    (missing_field, 8),
    (no_fields, 3),
    (doubled_field, 8),
    (added_field, 6),
    (other_method, 4),
    (other_type, 3),
    (other_body, 4),
    (other_headers, 5),
    (file_for_text, 4),
    (text_for_file, 3),
    (other_key, 5),
    (as_it_is, 2),
)
