"""Profiles, pictures and contacts of pavilions."""

from pathlib import Path

import pytest
from django.utils import translation

from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_profile import PavilionContact, PavilionPicture
from pavilions.national.national_pavilions.operations.pavilion_profiles import (
    MOST_PICTURES,
    ContactTerms,
    ProfileTerms,
    add_picture,
    describe_picture,
    move_picture,
    note_contact,
    put_picture_first,
    remove_contact,
    remove_picture,
    write_profile,
)
from pavilions.national.national_pavilions.states import ContactKind, ProfileLanguage
from pavilions.national.pavilion_desk.queries import profile_in
from pavilions.states import OrganizerRole, PavilionStage
from tests.factories import NOON, UserFactory, organizer
from tests.pavilions.national_pavilions.national import invited, manager_of, move, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ENGLISH, CHINESE, FRENCH = ProfileLanguage.ENGLISH, ProfileLanguage.CHINESE, ProfileLanguage.FRENCH


def test_profile_is_written_once_for_each_language_and_read_in_the_visitors() -> None:
    pavilion = invited()
    manager = manager_of(pavilion)
    for language, title in ((ENGLISH, "France"), (CHINESE, "法国"), (ENGLISH, "France anew")):
        write_profile(pavilion.pk, language, ProfileTerms(title, theme=title), actor=manager, at=NOON)
    pavilion.refresh_from_db()
    profiles = list(pavilion.profiles.order_by("language"))
    assert [profile.title for profile in profiles] == ["France anew", "法国"]
    assert (pavilion.theme, pavilion.theme_zh) == ("France anew", "法国")
    read = {language: getattr(profile_in(profiles, language), "title", None) for language in ("zh-hans", "fr", "en")}
    assert read == {"zh-hans": "法国", "fr": "France anew", "en": "France anew"}
    assert getattr(profile_in(profiles[1:], "fr"), "title", None) == "法国"
    assert profile_in([], "en") is None


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (ProfileTerms(" "), "title"),
        (ProfileTerms("x" * 161), "title"),
        (ProfileTerms("x", highlights="\n".join("abcdefghijk")), "highlights"),
    ],
)
def test_bad_profiles_are_refused_beside_their_field(terms: ProfileTerms, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        write_profile(invited().pk, ENGLISH, terms, actor=organizer(), at=NOON)
    assert refusal.value.field == field


def order(pavilion: NationalPavilion) -> list[str]:
    return [str(each) for each in PavilionPicture.objects.filter(pavilion=pavilion)]


def test_pictures_are_kept_in_order_and_named(media: Path) -> None:
    pavilion = invited()
    kept = [
        add_picture(pavilion.pk, picture(colour), alt=colour, actor=organizer(), at=NOON)
        for colour in ("red", "green", "blue")
    ]
    assert all((media / each.name).is_file() for each in kept)
    put_picture_first(pavilion.pk, kept[2].pk, actor=organizer(), at=NOON)
    assert order(pavilion) == ["blue", "red", "green"]
    describe_picture(pavilion.pk, kept[0].pk, alt="Tomatoes", alt_zh="番茄", actor=organizer(), at=NOON)
    with translation.override("zh-hans"):
        assert order(pavilion) == ["blue", "番茄", "green"]
    remove_picture(pavilion.pk, kept[2].pk, actor=organizer(), at=NOON)
    assert order(pavilion) == ["Tomatoes", "green"]


def test_pictures_move_one_place_and_no_further_than_there_are() -> None:
    pavilion = invited()
    red, _green, blue = (
        add_picture(pavilion.pk, picture(colour), alt=colour, actor=organizer(), at=NOON)
        for colour in ("red", "green", "blue")
    )
    orders = []
    for each, places in ((red, 1), (red, 1), (red, 1), (blue, -1), (blue, -1), (red, -1)):
        move_picture(pavilion.pk, each.pk, places=places, actor=organizer(), at=NOON)
        orders.append(" ".join(order(pavilion)))
    assert orders == [
        "green red blue",
        "green blue red",
        "green blue red",
        "blue green red",
        "blue green red",
        "blue red green",
    ]
    with pytest.raises(NotAllowed):
        move_picture(pavilion.pk, red.pk, places=1, actor=UserFactory(), at=NOON)
    with pytest.raises(NotFound):
        move_picture(invited("TH").pk, red.pk, places=1, actor=organizer(), at=NOON)


def test_picture_needs_words_is_kept_once_and_there_are_not_too_many() -> None:
    pavilion = invited()
    with pytest.raises(Invalid) as refusal:
        add_picture(pavilion.pk, picture(), alt=" ", actor=organizer(), at=NOON)
    assert refusal.value.field == "alt"
    for number in range(MOST_PICTURES):
        add_picture(pavilion.pk, picture(f"rgb({number * 20}, 0, 0)"), alt="x", actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as full:
        add_picture(pavilion.pk, picture("white"), alt="x", actor=organizer(), at=NOON)
    assert full.value.code == "enough_pictures"
    remove_picture(pavilion.pk, pavilion.pictures.all()[1].pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as again:
        add_picture(pavilion.pk, picture("rgb(0, 0, 0)"), alt="x", actor=organizer(), at=NOON)
    assert (again.value.code, again.value.field) == ("picture_once", "picture")


def test_contacts_can_be_reached_and_there_is_one_contractor() -> None:
    pavilion = invited()
    builders = ContactTerms(ContactKind.CONTRACTOR, "Ms Wu", "Builders", "wu@example.org", "+86 21 1")
    noted = note_contact(pavilion.pk, builders, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        note_contact(pavilion.pk, builders, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("one_contractor_per_pavilion", "kind")
    with pytest.raises(Invalid) as mute:
        note_contact(pavilion.pk, ContactTerms(ContactKind.PRESS, "Nobody"), actor=organizer(), at=NOON)
    assert mute.value.field == "email"
    changed = ContactTerms(ContactKind.CONTRACTOR, "Mr Li", phone="1")
    note_contact(pavilion.pk, changed, contact_id=noted.pk, actor=organizer(), at=NOON)
    assert list(PavilionContact.objects.values_list("name", "email")) == [("Mr Li", "")]
    remove_contact(pavilion.pk, noted.pk, actor=organizer(), at=NOON)
    with pytest.raises(NotFound):
        remove_contact(pavilion.pk, noted.pk, actor=organizer(), at=NOON)


def test_only_its_managers_and_directors_write_of_a_pavilion_that_is_under_way() -> None:
    pavilion = invited()
    for person in (manager_of(invited("TH")), organizer(OrganizerRole.REVIEWER)):
        with pytest.raises(NotAllowed):
            write_profile(pavilion.pk, FRENCH, ProfileTerms("France"), actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            add_picture(pavilion.pk, picture(), alt="x", actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            note_contact(pavilion.pk, ContactTerms(ContactKind.PRESS, "x", phone="1"), actor=person, at=NOON)
    move(pavilion, PavilionStage.DECLINED)
    with pytest.raises(DomainError) as refusal:
        write_profile(pavilion.pk, FRENCH, ProfileTerms("France"), actor=organizer(), at=NOON)
    assert refusal.value.code == "pavilion_over"
