from django.utils.translation import gettext_lazy as _

from ciie.audit.history import register_actions

register_actions(
    {
        "privacy.person.exported": _("Personal data exported"),
        "privacy.person.erased": _("Person erased"),
        "privacy.address.erased": _("Address erased"),
        "privacy.retention.applied": _("Retention applied"),
    }
)
