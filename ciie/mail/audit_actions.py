"""The labels for operations on the outbox."""

from django.utils.translation import gettext_lazy as _

from ciie.audit.history import register_actions

register_actions(
    {
        "mail.batch.begun": _("batch of emails begun"),
        "mail.batch.named": _("batch of emails named"),
        "mail.batch.released": _("batch of emails released"),
        "mail.held.kept": _("email kept for the next batch"),
        "mail.held.dropped": _("email dropped"),
        "mail.held.put_back": _("email put back into its batch"),
        "mail.letter.found_delivered": _("email found delivered"),
        "mail.letter.sent_again": _("email sent again"),
        "mail.text.written": _("mail text written"),
        "mail.text.standard": _("standard mail text restored"),
        "mail.text.tested": _("test email sent"),
        "mail.sender.set": _("mail sender set"),
    }
)
