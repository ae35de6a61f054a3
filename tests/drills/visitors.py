"""People at work on the site of `make run`: each opens a page, follows a link on it, and so on."""

import random
import re
import urllib.request
from collections import Counter
from collections.abc import Mapping
from html import unescape
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NOT_FOLLOWED = ("logout", "/live/", "/admin/", "/mailbox/")
TIMEOUT_SECONDS = 60
NO_ANSWER = 0


class Visitor:
    """A browser with its cookies, without scripts. `answers` counts statuses; 0 is no answer."""

    def __init__(self, site: str, seed: int, login: Mapping[str, str] | None = None) -> None:
        self.answers: Counter[int] = Counter()
        self.failed: list[str] = []
        self._site, self._chance = site, random.Random(seed)  # noqa: S311
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._links: list[str] = []
        if login:
            page = self.open("/accounts/login/")
            found = TOKEN.search(page)
            assert found, page[:500]
            self.open("/accounts/login/", {**login, "csrfmiddlewaretoken": found[1]})
            assert self._links, f"{login['login']} could not sign in."

    def visit(self) -> None:
        """Follow a link of the page before, or begin at home."""
        self.open(self._chance.choice(self._links) if self._links else "/")

    def open(self, path: str, form: Mapping[str, str] | None = None) -> str:
        """Open a page of the site, or post a form to it, and remember where its links lead."""
        content, page = urlencode(form).encode() if form else None, ""
        asked = urllib.request.Request(urljoin(self._site, path), content)  # noqa: S310  # our own address
        self._links = []
        try:
            with self._browser.open(asked, timeout=TIMEOUT_SECONDS) as answer:
                status = answer.status
                page = answer.read().decode(errors="replace")
        except HTTPError as error:
            status = error.code
            error.close()
        except (OSError, HTTPException) as error:
            status, page = NO_ANSWER, str(error)
        self.answers[status] += 1
        if status == NO_ANSWER or status >= 500:
            self.failed.append(f"{status} {urlsplit(path).path} {page[:100]}")
        links = {unescape(link) for link in LINK.findall(page)}
        self._links = sorted(link for link in links if not any(word in link for word in NOT_FOLLOWED))
        return page
