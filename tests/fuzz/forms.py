"""The forms and links of a page, as a browser would see them."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

BUTTONS = {"submit", "image"}
METHODS = {"hx-post": "POST", "hx-get": "GET"}


@dataclass(frozen=True)
class FoundForm:
    """`files` are the names of its file inputs, `is_htmx` says that htmx sends it."""

    action: str
    method: str
    pairs: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    is_multipart: bool = False
    is_htmx: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for name, _value in self.pairs} | set(self.files)))


@dataclass
class _Open:
    """A form that is being read."""

    form: FoundForm
    pairs: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    sends: list[FoundForm] = field(default_factory=list)

    def finished(self) -> list[FoundForm]:
        whole = replace(self.form, pairs=tuple(self.pairs), files=tuple(self.files))
        return [whole, *(replace(each, pairs=whole.pairs, files=whole.files) for each in self.sends)]


class PageReader(HTMLParser):
    """Collects the links and forms of one page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[FoundForm] = []
        self._address = address
        self._open: _Open | None = None
        self._by_id: dict[str, _Open] = {}
        self._select: tuple[_Open, str, list[str]] | None = None
        self._text: tuple[_Open, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(self._full(given["href"]))
        elif tag == "form":
            self._begin(given)
        elif tag in {"input", "button", "select", "textarea"}:
            self._control(tag, given, self._by_id.get(given.get("form", "")) or self._open)
        elif tag == "option" and self._select:
            self._select[2].append(given.get("value", ""))
        for name, method in METHODS.items():
            if name in given:
                sent = FoundForm(self._full(given[name]), method, is_htmx=True)
                self._open.sends.append(sent) if self._open else self.forms.append(sent)

    def handle_data(self, data: str) -> None:
        if self._text:
            opened, name = self._text
            opened.pairs.append((name, data.strip()))
            self._text = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open:
            self._open = None
        elif tag == "select" and self._select:
            opened, name, options = self._select
            opened.pairs += [(name, value) for value in options[:1]]
            opened.pairs += [(name, value) for value in options[-1:] if len(options) > 1 and not options[0]]
            self._select = None
        elif tag == "textarea" and self._text:
            opened, name = self._text
            opened.pairs.append((name, ""))
            self._text = None

    def found(self) -> list[FoundForm]:
        return [*self.forms, *(form for opened in self._by_id.values() for form in opened.finished())]

    def _begin(self, given: dict[str, str]) -> None:
        is_multipart = given.get("enctype", "") == "multipart/form-data"
        method = given.get("method", "get").upper()
        self._open = _Open(FoundForm(self._full(given.get("action", "")), method, is_multipart=is_multipart))
        self._by_id[given.get("id") or f"#{len(self._by_id)}"] = self._open

    def _control(self, tag: str, given: dict[str, str], opened: _Open | None) -> None:
        name = given.get("name", "")
        if opened is None or not name:
            return
        if tag == "select":
            self._select = (opened, name, [])
        elif tag == "textarea":
            self._text = (opened, name)
        elif given.get("type") == "file":
            opened.files.append(name)
        elif given.get("type") in BUTTONS or tag == "button":
            opened.sends.append(replace(opened.form, pairs=((name, given.get("value", "")),)))
            opened.pairs.append((name, given.get("value", "")))
        else:
            opened.pairs.append((name, given.get("value", "")))

    def _full(self, address: str) -> str:
        """The address with its query, on this site; "" for one elsewhere."""
        try:
            parts = urlsplit(urljoin(self._address, address.strip()))
        except ValueError:
            return ""
        if parts.netloc or parts.scheme:
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")


def read_page(address: str, html: str) -> tuple[list[str], list[FoundForm]]:
    """The links of a page and its forms; those that lead elsewhere are left out."""
    reader = PageReader(address)
    reader.feed(html)
    reader.close()
    return [link for link in reader.links if link], [form for form in reader.found() if form.action]
