"""Roles given, offered or taken are in the security log, for every operation."""

from collections.abc import Callable

import pytest

from ciie.accounts.models import User
from ciie.audit.history import LABELS
from ciie.audit.models import SecurityEvent
from exhibitors.companies.models import Membership
from exhibitors.companies.operations import (
    accept_invitation,
    add_member,
    change_role,
    invite_colleague,
    register_company,
    remove_member,
    set_signing_right,
)
from exhibitors.companies.states import CompanyRole
from pavilions.floor.staff.models import Appointment
from pavilions.floor.staff.operations import (
    accept_staff_invitation,
    appoint_staff,
    end_appointment,
    invite_staff,
    limit_appointment,
)
from pavilions.national.national_pavilions.operations.pavilion_managers import (
    accept_manager_invitation,
    dismiss_manager,
    invite_manager,
)
from pavilions.states import OrganizerRole, Section
from tests.factories import (
    NOON,
    AppointmentFactory,
    CompanyFactory,
    MembershipFactory,
    NationalPavilionFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db

ANA, ADMIN, DIRECTOR, OWNER = "ana@example.org", "admin@example.org", "director@example.org", "owner@example.org"
WITHOUT_ROLES = {"exhibitors.member.uninvited", "pavilions.staff.uninvited", "pavilions.pavilion.manager_uninvited"}
FIRST_PERSON = {"pavilions.staff.founded"}
"""Tried where an empty installation is set up."""
OF_BLOCKS = {"exhibitors.block.manager_named", "exhibitors.block.manager_dismissed"}
"""Tried where blocks are."""


def ana() -> User:
    made: User = User.objects.filter(email=ANA).first() or UserFactory(email=ANA)
    return made


def director() -> User:
    person = organizer()
    User.objects.filter(pk=person.pk).update(email=DIRECTOR)
    found: User = User.objects.get(pk=person.pk)
    return found


def member_joins() -> None:
    company = CompanyFactory()
    invitation = invite_colleague(company.pk, email=ANA, role=CompanyRole.EDITOR, actor=owner_of(company), at=NOON)
    accept_invitation(invitation.pk, actor=ana(), at=NOON)


def staff_joins() -> None:
    invitation = invite_staff(email=ANA, role=OrganizerRole.FINANCE, actor=organizer(), at=NOON)
    accept_staff_invitation(invitation.pk, actor=ana(), at=NOON)


def manager_joins_and_leaves() -> None:
    pavilion = NationalPavilionFactory()
    invitation = invite_manager(pavilion.pk, email=ANA, actor=organizer(), at=NOON)
    accept_manager_invitation(invitation.pk, actor=ana(), at=NOON)
    dismiss_manager(pavilion.pk, ana().pk, actor=director(), at=NOON)


def colleague() -> Membership:
    company = MembershipFactory().company
    found: Membership = MembershipFactory(company=company, user=ana(), role=CompanyRole.EDITOR)
    return found


def superuser() -> User:
    made: User = UserFactory(email=ADMIN, is_superuser=True)
    return made


ACTS: dict[str, tuple[Callable[[], object], list[tuple[str, str]]]] = {
    "exhibitors.member.joined exhibitors.member.invited": (
        member_joins,
        [("role_offered", "editor"), ("role_given", "editor")],
    ),
    "exhibitors.member.added": (
        lambda: add_member(CompanyFactory().pk, ana().pk, role=CompanyRole.VIEWER, actor=superuser(), at=NOON),
        [("role_given", "viewer")],
    ),
    "exhibitors.member.changed": (
        lambda: change_role(colleague().pk, role=CompanyRole.OWNER, actor=superuser(), at=NOON),
        [("role_changed", "owner")],
    ),
    "exhibitors.member.signing_set": (
        lambda: set_signing_right((of := colleague()).pk, may_sign=True, actor=owner_of(of.company), at=NOON),
        [("role_changed", "editor, may sign")],
    ),
    "exhibitors.member.removed": (
        lambda: remove_member(colleague().pk, actor=superuser(), at=NOON),
        [("role_ended", "editor")],
    ),
    "pavilions.staff.joined pavilions.staff.invited": (
        staff_joins,
        [("role_offered", "finance"), ("role_given", "finance")],
    ),
    "pavilions.staff.appointed": (
        lambda: appoint_staff(ana().pk, role=OrganizerRole.REVIEWER, actor=superuser(), at=NOON),
        [("role_given", "reviewer")],
    ),
    "pavilions.staff.limited": (
        lambda: limit_appointment(
            appointment().pk, sections=[Section.NATIONAL], sector_ids=[], actor=director(), at=NOON
        ),
        [("role_changed", "reviewer")],
    ),
    "pavilions.staff.dismissed": (
        lambda: end_appointment(appointment().pk, actor=director(), at=NOON),
        [("role_ended", "reviewer")],
    ),
    "pavilions.pavilion.manager_joined pavilions.pavilion.manager_invited pavilions.pavilion.manager_left": (
        manager_joins_and_leaves,
        [("role_offered", "pavilion manager"), ("role_given", "pavilion manager"), ("role_ended", "pavilion manager")],
    ),
}


def appointment() -> Appointment:
    made: Appointment = AppointmentFactory(user=ana(), role=OrganizerRole.REVIEWER)
    return made


@pytest.mark.parametrize("codes", ACTS)
def test_roles_are_logged(codes: str) -> None:
    act, expected = ACTS[codes]
    act()
    events = SecurityEvent.objects.filter(kind__startswith="role_").order_by("pk")
    assert [(event.kind, event.details["role"]) for event in events] == expected
    for event in events:
        assert (event.person_email or event.details["email"]) == ANA
        assert event.actor_id


def test_who_registers_a_company_is_logged_as_its_owner() -> None:
    register_company({"name": "Lyon Robotics", "country": "FR"}, actor=UserFactory(email=OWNER), at=NOON)
    event = SecurityEvent.objects.get()
    assert (event.kind, event.person_email, event.details) == (
        "role_given",
        OWNER,
        {"role": "owner", "of": "Lyon Robotics"},
    )


def test_every_operation_on_roles_is_tried() -> None:
    """A new operation that gives or takes roles must say so in the security log, and be tried here."""
    of_roles = {
        code for code in LABELS if code.startswith(("exhibitors.member.", "pavilions.staff.")) or ".manager_" in code
    }
    assert of_roles == {code for codes in ACTS for code in codes.split()} | WITHOUT_ROLES | FIRST_PERSON | OF_BLOCKS
