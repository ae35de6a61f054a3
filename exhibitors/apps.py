from importlib import import_module

from django.apps import AppConfig


class ExhibitorsConfig(AppConfig):
    name = "exhibitors"

    def ready(self) -> None:
        """Connect the packages that follow what others do (plans, companies, shares), name holders, tell facts.

        Bookings and comparisons are counted for `/metrics`.
        """
        import_module("exhibitors.bookings.queries.buyers")
        import_module("exhibitors.co_exhibitors.queries")
        import_module("exhibitors.invoices.queries.taxes")
        import_module("exhibitors.bookings.operations.company_changes")
        import_module("exhibitors.bookings.operations.idempotency")
        import_module("exhibitors.bookings.operations.leaving")
        import_module("exhibitors.blocks.operations.block_space")
        import_module("exhibitors.books.operations")
        import_module("exhibitors.invoices.operations.settings")
        import_module("exhibitors.published_figures.operations")
        import_module("exhibitors.mandates.operations")
        import_module("exhibitors.payments.operations.bookkeeping")
        import_module("exhibitors.payments.operations.fees")
        import_module("exhibitors.payments.operations.payments")
        import_module("exhibitors.payments.operations.refunds")
        import_module("exhibitors.payments.operations.statements")
        import_module("exhibitors.sales.operations.cancellations")
        import_module("exhibitors.sales.operations.contracts")
        import_module("exhibitors.sales.operations.extras")
        import_module("exhibitors.sales.operations.invoicing")
        import_module("exhibitors.sales.operations.offers")
        import_module("exhibitors.sales.operations.reduction_requests")
        import_module("exhibitors.sales.operations.settings")
        import_module("exhibitors.pricing.queries.quotes")
        import_module("exhibitors.catalogue.queries.exhibits")
        import_module("exhibitors.plan_versions.operations")
        import_module("exhibitors.plan_views.queries.shown_plans")
        import_module("exhibitors.bookings.queries.counts")
        import_module("exhibitors.reconciliation.queries")
