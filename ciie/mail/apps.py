from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from post_office.signals import email_queued

from ciie.kernel.queueing import wake_on_commit


class MailConfig(AppConfig):
    name = "ciie.mail"

    def ready(self) -> None:
        """Import every app's `mail_kinds`, and count letters for `/metrics`.

        Mail of libraries (sign-up, password reset) goes through the same outbox, so it wakes the sender, too.
        """
        autodiscover_modules("mail_kinds")
        import_module("ciie.mail.figures")
        email_queued.connect(_wake_sender, dispatch_uid="ciie.mail")


def _wake_sender(**_signal: object) -> None:
    wake_on_commit("ciie.mail.deliver_due")
