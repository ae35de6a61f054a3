"""The yearly audit's view: who may do what."""

import csv
import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rules.permissions import permissions

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from pavilions.floor.staff.queries import EVERY_ROLE, people_with_access, permission_matrix, roles_of
from pavilions.states import OrganizerRole, Section
from tests.clients import signed_in
from tests.factories import SectorFactory, UserFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ACCESS, PERMISSIONS = "/organizer/staff/access/", "/organizer/staff/permissions/"


def test_people_with_their_roles_limits_and_second_factors() -> None:
    UserFactory.create()  # a visitor, who may do nothing
    reviewer = organizer(OrganizerRole.REVIEWER, sections=[Section.BUSINESS], sectors=[SectorFactory(name="Food")])
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=reviewer, type=kind, data={})
    admin = User.objects.create_superuser("admin@example.org")
    people = {person.pk: (roles_of(person), person.factors) for person in people_with_access()}  # type: ignore[attr-defined]
    assert people[admin.pk] == (["superuser", "admin pages"], [])
    assert people[reviewer.pk][1] == ["totp"]
    assert "Food" in people[reviewer.pk][0][0]
    assert len(people) == 2


def test_page_filters_and_files() -> None:
    director = organizer()
    organizer(OrganizerRole.FINANCE)
    browser = signed_in(director)
    assert_clean(browser.get(ACCESS))
    assert director.email not in browser.get(ACCESS, {"role": "finance"}).text.split('id="rows"')[1]
    assert browser.get(ACCESS, {"search": "nobody", "factor": "none"}).status_code == 200
    lines = browser.get(f"{ACCESS}export/csv/").getvalue().decode("utf-8-sig").splitlines()
    assert len(list(csv.reader(lines))) == 3
    assert browser.get(f"{ACCESS}export/xlsx/").status_code == 200
    assert_clean(browser.get(PERMISSIONS))
    assert len(browser.get(f"{PERMISSIONS}export/csv/").getvalue().decode().splitlines()) == 1 + len(permissions)


def test_only_who_appoints_staff_sees_it() -> None:
    finance = signed_in(organizer(OrganizerRole.FINANCE))
    assert {finance.get(address).status_code for address in (ACCESS, PERMISSIONS)} == {403}


def test_as_many_queries_for_ten_people_as_for_two() -> None:
    browser = signed_in(organizer())

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            browser.get(ACCESS)
        return len(seen)

    queries()
    few = queries()
    for _number in range(8):
        organizer(OrganizerRole.FINANCE)
    assert queries() == few


def test_the_matrix_says_what_the_rules_answer() -> None:
    """Rules are alternatives of named questions, which no more than a merged company takes back."""
    for rule in permissions.values():
        assert re.fullmatch(r"[\w|() ]+(& ~is_merged\))?", rule.name), rule.name
    people = {role: organizer(OrganizerRole(role)) for role in EVERY_ROLE}
    people["admin"] = User.objects.create_superuser("admin@example.org")
    of_code = {row.code: row for row in permission_matrix()}
    for code in ("pavilions.plan_floor", "pavilions.appoint_staff", "pavilions.enter_organizer_desk"):
        answers = {role for role, person in people.items() if allowed(code, person)}
        assert answers == of_code[code].roles
