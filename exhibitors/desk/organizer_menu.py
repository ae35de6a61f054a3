"""The organizer's menu: what this person may open, with what waits behind it."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ciie.kernel.authority import allowed
from ciie.web.navigation import Entry, Group
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.companies.queries import companies_to_check
from exhibitors.imports.operations.import_runs import PERMISSIONS
from exhibitors.states import AWAITING_DECISION
from pavilions.editions.queries import current_edition


def menu(request: HttpRequest) -> Iterator[Group]:
    if not allowed("pavilions.enter_organizer_desk", request.user):
        return
    yield Group(
        label=_("Organizer"),
        entries=(
            Entry(_("Overview"), reverse("organizer:dashboard"), "layout-dashboard"),
            Entry(_("Work queue"), reverse("organizer:queue"), "inbox", _waiting(request)),
            Entry(_("Bookings"), reverse("organizer:bookings"), "clipboard-list"),
            Entry(_("Booths"), reverse("organizer:booths"), "map"),
            Entry(_("Companies"), reverse("organizer:companies"), "building-2"),
            Entry(_("Company verification"), reverse("organizer:company_checks"), "shield-check", _unverified(request)),
            Entry(_("Blocks"), reverse("organizer:shared_blocks"), "grid-2x2"),
            Entry(_("Co-exhibitors"), reverse("organizer:co_exhibitors"), "users"),
            Entry(_("Countries"), reverse("organizer:nations"), "globe"),
            Entry(_("Prices"), reverse("organizer:prices"), "list-checks"),
            Entry(_("Exhibits"), reverse("organizer:exhibits"), "sparkles"),
            Entry(_("Deals"), reverse("organizer:deals"), "handshake", also=(reverse("organizer:rates"),)),
            Entry(_("Roadshows"), reverse("organizer:roadshows"), "megaphone"),
            Entry(_("Bulletins"), reverse("organizer:bulletins"), "newspaper"),
            Entry(_("Published figures"), reverse("organizer:published_figures"), "chart-column"),
            Entry(
                _("Reconciliation"),
                reverse("organizer:reconciliation"),
                "list-checks",
                also=(reverse("organizer:figures"),),
            ),
            *_imports(request),
        ),
    )


def _imports(request: HttpRequest) -> Iterator[Entry]:
    """For those who may bring in anything."""
    if any(allowed(permission, request.user) for permission in PERMISSIONS.values()):
        yield Entry(_("Imports"), reverse("imports:list"), "upload")


def _unverified(request: HttpRequest) -> int:
    """How many companies wait for this person to verify them."""
    return companies_to_check().count() if allowed("exhibitors.verify_companies", request.user) else 0


def _waiting(request: HttpRequest) -> int:
    """How many bookings of the current edition await this person's decision, wait-listed ones too, as the page does."""
    edition = current_edition()
    if edition is None:
        return 0
    return decidable_by(request.user).filter(edition=edition, state__in=AWAITING_DECISION).count()
