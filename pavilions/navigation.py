"""The menu entries: the edition, the national exhibition, the team, and a manager's own pavilion."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.web.navigation import Entry, Group
from pavilions.national.national_pavilions.queries.national_pavilions import managed_by


def running(request: HttpRequest) -> Iterator[Group]:
    if allowed("pavilions.enter_organizer_desk", request.user):
        texts = (
            Entry(_("Site pages"), reverse("site_pages:list"), "file-text"),
            Entry(_("Emails"), reverse("mail_texts:list"), "mail"),
        )
        may_name = allowed("pavilions.name_countries", request.user)
        names = Entry(_("Country names"), reverse("country_names:list"), "globe")
        names_of_countries = (names,) if may_name else ()
        yield Group(
            label=_("Expo operations"),
            entries=(
                Entry(_("Editions and capacities"), reverse("edition:list"), "calendar"),
                Entry(_("Sectors"), reverse("sectors:list"), "tags"),
                Entry(_("Floor plans"), reverse("hall_plans:list"), "map", also=("/organizer/drafts/",)),
                Entry(_("Venue rules"), reverse("safety:sets"), "ruler"),
                Entry(_("National exhibition"), reverse("pavilion:list"), "flag"),
                Entry(_("Themed areas"), reverse("themed_areas:list"), "sparkles"),
                Entry(_("Programme"), reverse("programme:events"), "calendar-days"),
                Entry(_("Forum topics"), reverse("topics:topics"), "messages-square"),
                Entry(_("Team"), reverse("staff:list"), "users"),
                *(texts if allowed("pavilions.write_site_pages", request.user) else ()),
                *names_of_countries,
            ),
            folds=True,
        )


def own_pavilion(request: HttpRequest) -> Iterator[Group]:
    if isinstance(request.user, User) and managed_by(request.user).exists():
        yield Group(
            label=_("National exhibition"), entries=(Entry(_("My pavilion"), reverse("pavilion:mine"), "flag"),)
        )
