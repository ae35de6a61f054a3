"""The label for what the admin does outside any operation."""

from django.utils.translation import gettext_lazy as _

from ciie.audit.history import register_actions

register_actions({"admin.row.saved": _("saved in the admin")})
