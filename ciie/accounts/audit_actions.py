from django.utils.translation import gettext_lazy as _

from ciie.audit.history import register_actions

register_actions(
    {
        "accounts.profile.changed": _("Profile changed"),
        "accounts.person.created": _("Person created"),
        "accounts.person.changed": _("Person changed"),
        "accounts.password.set": _("Password set"),
        "accounts.sessions.ended": _("Sessions ended"),
        "accounts.session.ended": _("Session ended"),
        "accounts.address.verified": _("Email address verified"),
        "accounts.address.removed": _("Email address removed"),
        "accounts.factor.removed": _("Second factor removed"),
        "accounts.token.issued": _("API token issued"),
        "accounts.token.revoked": _("API token revoked"),
    }
)
