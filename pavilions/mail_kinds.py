"""The letters of this app: when each is sent, and what the names in their texts stand for."""

from django.utils.translation import gettext_lazy as _

from ciie.mail.kinds import Placeholder, register_mail_kinds

BOOTHS = [
    {"hall": "5.1H", "number": "A01", "area": "36 m²", "kind": "raw", "open_sides": 2, "price": "CNY 72,000"},
    {"hall": "5.1H", "number": "A03", "area": "18 m²", "kind": "shell", "open_sides": 1, "price": "CNY 32,400"},
]

register_mail_kinds(
    {
        "event_news": _(
            "To speakers, proposers of topics and managers of the pavilion when an event is announced, moved or "
            "cancelled, or takes place after all, and to speakers who are removed"
        ),
        "event_proposal": _("To the organizer when a pavilion proposes to change or cancel an announced event"),
        "event_proposal_decided": _("After the decision on a change that a pavilion proposed"),
        "forum_topic": _("To confirm the address of a person who proposes a topic for the forum"),
        "forum_topic_decided": _("After the decision on a topic for the forum"),
        "forum_topic_news": _("When a topic for the forum is merged into another or taken off the agenda"),
        "pavilion_design_decided": _("After the review of a pavilion's design"),
        "pavilion_design_submitted": _("To the organizer when a pavilion submits a design"),
        "pavilion_host_gone": _("To the organizer when the host of a public themed area no longer takes part"),
        "pavilion_invitation": _("To a person who is invited to manage a national pavilion"),
        "pavilion_plan_changed": _("When a new floor plan changes the booths of a national pavilion"),
        "pavilion_space_requested": _("To the organizer when a national pavilion requests space"),
        "pavilion_stage": _(
            "To managers of a pavilion when it declines, closes or opens again, and when a decline is taken back"
        ),
        "pavilion_task_due": _("Before and after the due date of a pavilion's task"),
        "staff_invitation": _("To a person who is invited to the organizer's team"),
    },
    {
        "space_lines": Placeholder(_("the list of booths or requested space, and its total"), ""),
        "plan_lines": Placeholder(_("the booths before and after the change, and the organizer's message"), ""),
        "settlement_lines": Placeholder(_("what giving up space comes to, and what follows from it"), ""),
        "edition": Placeholder(_("the name of the edition"), _("7th CIIE")),
        "hall": Placeholder(_("the hall"), "5.1H"),
        "pavilion_name": Placeholder(_("the country or organization of the pavilion"), _("France")),
        "pavilion": Placeholder(_("the number of the pavilion, for addresses"), 1),
        "invitation": Placeholder(_("the number of the invitation, for addresses"), 1),
        "token": Placeholder(_("the secret part of a link"), "sample"),
        "design": Placeholder(_("the title of the design"), _("Main stand")),
        "version": Placeholder(_("the version of the design"), 2),
        "state": Placeholder(_("the new status, as a code"), "approved"),
        "role": Placeholder(_("the role, as a code"), "reviewer"),
        "topic": Placeholder(_("the topic proposed"), _("Green shipping")),
        "task": Placeholder(_("the task"), _("Submit the design")),
        "due_date": Placeholder(_("the due date"), "2024-06-01"),
        "is_overdue": Placeholder(_("whether the due date has passed"), False),
        "wanted_sqm": Placeholder(_("the requested area in m²"), "120"),
        "wishes": Placeholder(_("the wishes that came with the request"), _("A corner near the main entrance.")),
        "note": Placeholder(_("the message of the person who decided"), _("Please widen the aisle.")),
        "notes": Placeholder(_("messages of the organizer"), [_("We are sorry for the change.")]),
        "reason": Placeholder(_("the reason given"), _("The hall is full.\nPlease choose another hall.")),
        "booths": Placeholder(_("the booths"), BOOTHS),
        "was": Placeholder(_("the booths before the change"), BOOTHS[:1]),
        "now": Placeholder(_("the booths after the change"), BOOTHS),
        "event": Placeholder(_("the number of the event, for addresses"), 1),
        "event_title": Placeholder(_("the title of the event"), _("Green shipping: from port to port")),
        "room": Placeholder(_("the room"), _("Forum hall")),
        "from_time": Placeholder(_("when it begins, in local time"), "14:00"),
        "to_time": Placeholder(_("when it ends, in local time"), "16:00"),
        "zone": Placeholder(_("the time zone of the edition"), "Asia/Shanghai"),
        "is_cancellation": Placeholder(_("whether the pavilion proposes to cancel the event"), False),
        "had_confirmed": Placeholder(_("whether the pavilion had confirmed before it declined"), True),
        "for_role": Placeholder(_("why the person is written to: speaker, proposer or manager"), "speaker"),
        "into": Placeholder(_("the topic into which it was merged"), _("Clean ports")),
        "space_sqm": Placeholder(_("the area of the space in m²"), "837"),
        "booth_names": Placeholder(_("the booths, by hall and number"), "1.1H/N01, 1.1H/N02"),
        "event_names": Placeholder(_("the titles of the events"), [_("Day of the pavilion")]),
        "area_names": Placeholder(_("the names of the themed areas"), [_("From farm to table")]),
        "difference": Placeholder(_("the change in area"), "+18 m²"),
    },
)
