from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from post_office.models import Email

from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.kernel.lifecycle import TransitionRefused
from exhibitors.companies.states import CompanyRole
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations import exhibits
from exhibitors.promotion.catalogue.operations.debuts import refuse_debut, verify_debut, verify_debuts
from exhibitors.promotion.catalogue.operations.exhibits import (
    add_exhibit,
    add_pavilion_exhibit,
    change_exhibit,
    publish_exhibit,
    withdraw_exhibit,
)
from exhibitors.promotion.catalogue.queries.exhibits import debuts_counted, similar_debuts
from exhibitors.promotion.catalogue.states import Debut, DebutState, ExhibitKind, ExhibitState
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole, PavilionStage
from tests.exhibitors.catalogue.exhibits import claimed, exhibitor, shown, shown_by_pavilion, terms, verified
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    NationalPavilionFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.pavilions.national_pavilions.national import invited, move

pytestmark = pytest.mark.django_db
LONG_AFTER = NOON + timedelta(days=365)


def test_exhibit_is_published_as_it_is_added() -> None:
    company = CompanyFactory()
    exhibit = shown(company, name=" Comté ", name_zh="孔泰奶酪")
    assert (exhibit.state, exhibit.debut_state, exhibit.name, exhibit.exhibitor) == (
        ExhibitState.PUBLISHED,
        DebutState.NONE,
        "Comté",
        company,
    )


def test_exhibit_of_a_pavilion_is_its_managers() -> None:
    pavilion = NationalPavilionFactory()
    exhibit = shown_by_pavilion(pavilion)
    assert (exhibit.exhibitor, exhibit.edition, exhibit.company) == (pavilion, pavilion.edition, None)
    with pytest.raises(NotAllowed):
        add_pavilion_exhibit(pavilion.pk, terms(), actor=UserFactory(), at=NOON)


def test_viewers_and_strangers_add_nothing() -> None:
    company, edition = CompanyFactory(), EditionFactory()
    viewer = MembershipFactory(company=company, role=CompanyRole.VIEWER).user
    for actor in (viewer, owner_of(), organizer()):
        with pytest.raises(NotAllowed):
            add_exhibit(company.pk, edition.pk, terms(), actor=actor, at=NOON)
    with pytest.raises(NotFound):
        add_exhibit(0, edition.pk, terms(), actor=owner_of(company), at=NOON)
    with pytest.raises(NotFound):
        add_pavilion_exhibit(0, terms(), actor=owner_of(company), at=NOON)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"name": " "}, "exhibit_has_name", "name"),
        ({"name": "x" * 201}, "invalid", "name"),
        ({"name_zh": "奶" * 201}, "invalid", "name_zh"),
        ({"category": ""}, "invalid", "category"),
        ({"category": "x" * 121}, "invalid", "category"),
        ({"text": "x" * 4001}, "invalid", "text"),
        ({"kind": "spaceship"}, "invalid", "kind"),
        ({"debut": Debut.WORLD, "debut_grounds": " "}, "grounds_missing", "debut_grounds"),
        ({"debut": Debut.WORLD, "debut_grounds": "x" * 1001}, "invalid", "debut_grounds"),
        ({"debut": "moon"}, "invalid", "debut"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(changed: dict[str, Any], code: str, field: str) -> None:
    company, edition = CompanyFactory(), EditionFactory()
    with pytest.raises(Invalid) as refusal:
        add_exhibit(company.pk, edition.pk, terms(**changed), actor=owner_of(company), at=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not Exhibit.objects.exists()


def test_name_may_be_in_chinese_only() -> None:
    assert str(shown(name="", name_zh="高铁")) == "高铁"


def test_debut_of_an_edition_that_is_over_cannot_be_claimed() -> None:
    edition = EditionFactory(opens_date=date(2023, 11, 5), closes_date=date(2023, 11, 10))
    company = CompanyFactory()
    with pytest.raises(Invalid) as refusal:
        add_exhibit(company.pk, edition.pk, terms(debut=Debut.ASIA), actor=owner_of(company), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("edition_over", "debut")


def test_exhibits_of_an_edition_that_is_over_stay_as_they_were() -> None:
    exhibit = shown()
    owner = owner_of(exhibit.company)
    with pytest.raises(Invalid, match="is over"):
        change_exhibit(exhibit.pk, terms(name="Brie"), actor=owner, at=LONG_AFTER)
    with pytest.raises(Invalid, match="is over"):
        withdraw_exhibit(exhibit.pk, actor=owner, at=LONG_AFTER)


def test_an_exhibitor_shows_so_many_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exhibits, "MOST_EXHIBITS", 1)
    exhibit = shown()
    with pytest.raises(DomainError) as refusal:
        shown(exhibit.company)
    assert refusal.value.code == "too_many_exhibits"
    shown()


def test_changed_words_claim_a_verified_debut_anew() -> None:
    exhibit = verified()
    owner = owner_of(exhibit.company)
    same = terms(sector_id=exhibit.sector_id, debut=Debut.ASIA)
    assert change_exhibit(exhibit.pk, same, actor=owner, at=NOON).debut_state == DebutState.VERIFIED
    elsewhere = terms(debut=Debut.ASIA)  # another sector
    assert change_exhibit(exhibit.pk, elsewhere, actor=owner, at=NOON).debut_state == DebutState.VERIFIED
    changed = change_exhibit(exhibit.pk, terms(name="Comté, 36 months", debut=Debut.ASIA), actor=owner, at=NOON)
    assert (changed.debut_state, changed.decided_by, changed.decided_at) == (DebutState.CLAIMED, None, None)


def test_debut_can_be_given_up_and_claimed_elsewhere() -> None:
    exhibit = verified()
    owner = owner_of(exhibit.company)
    assert change_exhibit(exhibit.pk, terms(), actor=owner, at=NOON).debut_state == DebutState.NONE
    again = change_exhibit(exhibit.pk, terms(debut=Debut.CHINA), actor=owner, at=NOON)
    assert (again.debut_state, again.debut) == (DebutState.CLAIMED, Debut.CHINA)


def test_refused_debut_says_why_and_can_be_claimed_anew() -> None:
    exhibit = claimed()
    refused = refuse_debut(exhibit.pk, reason=" Sold in Shanghai since 2021. ", actor=organizer(), at=NOON)
    assert (refused.debut_state, refused.reason) == (DebutState.REFUSED, "Sold in Shanghai since 2021.")
    anew = terms(debut=Debut.ASIA, debut_grounds="That was the one of 12 months.")
    changed = change_exhibit(exhibit.pk, anew, actor=owner_of(exhibit.company), at=NOON)
    assert (changed.debut_state, changed.reason) == (DebutState.CLAIMED, "")


def test_refusal_of_a_debut_is_mailed_to_the_people_of_its_exhibitor() -> None:
    pavilion = NationalPavilionFactory()
    refused = [claimed(), shown_by_pavilion(pavilion, debut=Debut.ASIA)]
    owner, manager = refused[0].added_by, refused[1].added_by
    assert owner is not None
    assert manager is not None
    for exhibit in refused:
        refuse_debut(exhibit.pk, reason="Sold in Shanghai since 2021.", actor=organizer(), at=NOON)
    letters = Email.objects.filter(context__kind="debut_refused").order_by("pk")
    assert [(letter.to, letter.context["exhibitor"], letter.context["reason"]) for letter in letters] == [
        ([owner.email], str(refused[0].company), "Sold in Shanghai since 2021."),
        ([manager.email], str(pavilion), "Sold in Shanghai since 2021."),
    ]


@pytest.mark.parametrize(("reason", "code"), [(" ", "reason_missing"), ("x" * 501, "reason_too_long")])
def test_refusal_needs_a_reason(reason: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        refuse_debut(claimed().pk, reason=reason, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, "reason")


def test_only_what_is_claimed_is_verified() -> None:
    for exhibit in (shown(), verified()):
        with pytest.raises(TransitionRefused):
            verify_debut(exhibit.pk, actor=organizer(), at=NOON)


def test_exhibitors_and_finance_do_not_judge() -> None:
    exhibit = claimed()
    for actor in (owner_of(exhibit.company), organizer(OrganizerRole.FINANCE), organizer(OrganizerRole.FLOOR_PLANNER)):
        with pytest.raises(NotAllowed):
            verify_debut(exhibit.pk, actor=actor, at=NOON)
        with pytest.raises(NotAllowed):
            verify_debuts([(exhibit.pk, exhibit.revision)], actor=actor, at=NOON)


def test_debut_changed_while_it_was_viewed_is_not_verified() -> None:
    exhibit = claimed()
    change_exhibit(exhibit.pk, terms(name="Brie", debut=Debut.WORLD), actor=owner_of(exhibit.company), at=NOON)
    with pytest.raises(DomainError) as refusal:
        verify_debut(exhibit.pk, seen=exhibit.revision, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"


def test_several_debuts_are_verified_each_on_its_own() -> None:
    first, second, third = claimed(), claimed(name="Roquefort"), claimed(name="Reblochon")
    outcomes = verify_debuts([(third.pk, 0), (second.pk, 7), (first.pk, 0)], actor=organizer(), at=NOON)
    assert [(each.exhibit_id, each.refusal is None) for each in outcomes] == [
        (first.pk, True),
        (second.pk, False),
        (third.pk, True),
    ]
    assert list(Exhibit.objects.filter(debut_state=DebutState.VERIFIED).order_by("pk")) == [first, third]


@pytest.mark.parametrize(
    ("name", "name_zh"), [("COMTÉ, 24 months", ""), ("Comté 24 months", ""), ("Other", "孔泰 奶酪")]
)
def test_second_debut_of_the_same_name_is_verified_as_another_product_only(name: str, name_zh: str) -> None:
    first = verified(name_zh="孔泰奶酪")
    second = claimed(first.company, name=name, name_zh=name_zh)
    assert [each.pk for each in similar_debuts([second])[second.pk]] == [first.pk]
    with pytest.raises(Invalid) as refusal:
        verify_debut(second.pk, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("possible_duplicate", "separate")
    [outcome] = verify_debuts([(second.pk, 0)], actor=organizer(), at=NOON)
    assert outcome.refusal is not None
    assert verify_debut(second.pk, is_separate=True, actor=organizer(), at=NOON).is_separate_debut


def test_another_name_and_another_edition_are_no_duplicates() -> None:
    first = verified()
    assert similar_debuts([claimed(edition=EditionFactory())]) == {}
    other = claimed(first.company, name="Roquefort")
    assert verify_debut(other.pk, actor=organizer(), at=NOON).debut_state == DebutState.VERIFIED


def debuts_of(edition: Edition) -> int:
    return debuts_counted([edition.pk], until=NOON).get(edition.pk, 0)


def test_debut_that_a_pavilion_and_a_company_show_counts_once() -> None:
    edition = EditionFactory()
    pavilion = move(invited("FR", edition=edition), PavilionStage.CONFIRMED)
    first = shown_by_pavilion(pavilion, debut=Debut.ASIA)
    verify_debut(first.pk, actor=organizer(), at=NOON)
    second = claimed(exhibitor(edition), edition)
    [similar] = similar_debuts([second])[second.pk]
    assert (similar.pk, similar.exhibitor, similar.is_verified) == (first.pk, "France", True)
    with pytest.raises(Invalid) as refusal:
        verify_debut(second.pk, actor=organizer(), at=NOON)
    assert "shown by France, is already a verified debut" in str(refusal.value)
    same = verify_debut(second.pk, same_as=first.pk, actor=organizer(), at=NOON)
    assert (same.same_debut_as, debuts_of(edition)) == (first, 1)
    third = claimed(exhibitor(edition), edition)
    assert verify_debut(third.pk, same_as=second.pk, actor=organizer(), at=NOON).same_debut_as == first
    assert debuts_of(edition) == 1
    refuse_debut(first.pk, reason="Sold in Asia before.", actor=organizer(), at=NOON)
    assert debuts_of(edition) == 1
    refuse_debut(second.pk, reason="Sold in Asia before.", actor=organizer(), at=NOON)
    second.refresh_from_db()
    assert (second.same_debut_as, debuts_of(edition)) == (None, 1)


def test_same_and_separate_at_once_and_what_is_not_similar_are_refused() -> None:
    first = verified()
    second = claimed(edition=first.edition)
    other = verified(edition=first.edition, name="Roquefort")
    for terms_of, code in (
        ({"same_as": first.pk, "is_separate": True}, "same_and_separate"),
        ({"same_as": other.pk}, "not_similar"),
    ):
        with pytest.raises(Invalid) as refusal:
            verify_debut(second.pk, **terms_of, actor=organizer(), at=NOON)  # type: ignore[arg-type]
        assert (refusal.value.code, refusal.value.field) == (code, "same_as")


def test_database_refuses_the_same_debut_of_what_is_not_verified() -> None:
    first = verified()
    second = claimed(edition=first.edition)
    with pytest.raises(IntegrityError, match="exhibit_same_debut_is_verified"), transaction.atomic():
        Exhibit.objects.filter(pk=second.pk).update(same_debut_as=first)


def test_withdrawn_exhibit_is_shown_again() -> None:
    exhibit = verified()
    owner = owner_of(exhibit.company)
    assert withdraw_exhibit(exhibit.pk, actor=owner, at=NOON).state == ExhibitState.WITHDRAWN
    with pytest.raises(TransitionRefused):
        withdraw_exhibit(exhibit.pk, actor=owner, at=NOON)
    assert publish_exhibit(exhibit.pk, actor=owner, at=NOON).state == ExhibitState.PUBLISHED
    with pytest.raises(NotAllowed):
        withdraw_exhibit(exhibit.pk, actor=owner_of(), at=NOON)


@pytest.mark.parametrize(
    "broken",
    [
        {"company": None},
        {"name": "", "name_zh": ""},
        {"debut": "world"},
        {"debut_state": DebutState.CLAIMED},
        {"debut": "world", "debut_state": DebutState.REFUSED},
    ],
)
def test_database_refuses_what_cannot_be(broken: dict[str, Any]) -> None:
    exhibit = shown()
    with pytest.raises(IntegrityError if "debut_state" not in broken else DatabaseError), transaction.atomic():
        Exhibit.objects.filter(pk=exhibit.pk).update(**broken)


def test_exhibit_of_both_is_refused_by_the_database() -> None:
    exhibit = shown()
    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibit.objects.filter(pk=exhibit.pk).update(pavilion=NationalPavilionFactory())


def test_born_verified_is_refused_by_the_database() -> None:
    exhibit = claimed()
    exhibit.pk, exhibit._state.adding = None, True
    exhibit.debut_state = DebutState.VERIFIED
    with pytest.raises(DatabaseError), transaction.atomic():
        exhibit.save(force_insert=True)


def test_kinds_are_kept() -> None:
    assert shown(kind=ExhibitKind.SERVICE).get_kind_display() == "service"


@pytest.mark.parametrize("is_refused", [True, False])
def test_debuts_that_point_to_one_that_counts_no_longer_go_on_under_the_first_of_them(*, is_refused: bool) -> None:
    first = verified()
    others = [claimed(edition=first.edition) for _each in range(2)]
    for other in others:
        verify_debut(other.pk, same_as=first.pk, actor=organizer(), at=NOON)
        other.refresh_from_db()
    revision = others[0].revision
    if is_refused:
        refuse_debut(first.pk, reason="Sold in Asia before.", actor=organizer(), at=NOON)
    else:
        changed = terms(debut=Debut.ASIA, name="Comté, 25 months")
        change_exhibit(first.pk, changed, actor=owner_of(first.company), at=NOON)
    for other in others:
        other.refresh_from_db()
    assert [other.same_debut_as for other in others] == [None, others[0]]
    assert others[0].revision == revision + 1
