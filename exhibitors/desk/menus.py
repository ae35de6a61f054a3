"""The menus of organizers and of exhibitors: what each person may open, with the number of items that wait there."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.web.brand import brand_of
from ciie.web.navigation import Entry, Group
from exhibitors.bookings.blocks.queries import blocks_visible_to
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.companies.company_ownership.queries import open_requests
from exhibitors.companies.mandates.queries import waiting_mandates
from exhibitors.companies.models import Membership
from exhibitors.companies.queries import companies_to_check, name_changes_to_decide
from exhibitors.companies.states import CompanyRole
from exhibitors.companies.views.access import current_membership, memberships_at_hand
from exhibitors.money.approvals.queries import waiting_count
from exhibitors.office.imports.operations import PERMISSIONS
from exhibitors.states import AWAITING_DECISION
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.staff.rules import appointments_of
from pavilions.national.national_pavilions.queries.national_pavilions import latest_managed_by


def organizer_menu(request: HttpRequest) -> Iterator[Group]:
    if not allowed("pavilions.enter_organizer_desk", request.user):
        return
    edition = edition_shown(request)
    awaiting = Booking.objects.none() if edition is None else decidable_by(request.user).filter(edition=edition)
    waiting = awaiting.filter(state__in=AWAITING_DECISION).count()
    unverified = companies_to_check().count() if allowed("exhibitors.verify_companies", request.user) else 0
    renames = name_changes_to_decide().count() if allowed("exhibitors.decide_names", request.user) else 0
    requests = open_requests().count() if allowed("exhibitors.decide_ownership", request.user) else 0
    mandates = waiting_mandates().count() if allowed("exhibitors.decide_mandates", request.user) else 0
    checks = reverse("organizer:company_checks")
    yield Group(
        _("Organizer"),
        (
            Entry(_("Overview"), reverse("organizer:dashboard"), "layout-dashboard"),
            Entry(_("Work queue"), reverse("organizer:queue"), "inbox", waiting),
            Entry(_("Bookings"), reverse("organizer:bookings"), "clipboard-list"),
            Entry(_("Booths"), reverse("organizer:booths"), "map"),
            Entry(_("Blocks"), reverse("organizer:shared_blocks"), "grid-2x2"),
            Entry(_("Co-exhibitors"), reverse("organizer:co_exhibitors"), "users"),
        ),
    )
    shown = None if edition is None else edition.number
    proposed = waiting_count(edition) if edition and allowed("exhibitors.see_approvals", request.user) else 0
    sales = tuple(replace(entry, scope=shown) for entry in _sales(request, proposed))
    yield Group(_("Sales and payments"), sales, folds=True)
    yield Group(
        _("Companies"),
        (
            Entry(_("Companies"), reverse("organizer:companies"), "building-2"),
            Entry(_("Unusual claims"), reverse("organizer:unusual_claims"), "triangle-alert"),
            Entry(_("Company verification"), checks, "shield-check", unverified),
            *((Entry(_("Ownership requests"), f"{checks}#ownership", "building-2", requests),) if requests else ()),
            *((Entry(_("Changes of names"), f"{checks}#names", "pencil", renames),) if renames else ()),
            *((Entry(_("Powers of attorney"), reverse("organizer:mandates"), "pencil", mandates),) if mandates else ()),
            Entry(_("Countries"), reverse("organizer:nations"), "globe"),
            Entry(_("Exhibits"), reverse("organizer:exhibits"), "sparkles"),
            Entry(_("Upper decks"), reverse("organizer:upper_decks"), "layers"),
            Entry(_("Deals"), reverse("organizer:deals"), "handshake", also=(reverse("organizer:rates"),)),
            Entry(_("Roadshows"), reverse("organizer:roadshows"), "megaphone"),
        ),
        folds=True,
    )
    yield Group(
        _("Communication"),
        (
            Entry(_("Questions to exhibitors"), reverse("organizer:questions"), "circle-help"),
            Entry(_("Messages"), reverse("organizer:mailings"), "mail"),
            Entry(_("Email batches"), reverse("organizer:mail_batches"), "send", scope=shown),
            Entry(_("Undelivered emails"), reverse("organizer:mail_undelivered"), "triangle-alert"),
            Entry(_("Bulletins"), reverse("organizer:bulletins"), "newspaper"),
        ),
        folds=True,
    )
    figures = (reverse("organizer:figures"),)
    yield Group(
        _("Figures"),
        (
            Entry(_("Revenue"), reverse("organizer:revenue"), "chart-column", scope=shown),
            Entry(_("Published figures"), reverse("organizer:published_figures"), "chart-column"),
            Entry(_("Reconciliation"), reverse("organizer:reconciliation"), "list-checks", also=figures),
        ),
        folds=True,
    )


def _sales(request: HttpRequest, waiting: int) -> Iterator[Entry]:
    yield Entry(_("Prices"), reverse("organizer:prices"), "list-checks")
    yield Entry(_("Offers"), reverse("organizer:offers"), "send", also=(reverse("organizer:sales_settings"),))
    yield Entry(_("Contracts"), reverse("organizer:contracts"), "file-text")
    yield Entry(_("Requests for less space"), reverse("organizer:reduction_requests"), "circle-help")
    if allowed("exhibitors.run_invoices", request.user):
        yield Entry(_("Invoices"), reverse("organizer:invoices"), "file-text")
        yield Entry(_("Late invoices"), reverse("organizer:late"), "clock")
        yield Entry(_("Cancellations"), reverse("organizer:cancellations"), "ban")
    if allowed("exhibitors.run_payments", request.user):
        yield Entry(_("Receivables"), reverse("organizer:receivables"), "clock")
        yield Entry(_("Payments"), reverse("organizer:payments"), "handshake")
        accounts = (reverse("organizer:bank_accounts"),)
        yield Entry(_("Bank statements"), reverse("organizer:statements"), "list-checks", also=accounts)
    if allowed("exhibitors.see_approvals", request.user):
        yield Entry(_("Second approvals"), reverse("organizer:approvals"), "users", waiting)


def running(request: HttpRequest) -> Iterator[Group]:
    """Yield the entries that join the group which `pavilions.navigation.running` begins."""
    if not allowed("pavilions.enter_organizer_desk", request.user):
        return
    may_import = any(allowed(permission, request.user) for permission in PERMISSIONS.values())
    yield Group(
        _("Expo operations"),
        (
            Entry(_("Set up"), reverse("organizer:launch"), "list-checks"),
            Entry(_("Terms of participation"), reverse("organizer:terms"), "file-text"),
            *((Entry(_("Imports"), reverse("imports:list"), "upload"),) if may_import else ()),
        ),
        folds=True,
    )


def exhibitor_menu(request: HttpRequest) -> Iterator[Group]:
    """Yield the menu of people who belong to companies, and of those who belong to none yet."""
    if not isinstance(request.user, User):
        return
    if "national" not in brand_of(request).off:
        yield Group(_("National exhibition"), tuple(_exhibits_of_pavilions(request.user)))
    memberships = memberships_at_hand(request.user)
    if not memberships and (request.user.is_superuser or appointments_of(request.user)):
        return
    desk = (
        Entry(_("Overview"), reverse("desk:dashboard"), "layout-dashboard"),
        Entry(_("Bookings"), reverse("desk:bookings"), "clipboard-list"),
    )
    yield Group(_("Exhibitor"), desk)
    yield Group(_("Your blocks"), tuple(_blocks_run_by(request.user)))
    if current := current_membership(request, memberships):
        yield Group(current.company.name, tuple(_for_company(current)))


def _exhibits_of_pavilions(person: User) -> Iterator[Entry]:
    """Yield the exhibits of each participant whose pavilion this person manages, at its latest edition."""
    latest: dict[str, int] = {}
    for pavilion in latest_managed_by(person):
        latest.setdefault(str(pavilion), pavilion.pk)
    for name, pk in latest.items():
        label = _("Exhibits of %(pavilion)s") % {"pavilion": name}
        yield Entry(label, reverse("exhibits:list", args=["pavilion", pk]), "sparkles")


def _blocks_run_by(person: User) -> Iterator[Entry]:
    """Yield the blocks run by this person's companies or by this person, as long as they have not been returned."""
    for pk, name in blocks_visible_to(person).filter(returned_at=None).order_by("name", "pk").values_list("pk", "name"):
        yield Entry(name, reverse("desk:block", args=[pk]), "grid-2x2")


def _for_company(membership: Membership) -> Iterator[Entry]:
    address = {"company": membership.company_id}
    if membership.role != CompanyRole.VIEWER:
        yield Entry(_("Choose booths"), reverse("desk:halls", kwargs=address), "map")
        yield Entry(_("Apply for space"), reverse("desk:apply", kwargs=address), "ruler")
    yield Entry(_("Exhibits"), reverse("exhibits:list", args=["company", membership.company_id]), "sparkles")
    yield Entry(_("Group pavilions"), reverse("desk:blocks", kwargs=address), "grid-2x2")
    yield Entry(_("Deals"), reverse("desk:deals", kwargs=address), "handshake")
    if membership.role == CompanyRole.OWNER:
        yield Entry(_("Invoices and payments"), reverse("desk:account", kwargs=address), "file-text")
    yield Entry(_("Company record"), reverse("desk:company", kwargs=address), "building-2")
    yield Entry(_("Billing"), reverse("desk:billing", kwargs=address), "file-text")
    signing = reverse("desk:mandates", kwargs=address)
    yield Entry(_("People"), reverse("desk:members", kwargs=address), "users", also=(signing,))
