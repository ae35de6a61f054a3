from django.utils.translation import gettext_lazy as _

from ciie.audit.history import register_actions

register_actions({"background.task.released": _("parked task run again")})
