"""Powers of attorney: sent by editors, seen by the organizer, shown to the company; and who may sign, on its pages."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from post_office.models import Email
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.operations import accept_mandate, end_mandate, refuse_mandate, send_mandate
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.operations import change_role, remove_member
from exhibitors.companies.queries import signers_of
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.sales.contracts import scan
from tests.factories import NOON, CompanyFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PDF = b"%PDF-1.7 power of attorney"


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def company() -> Company:
    found: Company = CompanyFactory()
    owner_of(found)
    return found


def editor_of(company: Company, role: CompanyRole = CompanyRole.EDITOR) -> User:
    person: User = MembershipFactory(company=company, role=role).user
    return person


def sent(company: Company, person: User) -> Mandate:
    return send_mandate(company.pk, name="Jo Berg", file=scan("poa.pdf", PDF), actor=person, at=NOON)


def kinds() -> list[str]:
    return [email.context["kind"] for email in Email.objects.order_by("pk")]


def test_a_power_of_attorney_goes_there_and_back(company: Company) -> None:
    editor, director = editor_of(company), organizer()
    client, page = signed_in(editor), reverse("desk:mandates", args=[company.pk])
    shown = client.get(page)
    assert_clean(shown)
    assert "Send a power of attorney" in shown.text
    picture = SimpleUploadedFile("poa.png", b"\x89PNG\r\n\x1a\n")
    refused = client.post(page, {"name": "Jo Berg", "file": picture})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["file"])
    assert "Jo Berg" in refused.text
    assert client.post(page, {"name": " Jo  Berg ", "file": SimpleUploadedFile("poa.pdf", PDF)}).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.name, mandate.person, mandate.state) == ("Jo Berg", editor, "waiting")
    assert kinds() == ["mandate_sent"]
    desk = signed_in(director)
    waiting = desk.get(reverse("organizer:mandates"))
    assert_clean(waiting)
    assert "Jo Berg" in waiting.text
    assert desk.get(reverse("organizer:mandate_file", args=[mandate.pk])).getvalue() == PDF
    blank = desk.post(
        reverse("organizer:mandate_refuse", args=[mandate.pk]), {"revision": mandate.revision, "reason": ""}
    )
    assert blank.status_code == 422
    desk.post(reverse("organizer:mandate_accept", args=[mandate.pk]), {"revision": mandate.revision})
    assert kinds() == ["mandate_sent", "mandate_accepted"]
    after = client.get(page)
    assert_clean(after)
    assert ("Send a power of attorney" in after.text, editor in after.context["signers"]) == (False, True)
    assert client.get(reverse("desk:mandate_file", args=[mandate.pk])).getvalue() == PDF
    mandate.refresh_from_db()
    client.post(reverse("desk:mandate_end", args=[mandate.pk]), {"revision": mandate.revision})
    assert editor not in client.get(page).context["signers"]


def test_a_refusal_has_a_reason_that_the_person_is_sent(company: Company) -> None:
    mandate = sent(company, editor_of(company))
    with pytest.raises(DomainError) as refused:
        refuse_mandate(mandate.pk, reason=" ", seen=mandate.revision, actor=organizer(), at=NOON)
    assert refused.value.code == "reason_missing"
    refuse_mandate(mandate.pk, reason="It has expired.", seen=mandate.revision, actor=organizer(), at=NOON)
    assert (kinds()[-1], Email.objects.latest("pk").context["reason"]) == ("mandate_refused", "It has expired.")
    with pytest.raises(DomainError) as refused:
        accept_mandate(mandate.pk, seen=None, actor=organizer(), at=NOON)
    assert refused.value.code == "mandate_decided"


def test_viewers_and_strangers_send_none_and_nobody_decides_on_their_own(company: Company) -> None:
    for person in (editor_of(company, CompanyRole.VIEWER), owner_of(), organizer()):
        with pytest.raises(NotAllowed):
            sent(company, person)
    editor = editor_of(company)
    mandate = sent(company, editor)
    for person in (editor, owner_of(company), organizer(OrganizerRole.FINANCE), organizer(OrganizerRole.FLOOR_PLANNER)):
        with pytest.raises(NotAllowed):
            accept_mandate(mandate.pk, seen=None, actor=person, at=NOON)
    for person in (editor_of(company), owner_of()):
        with pytest.raises(NotAllowed):
            end_mandate(mandate.pk, actor=person, at=NOON)
    assert signed_in(owner_of()).get(reverse("desk:mandate_file", args=[mandate.pk])).status_code == 404


def test_a_person_has_one_power_of_attorney_at_a_time(company: Company) -> None:
    editor = editor_of(company)
    sent(company, editor)
    with pytest.raises(DomainError) as refused:
        sent(company, editor)
    assert refused.value.code == "mandate_one_stands"


def test_who_holds_one_and_becomes_a_viewer_signs_nothing(company: Company) -> None:
    editor = editor_of(company)
    accept_mandate(sent(company, editor).pk, seen=None, actor=organizer(), at=NOON)
    assert editor in signers_of(company.pk)
    change_role(editor.memberships.get().pk, role=CompanyRole.VIEWER, actor=owner_of(company), at=NOON)
    assert editor not in signers_of(company.pk)


@pytest.mark.parametrize("change", [{"file": "documents/other.pdf"}, {"name": "Bo"}, {"digest": "0" * 64}])
def test_what_was_sent_stands_in_the_database(company: Company, change: dict[str, str]) -> None:
    sent(company, editor_of(company))
    with pytest.raises(DatabaseError), transaction.atomic():
        Mandate.objects.update(**change)


def test_a_mandate_is_given_to_no_other_person(company: Company) -> None:
    sent(company, editor_of(company))
    with pytest.raises(DatabaseError), transaction.atomic():
        Mandate.objects.update(person=owner_of())


def test_owners_let_editors_sign_on_the_people_page(company: Company) -> None:
    owner, editor = Membership.objects.get(company=company).user, editor_of(company)
    own, page = editor.memberships.get(), reverse("desk:members", args=[company.pk])
    client, address = signed_in(owner), reverse("desk:member_signing", args=[own.pk])
    shown = client.get(page)
    assert_clean(shown)
    assert address in shown.text
    client.post(address, {"revision": own.revision, "may_sign": "true"})
    own.refresh_from_db()
    assert (own.may_sign, editor in signers_of(company.pk)) == (True, True)
    stale = client.post(address, {"revision": own.revision - 1, "may_sign": "false"}, follow=True)
    assert "This has been changed since you opened the page" in stale.text
    for other in (editor, organizer()):
        page_of_other = signed_in(other).get(page)
        assert address not in page_of_other.text
        signed_in(other).post(address, {"revision": own.revision, "may_sign": "false"})
    own.refresh_from_db()
    assert own.may_sign is True


@pytest.mark.parametrize("is_removed", [True, False])
def test_power_of_attorney_ends_with_the_role_and_does_not_come_back(company: Company, is_removed: bool) -> None:
    editor, owner = editor_of(company), owner_of(company)
    mandate = accept_mandate(sent(company, editor).pk, seen=None, actor=organizer(), at=NOON)
    own = editor.memberships.get()
    if is_removed:
        remove_member(own.pk, actor=owner, at=NOON)
        MembershipFactory(company=company, user=editor, role=CompanyRole.EDITOR)
    else:
        change_role(own.pk, role=CompanyRole.VIEWER, actor=owner, at=NOON)
        change_role(own.pk, role=CompanyRole.EDITOR, actor=owner, at=NOON)
    mandate.refresh_from_db()
    assert (mandate.state, mandate.decided_by, editor in signers_of(company.pk)) == ("ended", owner, False)


def test_taking_back_the_right_says_that_a_power_of_attorney_still_gives_it(company: Company) -> None:
    owner, editor = Membership.objects.get(company=company).user, editor_of(company)
    own, client = editor.memberships.get(), signed_in(owner)
    address = reverse("desk:member_signing", args=[own.pk])
    client.post(address, {"revision": own.revision, "may_sign": "true"})
    accept_mandate(sent(company, editor).pk, seen=None, actor=organizer(), at=NOON)
    own.refresh_from_db()
    page = client.post(address, {"revision": own.revision, "may_sign": "false"}, follow=True)
    assert_clean(page)
    assert "A power of attorney still lets this person sign. End it to change that." in page.text
    assert page.context["signers"] == signers_of(company.pk)
    assert editor in signers_of(company.pk)


def test_organizers_accept_no_power_of_attorney_of_a_company_of_theirs(company: Company) -> None:
    director = organizer()
    MembershipFactory(company=company, user=director, role=CompanyRole.EDITOR)
    mandate = sent(company, director)
    with pytest.raises(DomainError) as refused:
        accept_mandate(mandate.pk, seen=None, actor=director, at=NOON)
    assert refused.value.code == "own_company"


def test_name_in_a_power_of_attorney_carries_no_web_address(company: Company) -> None:
    file, editor = scan("poa.pdf", PDF), editor_of(company)
    with pytest.raises(DomainError) as refused:
        send_mandate(company.pk, name="Win at evil.com", file=file, actor=editor, at=NOON)
    assert (refused.value.code, refused.value.field) == ("web_address", "name")
