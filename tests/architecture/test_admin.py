"""No admin page writes past an operation, and every change form carries the revision that its reader saw.

The list of admin pages is the registry's own, third-party apps included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import get_fields_from_path, label_for_field
from django.contrib.auth.models import AnonymousUser
from django.db.models import ForeignKey, Model
from django.forms import MultiWidget
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from ciie.accounts.models import User
from ciie.audit.admin_pages import OnlyOperationsWrite, ReadsLargeTables
from ciie.audit.admin_writing import WritesByOperations
from ciie.audit.history import LABELS
from ciie.web.lists import ROWS_PER_PAGE
from ciie.web.paging import BoundedPaginator
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import return_booking
from exhibitors.bookings.operations.submission import book_booths, submit_booking
from exhibitors.companies.states import CompanyRole
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole, Section
from pavilions.texts.countries.models import CountryName
from tests.clients import signed_in
from tests.factories import (
    NOON,
    AllotmentFactory,
    AppointmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    HallFactory,
    MembershipFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.page_forms import PageForm, forms_of
from tests.writes import writes_outside_operations

if TYPE_CHECKING:
    from django.forms import Form

type Page = Any
"""A `ModelAdmin`, mixed with what the audit adds."""

pytestmark = pytest.mark.django_db

ADMINS: list[Page] = sorted(admin.site._registry.values(), key=lambda each: each.model._meta.label)
WRITING_METHODS = (
    *("save_form", "save_model", "save_related", "save_formset", "delete_model", "delete_queryset"),
    *("changeform_view", "delete_view", "response_action", "changelist_view"),
)


@dataclass(frozen=True)
class Trial:
    """A row that may be changed and removed, what two people type into its form, and what adds another."""

    row: Callable[[], Model]
    first: dict[str, object]
    second: dict[str, object]
    added: Callable[[], dict[str, object]] | None = None


def second_owner() -> Model:
    membership: Model = MembershipFactory(company=MembershipFactory().company)
    return membership


def second_director() -> Model:
    AppointmentFactory()
    appointment: Model = AppointmentFactory()
    return appointment


EDITION: dict[str, object] = {
    "number": 8,
    "name": "8th Expo",
    "opens_date": "2025-11-05",
    "closes_date": "2025-11-10",
    "booking_opens_at_0": "2024-11-06",
    "booking_opens_at_1": "09:00",
    "cancel_until_date": "2025-07-31",
    "booking_closes_at_0": "2025-09-01",
    "booking_closes_at_1": "00:00",
    "hold_minutes": 30,
    "change_hours": 72,
    "currency": "CNY",
    "time_zone": "Asia/Shanghai",
    "undecided_booths_limit": 120,
    "undecided_sqm_limit": 6_000,
    "undecided_bookings_limit": 20,
    "person_booths_limit": 240,
    "person_sqm_limit": 12_000,
    "person_bookings_limit": 60,
    "unverified_booths_limit": 2,
    "unverified_sqm_limit": 36,
    "unverified_share_percent": 5,
    "undecided_days": 14,
    "larger_percent": 20,
    "ownership_objection_days": 3,
    "booking_steps": "by_hand",
    "offer_days": 14,
    "offer_reminder_days": 3,
}
HALL: dict[str, object] = {
    "venue_turn": 0,
    "name": "9H",
    "level": 1,
    "position": 1,
    "gross_area_sqm": "100",
    "outline": "[[0, 0], [1000, 0], [1000, 1000], [0, 1000]]",
}

TRIALS = {
    "accounts.User": Trial(
        UserFactory,
        {"name": "Ana Torres"},
        {"name": "Ana Ruiz"},
        lambda: {"email": "bo@example.org", "name": "Bo Chen", "language": "en", "password1": ""},
    ),
    "exhibitors.Company": Trial(CompanyFactory, {"city": "Lyon"}, {"city": "Nice"}),
    "exhibitors.Membership": Trial(
        second_owner,
        {"role": CompanyRole.EDITOR},
        {"role": CompanyRole.VIEWER},
        lambda: {"company": CompanyFactory().pk, "user": UserFactory().pk, "role": CompanyRole.EDITOR},
    ),
    "pavilions.CountryName": Trial(
        lambda: CountryName.objects.create(country="HK", english="Hong Kong, China"),
        {"english": "Hongkong"},
        {"english": "HK, China"},
        lambda: {"country": "MO", "english": "Macao, China", "chinese": "", "pinyin": ""},
    ),
    "pavilions.Allotment": Trial(
        AllotmentFactory,
        {"capacity_sqm": "800.00"},
        {"capacity_sqm": "700.00"},
        lambda: {
            "edition": EditionFactory().pk,
            "hall": HallFactory().pk,
            "section": Section.BUSINESS,
            "sector": SectorFactory().pk,
            "capacity_sqm": "100",
        },
    ),
    "pavilions.Appointment": Trial(
        second_director,
        {"sections": "business"},
        {"sections": "national"},
        lambda: {"user": UserFactory().pk, "role": OrganizerRole.FINANCE, "sections": "business"},
    ),
    "pavilions.Edition": Trial(EditionFactory, {"name": "First"}, {"name": "Second"}, lambda: EDITION),
    "pavilions.Hall": Trial(HallFactory, {"building": "5"}, {"building": "6"}, lambda: HALL),
    "pavilions.Sector": Trial(
        SectorFactory, {"name": "Foods"}, {"name": "Food"}, lambda: {"code": "food", "name": "Food", "position": 1}
    ),
}


@pytest.fixture
def person() -> User:
    found: User = UserFactory(is_staff=True, is_superuser=True)
    return found


@pytest.fixture
def client(person: User) -> Client:
    return signed_in(person)


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def label(page: Page) -> str:
    return str(page.model._meta.label)


UNSEEN = ("since you opened the page", "does not say which version you saw")


def removes(page: Page) -> bool:
    return type(page).remove_row is not WritesByOperations.remove_row


WRITING = [page for page in ADMINS if isinstance(page, WritesByOperations)]


def offers_import(page: Page) -> bool:
    try:
        address(page.model, "import")
    except NoReverseMatch:
        return False
    return True


def offers_writing(page: Page, person: User) -> bool:
    request = RequestFactory().get("/")
    request.user = person
    may = (page.has_add_permission, page.has_change_permission, page.has_delete_permission)
    return any(ask(request, None) if isinstance(page, InlineModelAdmin) else ask(request) for ask in may)


def writes_by_itself(page: Page, person: User) -> bool:
    """Whether a superuser can write here otherwise than by the operations that `WritesByOperations` names."""
    if offers_import(page) or page.list_editable:
        return True
    if any(offers_writing(inline(page.model, admin.site), person) for inline in page.inlines):
        return True
    if not isinstance(page, WritesByOperations):
        return offers_writing(page, person)
    ours = {name for name in WRITING_METHODS if hasattr(WritesByOperations, name)}
    return any(getattr(type(page), name) is not getattr(WritesByOperations, name) for name in ours)


def test_every_list_reads_its_page_alone() -> None:
    assert [page for page in ADMINS if not isinstance(page, ReadsLargeTables)] == []
    assert {page.paginator for page in ADMINS} == {BoundedPaginator}
    assert {page.show_full_result_count for page in ADMINS} == {False}
    assert {page.show_facets for page in ADMINS} == {admin.ShowFacets.NEVER}


def test_every_list_has_pages_of_one_size() -> None:
    assert {page.list_per_page for page in ADMINS} == {ROWS_PER_PAGE}


def test_no_list_has_what_our_template_of_rows_leaves_out() -> None:
    """`templates/admin/change_list_results.html` draws cells alone."""
    unused = ("list_editable", "list_sections", "ordering_field", "actions_row")
    assert {(label(page), name) for page in ADMINS for name in unused if getattr(page, name, None)} == set()


def test_what_is_searched_belongs_to_one_row() -> None:
    """Each row of a list is tested by one value of each field."""

    def leads_to_several(page: Page, field: str) -> bool:
        parts = get_fields_from_path(page.model, field.removeprefix("=").removesuffix("__iexact"))
        return any(each.many_to_many or each.one_to_many for each in parts)

    fields = {(label(page), field) for page in ADMINS for field in page.search_fields if leads_to_several(page, field)}
    assert fields == set()


def test_no_page_writes_by_itself(person: User) -> None:
    assert {label(page) for page in ADMINS if writes_by_itself(page, person)} == set()


@pytest.mark.parametrize("page", [page for page in ADMINS if isinstance(page, OnlyOperationsWrite)], ids=label)
def test_pages_for_reading_take_nothing_by_post(client: Client, page: Page) -> None:
    with writes_outside_operations() as written:
        assert client.post(address(page.model, "add"), {}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"}
        client.post(address(page.model, "changelist"), chosen)
        client.post(address(page.model, "change", 1), {"_save": "1"})
        client.post(address(page.model, "delete", 1), {"post": "yes"})
    assert written == set()
    assert "delete_selected" not in client.get(address(page.model, "changelist")).content.decode()


def test_every_page_that_writes_is_tried() -> None:
    assert {label(page) for page in WRITING} == TRIALS.keys()


@pytest.mark.parametrize("page", WRITING, ids=label)
def test_change_is_one_operation_that_history_names(client: Client, page: Page, person: User) -> None:
    trial = TRIALS[label(page)]
    row = trial.row()
    with writes_outside_operations() as written:
        answer = client.post(address(page.model, "change", row.pk), typed(client, page, row) | trial.first)
    assert (answer.status_code, written) == (302, set())
    assert actors_and_actions(row)[0] == (person.pk, True)


@pytest.mark.parametrize("page", WRITING, ids=label)
def test_second_reader_is_informed_and_keeps_what_was_typed(client: Client, page: Page) -> None:
    trial = TRIALS[label(page)]
    row = trial.row()
    seen = typed(client, page, row)
    client.post(address(page.model, "change", row.pk), typed(client, page, row) | trial.first)
    after_first = stored(row)
    answer = client.post(address(page.model, "change", row.pk), seen | trial.second)
    assert (answer.status_code, stored(row)) == (409, after_first)
    assert "since you opened the page" in answer.content.decode()
    form = answer.context["adminform"].form
    assert {name: form[name].value() for name in trial.second} == trial.second


@pytest.mark.parametrize("page", WRITING, ids=label)
def test_form_without_a_revision_is_refused_in_words(client: Client, page: Page) -> None:
    trial = TRIALS[label(page)]
    row = trial.row()
    before, sent = stored(row), typed(client, page, row) | trial.first
    del sent["revision"]
    answer = client.post(address(page.model, "change", row.pk), sent)
    assert (answer.status_code, stored(row)) == (422, before)
    assert "does not say which version you saw" in answer.content.decode()


@pytest.mark.parametrize("page", WRITING, ids=label)
def test_adding_is_one_operation_or_not_offered(client: Client, page: Page) -> None:
    added = TRIALS[label(page)].added
    rows = page.model._default_manager
    if added is None:
        assert client.post(address(page.model, "add"), {}).status_code == 403
        return
    sent, before = added(), rows.count()
    with writes_outside_operations() as written:
        answer = client.post(address(page.model, "add"), sent)
    assert (answer.status_code, written, rows.count()) == (302, set(), before + 1)


@pytest.mark.parametrize("page", WRITING, ids=label)
@pytest.mark.parametrize("several", [False, True])
def test_removing_is_one_operation(client: Client, page: Page, several: bool) -> None:
    row = TRIALS[label(page)].row()
    with writes_outside_operations() as written:
        where, confirmed = confirmation(client, page, row, several=several)
        client.post(where, confirmed)
    assert written == set()
    removed = not page.model._default_manager.filter(pk=row.pk).exists()
    assert removed is removes(page)


@pytest.mark.parametrize("page", [page for page in WRITING if removes(page)], ids=label)
@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("brings", ["old", "none"])
def test_what_was_changed_meanwhile_is_not_removed(client: Client, page: Page, several: bool, brings: str) -> None:
    trial = TRIALS[label(page)]
    row = trial.row()
    where, confirmed = confirmation(client, page, row, several=several)
    if brings == "old":
        client.post(address(page.model, "change", row.pk), typed(client, page, row) | trial.first)
    else:
        del confirmed["seen"]
    before = stored(row)
    answer = client.post(where, confirmed, follow=True)
    assert [sentence in answer.text for sentence in UNSEEN].count(True) == 1
    assert stored(row) == before


def test_action_of_a_list_decides_on_nothing_unseen(client: Client) -> None:
    booth, company = BoothFactory(), CompanyFactory()
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    listed = address(Booking, "changelist")
    (form,) = (form for form in forms_of(client.get(listed).text) if "seen" in form.values)
    chosen = form.filled(action="waitlist", _selected_action=booking.pk)
    return_booking(booking.pk, reason="Which products?", actor=organizer(), at=NOON)
    submit_booking(booking.pk, actor=owner_of(company), at=NOON)
    refused = client.post(listed, chosen, follow=True)
    assert "changed while you were viewing it" in refused.text
    unsaid = client.post(listed, {"action": "waitlist", "_selected_action": booking.pk}, follow=True)
    assert "does not say which version you saw" in unsaid.text
    booking.refresh_from_db()
    assert booking.state == BookingState.SUBMITTED


def confirmation(client: Client, page: Page, row: Model, *, several: bool) -> tuple[str, dict[str, object]]:
    """Where the answer to “Are you sure?” is sent, and what a browser sends."""
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}
    where = address(page.model, "changelist") if several else address(page.model, "delete", row.pk)
    asked = client.post(where, chosen) if several else client.get(where)
    (form,) = (form for form in forms_of(asked.text) if "post" in form.values) if removes(page) else (PageForm(""),)
    return where, form.filled() if removes(page) else {**chosen, "post": "yes"}


def typed(client: Client, page: Page, row: Model) -> dict[str, object]:
    """The change form as a browser would send it back untouched."""
    form: Form = client.get(address(page.model, "change", row.pk)).context["adminform"].form
    values: dict[str, object] = {}
    for bound in form:
        if isinstance(bound.field.widget, MultiWidget):
            parts = bound.field.widget.decompress(bound.value()) or []
            values |= {f"{bound.html_name}_{n}": str(part) for n, part in enumerate(parts)}
        else:
            values[bound.html_name] = bound.value()
    inlines = {
        f"{inline.model._meta.model_name}s-{name}_FORMS": 0 for inline in page.inlines for name in ("TOTAL", "INITIAL")
    }
    return {name: value for name, value in values.items() if value is not None} | inlines


def stored(row: Model) -> dict[str, object]:
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def actors_and_actions(row: Any) -> list[tuple[int, bool]]:
    """Who made each version of a row, the newest first, and whether a registered operation did."""
    events = row.events.select_related("pgh_context").order_by("-pgh_id")
    notes = [event.pgh_context.metadata for event in events if event.pgh_context]
    return [(note["actor"], note["action"] in LABELS) for note in notes]


@pytest.mark.parametrize("page", ADMINS, ids=lambda page: page.model._meta.label)
def test_every_choice_of_a_filter_is_allowed(page: Page) -> None:
    """A filter by a row whose key is another row's names both keys in its addresses, which Django then refuses."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    paths = [path for path in page.get_list_filter(request) if isinstance(path, str)]
    related = {path: get_fields_from_path(page.model, path)[-1] for path in paths}
    lookups = [
        f"{path}__{field.target_field.name}__exact" for path, field in related.items() if isinstance(field, ForeignKey)
    ]
    assert [lookup for lookup in lookups if not page.lookup_allowed(lookup, "1", request)] == []


def test_headings_of_our_lists_are_translated() -> None:
    """A relation without a `verbose_name` has the name of its field, whatever the language."""
    ours = [page for page in ADMINS if page.model.__module__.split(".")[0] in {"ciie", "pavilions", "exhibitors"}]
    assert ours
    with translation.override("zh-hans"):
        english = {
            f"{page.model.__name__}.{name}"
            for page in ours
            for name in page.list_display
            if name not in {"id", "__str__"} and str(label_for_field(name, page.model, page)).isascii()
        }
    assert english == set()
