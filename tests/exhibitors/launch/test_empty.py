"""An installation in which nothing exists yet: every page says what to do, and none is missing or fails."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from pavilions.states import EditionStatus
from pavilions.texts.site_pages.states import PageKind
from tests.architecture.addresses import named_addresses
from tests.clients import signed_in
from tests.factories import EditionFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

ABOUT_ACCOUNTS = ("admin/", "accounts/", "api/", "i18n/", "mailbox/", ".well-known/")


OF_ONE_S_OWN = {"/desk/companies/claim/", "/pavilion/"}
"""What only who has something there finds: a company named in the query, a pavilion that one manages."""


def walked() -> list[str]:
    """The addresses of all pages without arguments, organizers' and public ones."""
    found = set()
    for address, _name, pattern in named_addresses(get_resolver()):
        assert isinstance(pattern, URLPattern)
        if "<" not in address and "(" not in address and not address.startswith(ABOUT_ACCOUNTS):
            found.add("/" + address.replace("^", "").replace("$", ""))
    return sorted(found - OF_ONE_S_OWN)


def answers(client: Client) -> dict[str, int]:
    return {address: client.get(address).status_code for address in walked()}


def wrong(answered: dict[str, int]) -> dict[str, int]:
    """What is neither a page nor leads to one, nor only takes what a form sends."""
    return {address: status for address, status in answered.items() if status not in {200, 302, 405}}


def test_no_page_is_missing_for_a_director_where_nothing_exists() -> None:
    assert len(walked()) > 100
    assert wrong(answers(signed_in(organizer()))) == {}


@pytest.mark.parametrize("status", EditionStatus)
def test_no_page_is_missing_for_a_director_where_there_is_a_bare_edition(status: EditionStatus) -> None:
    EditionFactory(status=status)
    assert wrong(answers(signed_in(organizer()))) == {}


@pytest.mark.parametrize("with_edition", [False, True])
def test_no_public_page_is_missing_for_a_visitor(client: Client, *, with_edition: bool) -> None:
    if with_edition:
        EditionFactory()
    unwritten = {f"/{kind}/": 404 for kind in PageKind}  # linked only once they are published
    assert {**wrong(answers(client)), **unwritten} == unwritten


@pytest.mark.parametrize("with_edition", [False, True])
def test_no_page_is_missing_for_an_exhibitor(*, with_edition: bool) -> None:
    if with_edition:
        EditionFactory()
    owner = owner_of()
    client, company = signed_in(owner), owner.memberships.get().company_id
    pages = [
        address.replace("<int:company>", str(company))
        for address, _name, _pattern in named_addresses(get_resolver())
        if address.startswith("desk/") and address.count("<") == 1 and "<int:company>" in address
    ]
    assert len(pages) > 10
    found = {page: client.get(f"/{page}").status_code for page in pages}
    assert wrong(found) == {}
