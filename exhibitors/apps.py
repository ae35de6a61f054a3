from importlib import import_module

from django.apps import AppConfig


class ExhibitorsConfig(AppConfig):
    name = "exhibitors"

    def ready(self) -> None:
        """Connect the packages that follow what others do: new plans, changed companies, cancelled shares."""
        import_module("exhibitors.bookings.operations.company_changes")
        import_module("exhibitors.blocks.operations.block_space")
        import_module("exhibitors.plan_versions.operations")
