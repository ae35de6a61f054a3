from django.utils.translation import gettext_lazy as _

from ciie.audit.actions import register_actions

register_actions({"accounts.profile.changed": _("Profile changed")})
