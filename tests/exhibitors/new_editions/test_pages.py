"""The page on which a director fills a new edition from another one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from exhibitors.office.new_editions.states import EditionPart
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus, OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.new_editions.editions import full_edition, new_edition
from tests.factories import EditionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def source() -> Edition:
    return full_edition()


@pytest.fixture
def target(source: Edition) -> Edition:
    return new_edition()


@pytest.fixture
def director() -> Client:
    return signed_in(organizer())


def page_of(target: Edition) -> str:
    return reverse("organizer:take_over", args=[target.number])


def test_page_shows_what_is_taken_over_and_takes_it_over(director: Client, target: Edition) -> None:
    page = director.get(page_of(target))
    assert_clean(page)
    for words in ("2 halls with 2,334.5 m²", "Version 1 with 5 rules", "20 May 2024 → 19 May 2025", "CIIE8-"):
        assert words in page.text
    assert page.text.count('name="parts"') == page.text.count(" checked") == len(EditionPart)
    posted = director.post(
        page_of(target),
        {
            "revision": target.revision,
            "source": 7,
            "shown": 7,
            "weeks": 52,
            "invoice_prefix": "CIIE8-",
            "parts": list(EditionPart.values),
        },
        follow=True,
    )
    assert posted.redirect_chain == [(reverse("edition:detail", args=[8]), 302)]
    assert "15 parts have been taken over from Expo 7." in posted.text
    again = director.get(page_of(target))
    assert again.text.count("This edition already has its own.") == len(EditionPart)
    assert 'name="parts"' not in again.text
    assert_clean(again)


def test_weeks_follow_the_source_and_can_be_changed(director: Client, source: Edition, target: Edition) -> None:
    EditionFactory(number=6, opens_date=source.opens_date - timedelta(weeks=53))
    chosen = director.get(page_of(target), {"source": 6, "weeks": 52, "shown": 7})
    assert 'name="weeks" value="105"' in chosen.text
    changed = director.get(page_of(target), {"source": 7, "weeks": 53, "shown": 7})
    assert "20 May 2024 → 26 May 2025" in changed.text
    wrong = [{"source": "8"}, {"source": "x"}, {"source": "7", "shown": "7", "weeks": "many"}]
    for asked in wrong:
        refused = director.get(page_of(target), asked)
        assert (refused.status_code, 'name="parts"' in refused.text) == (422, False)
        assert_clean(refused)


def test_refusal_keeps_what_was_ticked_and_typed(director: Client, source: Edition, target: Edition) -> None:
    typed = {"revision": target.revision, "source": 7, "shown": 7, "weeks": 52, "invoice_prefix": "CIIE7-"}
    refused = director.post(page_of(target), typed | {"parts": ["seller", "taxes"]})
    assert refused.status_code == 422
    assert "Seller: Another edition already uses this prefix for its invoices." in refused.text
    assert (refused.text.count(" checked"), 'value="CIIE7-"' in refused.text) == (2, True)
    nothing = director.post(page_of(target), typed)
    assert (nothing.status_code, "Choose at least one part." in nothing.text) == (422, True)
    assert_clean(nothing)


def test_edition_in_planning_leads_to_the_page(director: Client, target: Edition) -> None:
    detail = reverse("edition:detail", args=[target.number])
    assert page_of(target) in director.get(detail).text
    assert page_of(target) not in signed_in(organizer(OrganizerRole.FINANCE)).get(detail).text
    Edition.objects.filter(pk=target.pk).update(status=EditionStatus.OPEN)
    assert page_of(target) not in director.get(detail).text
    sent = director.get(page_of(target), follow=True)
    assert sent.redirect_chain == [(detail, 302)]
    assert "Only an edition in planning can take over parts of another one." in sent.text


def test_the_first_edition_has_nothing_to_take_over(director: Client) -> None:
    first = new_edition()
    assert page_of(first) not in director.get(reverse("edition:detail", args=[first.number])).text
    page = director.get(page_of(first))
    assert "There is no other edition" in page.text
    assert_clean(page)
