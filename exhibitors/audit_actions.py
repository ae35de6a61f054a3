"""What can happen to companies and bookings, in words."""

from django.utils.translation import gettext_lazy as _

from ciie.audit.actions import register_actions

register_actions(
    {
        "exhibitors.company.registered": _("company registered"),
        "exhibitors.company.changed": _("company record changed"),
        "exhibitors.company.publicity_set": _("name on public plans switched"),
        "exhibitors.company.imported": _("companies imported"),
        "exhibitors.member.invited": _("colleague invited"),
        "exhibitors.member.uninvited": _("invitation withdrawn"),
        "exhibitors.member.joined": _("colleague joined"),
        "exhibitors.member.changed": _("colleague's role changed"),
        "exhibitors.member.removed": _("colleague removed"),
        "exhibitors.booking.held": _("booths held"),
        "exhibitors.booking.drafted": _("application drafted"),
        "exhibitors.booking.changed": _("booking changed"),
        "exhibitors.booking.booked": _("booths booked"),
        "exhibitors.booking.submitted": _("booking submitted"),
        "exhibitors.booking.withdrawn": _("booking withdrawn"),
        "exhibitors.booking.cancelled": _("booking cancelled"),
        "exhibitors.booking.expired": _("hold ended"),
        "exhibitors.booking.reminded": _("reminder sent"),
        "exhibitors.booking.reopened": _("booths held again"),
        "exhibitors.booking.approved": _("booking approved"),
        "exhibitors.booking.confirmed": _("booking confirmed"),
        "exhibitors.booking.rejected": _("booking rejected"),
        "exhibitors.booking.waitlisted": _("booking wait-listed"),
        "exhibitors.booking.returned": _("booking returned for change"),
        "exhibitors.booking.assigned": _("booths assigned"),
        "exhibitors.bookings.decided": _("several bookings decided"),
        "exhibitors.deal.drafted": _("deal entered"),
        "exhibitors.deal.changed": _("deal changed"),
        "exhibitors.deal.verified": _("deal verified"),
        "exhibitors.deal.returned": _("deal returned for change"),
        "exhibitors.deal.counted": _("deal counted"),
        "exhibitors.deal.uncounted": _("deal no longer counted"),
        "exhibitors.deal.withdrawn": _("deal withdrawn"),
        "exhibitors.exchange_rate.set": _("exchange rate set"),
        "exhibitors.totals.folded": _("movements folded"),
        "exhibitors.totals.reconciled": _("totals reconciled"),
        "exhibitors.sample.loaded": _("sample edition loaded"),
        "exhibitors.tariff.set": _("price set"),
        "exhibitors.tariff.removed": _("price taken out of the list"),
        "exhibitors.snapshot.taken": _("daily snapshot taken"),
    }
)
