from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ciie.accounts"

    def ready(self) -> None:
        import_module("ciie.accounts.security_events")  # connects receivers to the signals of allauth and Django
        import_module("ciie.accounts.open_sessions")
