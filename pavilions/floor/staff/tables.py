"""Tables of who has access, and of what each role may do, for pages and as files."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_tables2 as tables
from allauth.mfa.models import Authenticator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.kernel.wording import list_words
from ciie.tables.writing import Value
from pavilions.floor.staff.queries import PermissionRow, roles_of
from pavilions.states import OrganizerRole

NONE = "–"


class AccessTable(tables.Table):
    email = tables.Column(_("Person"))
    roles = tables.Column(_("Roles"), empty_values=(), orderable=False)
    factors = tables.Column(_("Second factor"), empty_values=(), orderable=False)
    last_login = tables.DateTimeColumn(verbose_name=_("Last sign-in"), default=NONE)
    live_tokens = tables.Column(_("API tokens"), attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    is_active = tables.Column(_("Active"), empty_values=())

    class Meta:
        order_by_field = "sort"

    def render_email(self, record: User) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>', record, record.email
        )

    def render_roles(self, record: User) -> str:
        return list_words(roles_of(record))

    def render_factors(self, record: Any) -> str:
        return _factors(record) or gettext("none")

    def render_is_active(self, record: User) -> str:
        return gettext("yes") if record.is_active else gettext("no")


def _factors(person: Any) -> str:
    return list_words(str(Authenticator.Type(kind).label) for kind in person.factors)


ACCESS_COLUMNS: Sequence[Value] = (
    *(_("Name"), _("Email address"), _("Roles"), _("Second factor"), _("Last sign-in"), _("API tokens"), _("Active")),
)


def access_rows(people: Iterable[Any]) -> Iterator[Sequence[Value]]:
    for person in people:
        active = gettext("yes") if person.is_active else gettext("no")
        yield (
            *(person.name, person.email, list_words(roles_of(person)), _factors(person) or gettext("none")),
            *(person.last_login, person.live_tokens, active),
        )


ROLES: Sequence[tuple[str, Any]] = (("admin", _("superuser")), *OrganizerRole.choices)
PERMISSION_COLUMNS: Sequence[Value] = (_("Permission"), *(label for _role, label in ROLES), _("Also"))


def permission_rows(matrix: Iterable[PermissionRow]) -> Iterator[Sequence[Value]]:
    """Yield "yes", "within limits" or "" for each role, and the names of other rules that grant the permission."""
    for row in matrix:
        cells = [
            gettext("yes") if role in row.roles else gettext("within limits") if role in row.limited else ""
            for role, _label in ROLES
        ]
        yield (row.code, *cells, ", ".join(row.others))
