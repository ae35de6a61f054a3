from django.apps import AppConfig


class PavilionsConfig(AppConfig):
    name = "pavilions"
