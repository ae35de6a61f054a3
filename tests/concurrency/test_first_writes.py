"""Two people write what was not there before, or ask for the last of something: one is done, the other is refused."""

from collections.abc import Callable

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.mail.operations import set_mail_sender, write_mail_text
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import MOST_WAITING, request_ownership
from exhibitors.pricing.models import RateCard
from exhibitors.pricing.operations import add_rule, draft_rate_card, publish_rate_card
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.texts.site_pages.operations import write_site_page
from pavilions.texts.site_pages.states import PageKind, PageLanguage
from tests.concurrency.rivals import DONE, race
from tests.exhibitors.pricing.cards import terms
from tests.factories import NOON, CompanyFactory, EditionFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


def _text() -> object:
    return write_mail_text(
        "staff_invitation", "en", subject="Welcome", body="[Join]({{ link }})", seen=0, actor=SYSTEM, at=NOON
    )


def _sender() -> object:
    return set_mail_sender(name="Expo", reply_to="", seen=0, actor=SYSTEM, at=NOON)


def _page() -> object:
    return write_site_page(
        PageKind.CONTACT, PageLanguage.ENGLISH, "Write to us.", is_published=True, seen=0, actor=SYSTEM, at=NOON
    )


@pytest.mark.parametrize("write", [_text, _sender, _page])
def test_second_of_two_first_writes_learns_that_there_is_one(write: Callable[[], object]) -> None:
    assert sorted(race(write, write)) == ["changed_meanwhile", DONE]


def test_of_two_drafts_of_a_rate_card_at_once_one_is_refused() -> None:
    edition = EditionFactory()

    def write() -> object:
        return draft_rate_card(edition.pk, actor=SYSTEM, at=NOON)

    assert sorted(race(write, write)) == sorted([DONE, "rate_card_one_draft"])
    assert RateCard.objects.count() == 1


def test_rule_that_is_added_while_the_draft_is_published_is_in_it_or_refused() -> None:
    draft = draft_rate_card(EditionFactory().pk, actor=SYSTEM, at=NOON)
    space = terms(RuleKind.SPACE, Basis.SQM, 9)
    add_rule(draft.pk, space, actor=SYSTEM, at=NOON)
    draft.refresh_from_db()

    def add() -> object:
        return add_rule(draft.pk, space, seen=draft.revision, actor=SYSTEM, at=NOON)

    def publish() -> object:
        return publish_rate_card(draft.pk, effective_from=NOON.date(), seen=draft.revision, actor=SYSTEM, at=NOON)

    assert sorted(race(add, publish)) == sorted([DONE, "changed_meanwhile"])


def test_of_two_claims_at_once_only_one_is_the_last_that_a_person_may_have_waiting() -> None:
    person = UserFactory()
    for company in CompanyFactory.create_batch(MOST_WAITING - 1):
        request_ownership(company.pk, statement="I work there.", actor=person, at=NOON)
    first, second = CompanyFactory.create_batch(2)

    def claim(company: int) -> Callable[[], object]:
        return lambda: request_ownership(company, statement="I work there.", actor=person, at=NOON)

    assert sorted(race(claim(first.pk), claim(second.pk))) == [DONE, "too_many_requests"]
    assert OwnershipRequest.objects.filter(person=person).count() == MOST_WAITING
