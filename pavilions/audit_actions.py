"""What can happen to the place, in words."""

from django.utils.translation import gettext_lazy as _

from ciie.audit.actions import register_actions

register_actions(
    {
        "pavilions.edition.opened": _("edition opened for booking"),
        "pavilions.edition.closed": _("edition closed for booking"),
        "pavilions.floor_plan.imported": _("floor plan imported"),
        "pavilions.floor_plan.published": _("floor plan published"),
        "pavilions.floor_plan.drafted": _("draft opened"),
        "pavilions.floor_plan.generated": _("layout generated"),
        "pavilions.floor_plan.discarded": _("draft discarded"),
        "pavilions.floor_plan.edited": _("draft edited"),
        "pavilions.floor_plan.edit_undone": _("edit of a draft undone"),
        "pavilions.floor_plan.edit_redone": _("edit of a draft redone"),
        "pavilions.floor_plan.restored": _("floor plan put back into force"),
        "pavilions.floor_plan.decided": _("decided on claims to changing booths"),
        "pavilions.booth.blocked": _("booth blocked"),
        "pavilions.booth.unblocked": _("booth released for sale"),
        "pavilions.allotment.set": _("capacity set"),
        "pavilions.pavilion.invited": _("country or organization invited"),
        "pavilions.pavilion.moved": _("pavilion moved to another stage"),
        "pavilions.room.opened": _("room noted"),
        "pavilions.event.planned": _("event planned"),
        "pavilions.event.changed": _("event changed"),
        "pavilions.event.announced": _("event announced"),
        "pavilions.event.cancelled": _("event cancelled"),
        "pavilions.topic.asked": _("forum topic sent in"),
        "pavilions.topic.proposed": _("forum topic proposed"),
        "pavilions.topic.noted": _("topic of an invited institution noted"),
        "pavilions.topic.reviewed": _("forum topic reviewed"),
        "pavilions.topic.moved": _("forum topic moved to another stage"),
        "pavilions.topic.merged": _("forum topics merged"),
        "pavilions.session.scheduled": _("forum session scheduled"),
        "pavilions.session.changed": _("speakers of a forum session changed"),
        "pavilions.staff.invited": _("staff member invited"),
        "pavilions.staff.uninvited": _("invitation of staff withdrawn"),
        "pavilions.staff.joined": _("staff member joined"),
        "pavilions.staff.dismissed": _("staff appointment ended"),
        "pavilions.import.uploaded": _("file uploaded"),
        "pavilions.import.changed": _("import choices changed"),
        "pavilions.import.started": _("import started"),
        "pavilions.import.run": _("import run"),
    }
)
