"""The parts of an edition that can be taken over from another one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditionPart(TextChoices):
    """A part, in the order in which parts are taken over: each may need those before it."""

    CAPACITIES = "capacities", _("capacities")
    PLANS = "plans", _("floor plans")
    AREAS = "areas", _("themed areas")
    DEADLINES = "deadlines", _("deadlines of national pavilions")
    PRICES = "prices", _("rate card")
    TERMS = "terms", _("terms of participation")
    SALES = "sales", _("contracts and confirmation")
    SCHEDULE = "schedule", _("payment schedule")
    REMINDERS = "reminders", _("reminders of late payments")
    CANCELLATION = "cancellation", _("cancellation fees")
    SELLER = "seller", _("seller")
    TAXES = "taxes", _("tax table")
    BOOKKEEPING = "bookkeeping", _("accounts of the bookkeeping")
    QUESTIONS = "questions", _("questions to exhibitors")
    SENDER = "sender", _("sender of emails")
