"""Strangers try to become the owner of a listed company, or to verify one of their own, by a domain that many share."""

from datetime import timedelta

import pytest
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import (
    decline_ownership,
    grant_ownership,
    object_to_claim,
    settle_claim,
    vouch_for_domains,
    withdraw_request,
)
from exhibitors.companies.company_ownership.states import RequestState
from exhibitors.companies.identifiers import own_domain_of_address, own_domain_of_site
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.operations import change_company, invite_colleague, register_company
from exhibitors.companies.states import CompanyRole, Verification
from tests.exhibitors.company_ownership.claims import (
    CONTACT,
    claimed,
    deliver,
    letters,
    listed_company,
    person,
    role_of,
)
from tests.factories import NOON, BoothFactory, MembershipFactory, organizer

pytestmark = pytest.mark.django_db

MAIL_SERVICES = [
    "wo.cn", "263.net", "hotmail.com.cn", "nate.com", "kakao.com", "daum.net", "docomo.ne.jp", "ezweb.ne.jp",
    "softbank.ne.jp", "nifty.com", "ocn.ne.jp", "hinet.net", "pchome.com.tw", "netvigator.com", "etisalat.ae",
    "emirates.net.ae", "walla.co.il", "netvision.net.il", "sfr.fr", "tin.it", "pec.it", "aruba.it", "legalmail.it",
    "telia.com", "online.no", "otenet.gr", "tuta.com", "hey.com", "mailbox.org", "cantv.net", "gmail.com", "qq.com",
    "163.com", "naver.com", "hanmail.net", "arubapec.it", "postecert.it", "t-online.de", "wanadoo.fr",
    "btinternet.com", "bigpond.com", "rediffmail.com", "mail.ru",
]  # fmt: skip
PORTALS = [
    "1688.com", "taobao.com", "jd.com", "made-in-china.com", "globalsources.com", "linkedin.com", "google.com",
    "amazon.com", "facebook.com", "alibaba.com", "weibo.com", "instagram.com", "indiamart.com", "europages.com",
    "wordpress.com",
]  # fmt: skip


@pytest.mark.parametrize("domain", [*MAIL_SERVICES, *PORTALS])
def test_address_at_a_shared_domain_never_supports_a_claim(domain: str) -> None:
    company = listed_company(website=f"https://{domain}/acme", contact_email=f"sales-office@{domain}")
    attacker = person(f"attacker@{domain}")
    request = claimed(company, attacker)
    assert (request.state, request.proof, role_of(attacker, company)) == (RequestState.WAITING, "", None)
    assert settle_claim(request.pk, actor=SYSTEM, at=NOON + timedelta(days=100)) is False
    assert role_of(attacker, company) is None


@pytest.mark.parametrize(
    "address",
    ["https://sites.google.com/view/acme", "https://acme.en.alibaba.com", "https://acme.en.made-in-china.com"],
)
def test_page_at_a_portal_names_no_domain(address: str) -> None:
    assert own_domain_of_site(address) is None


@pytest.mark.parametrize("address", ["x@mail.docomo.ne.jp", "x@pec.acme.legalmail.it", "X@NATE.COM", "x@ms1.hinet.net"])
def test_names_below_a_shared_domain_are_shared_too(address: str) -> None:
    assert own_domain_of_address(address) is None


def test_contact_address_alone_supports_nothing() -> None:
    company = listed_company(website="", contact_email="sales@unlisted-mail-service.com")
    attacker = person("attacker@unlisted-mail-service.com")
    assert (claimed(company, attacker).state, role_of(attacker, company)) == (RequestState.WAITING, None)


def test_contact_address_alone_verifies_no_company() -> None:
    record = {"name": "Acme Ltd", "country": "GB", "contact_email": "sales@unlisted-mail-service.com"}
    company = register_company(record, actor=person("attacker@unlisted-mail-service.com"), at=NOON)
    assert company.verification == Verification.UNVERIFIED


def test_stranger_with_an_address_at_the_domain_does_not_own_the_company_at_once() -> None:
    director, attacker = organizer(), person("attacker@acme.co.uk")
    company = listed_company()
    request = claimed(company, attacker, "")
    assert (request.state, role_of(attacker, company)) == (RequestState.ANNOUNCED, None)
    assert [mail.to for mail in Email.objects.order_by("pk")] == [[CONTACT], [director.email]]
    assert (request.contact_email, request.objections_until) == (CONTACT, NOON + timedelta(days=5))


def test_stranger_can_do_nothing_for_the_company_while_the_claim_is_open() -> None:
    company, attacker, booth = listed_company(), person("attacker@acme.co.uk"), BoothFactory()
    claimed(company, attacker)
    by = {"actor": attacker, "at": NOON}
    for attempt in (
        lambda: hold_booths(company.pk, booth.plan.edition_id, [booth.pk], **by),  # type: ignore[arg-type]
        lambda: change_company(company.pk, {"name": "Mine"}, **by),  # type: ignore[arg-type]
        lambda: invite_colleague(company.pk, email="eve@evil.example", role=CompanyRole.OWNER, **by),  # type: ignore[arg-type]
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Membership.objects.count() == 0


def test_organizer_does_not_grant_a_claim_of_their_own() -> None:
    director = organizer()
    request = claimed(listed_company(website=""), director)
    with pytest.raises(DomainError, match="cannot decide on your own claim"):
        grant_ownership(request.pk, seen=None, actor=director, at=NOON)
    viewer = MembershipFactory(company=request.company, user=organizer(), role=CompanyRole.VIEWER).user
    with pytest.raises(DomainError, match="You belong to Acme Ltd"):
        grant_ownership(request.pk, seen=None, actor=viewer, at=NOON)


def test_company_is_not_held_back_by_a_stranger_who_names_its_domain() -> None:
    company = listed_company()
    squatter = {"name": "Squat", "country": "FR", "website": "https://acme.co.uk"}
    register_company(squatter, actor=person("squatter@evil-example.com"), at=NOON)
    assert claimed(company).state == RequestState.WAITING


@pytest.mark.parametrize("typed", ["nate.com", "gmail.com", "sites.google.com", "pec.it", "co.uk", "not a domain", "x"])
def test_organizer_cannot_vouch_for_a_shared_domain_by_mistake(typed: str) -> None:
    company = listed_company()
    with pytest.raises(Invalid, match="not the domain of a single company") as refusal:
        vouch_for_domains(company.pk, [typed], actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("domain_shared", "domains")
    assert Company.objects.get().mail_domains == []


def test_domain_for_which_the_organizer_vouches_supports_a_claim() -> None:
    company = listed_company(website="")
    vouch_for_domains(company.pk, ["@Mail.Acme-Group.com", "acme-group.com"], actor=organizer(), at=NOON)
    company.refresh_from_db()
    assert company.mail_domains == ["acme-group.com"]
    assert claimed(company, person("jo@acme-group.com")).proof == "acme-group.com"


def test_only_who_verifies_companies_vouches() -> None:
    company = listed_company()
    with pytest.raises(NotAllowed):
        vouch_for_domains(company.pk, ["acme.com"], actor=person("jo@acme.co.uk"), at=NOON)
    with pytest.raises(DomainError, match="changed since"):
        vouch_for_domains(company.pk, ["acme.com"], seen=company.revision + 1, actor=organizer(), at=NOON)


def test_letter_to_the_contact_carries_no_words_of_the_stranger() -> None:
    attacker = person("attacker@acme.co.uk")
    attacker.name = "Win 500 EUR at https://evil.example/prize"
    attacker.save()
    claimed(listed_company(), attacker, "See https://evil.example")
    deliver()
    (letter,) = letters("ownership_claimed")
    assert "evil.example" not in str(letter.context)
    assert letter.context["email"] == "attacker@acme.co.uk"
    assert OwnershipRequest.objects.get().statement == "See https://evil.example"


@pytest.mark.parametrize("is_declined", [True, False])
def test_claim_that_did_not_stand_is_not_granted_by_time_when_it_is_made_again(is_declined: bool) -> None:
    company, attacker, director = listed_company(), person("attacker@acme.co.uk"), organizer()
    first = claimed(company, attacker)
    if is_declined:
        decline_ownership(first.pk, reason="Unknown there", seen=None, actor=director, at=NOON)
    else:
        object_to_claim(first.pk, reason="Not one of us", actor=SYSTEM, at=NOON)
        withdraw_request(first.pk, actor=attacker, at=NOON)
    with pytest.raises(Invalid, match="State how you are connected"):
        claimed(company, attacker, "")
    again = claimed(company, attacker)
    accomplice = claimed(company, person("accomplice@acme.co.uk"))
    assert (again.state, accomplice.state) == (RequestState.WAITING, RequestState.WAITING)
    deliver()
    assert settle_claim(again.pk, actor=SYSTEM, at=NOON + timedelta(days=100)) is False
    assert role_of(attacker, company) is None


def test_claim_that_was_withdrawn_without_a_doubt_is_announced_again() -> None:
    company, user = listed_company(), person("jo@acme.co.uk")
    withdraw_request(claimed(company, user).pk, actor=user, at=NOON)
    assert claimed(company, user).state == RequestState.ANNOUNCED


def test_person_of_the_company_proves_nothing_by_a_website_that_they_may_have_written() -> None:
    company, editor = listed_company(), person("editor@acme.co.uk")
    MembershipFactory(company=company, user=editor, role=CompanyRole.EDITOR)
    assert claimed(company, editor).state == RequestState.WAITING


def test_organizer_does_not_vouch_for_domains_of_a_company_of_theirs() -> None:
    director, company = organizer(), listed_company()
    MembershipFactory(company=company, user=director, role=CompanyRole.VIEWER)
    with pytest.raises(DomainError, match="You belong to Acme Ltd"):
        vouch_for_domains(company.pk, ["acme.com"], actor=director, at=NOON)
