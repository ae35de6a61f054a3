from importlib import import_module

from django.apps import AppConfig


class ExhibitorsConfig(AppConfig):
    name = "exhibitors"

    def ready(self) -> None:
        """Import the modules that connect signal receivers and register handlers, names of holders, facts and prices.

        Some packages follow what others do to plans, companies and shares. Bookings and comparisons are counted for
        `/metrics`.
        """
        import_module("exhibitors.bookings.queries.buyers")
        import_module("exhibitors.bookings.co_exhibitors.queries")
        import_module("exhibitors.money.invoices.queries.taxes")
        import_module("exhibitors.bookings.operations.company_changes")
        import_module("exhibitors.bookings.operations.idempotency")
        import_module("exhibitors.bookings.operations.leaving")
        import_module("exhibitors.bookings.blocks.operations.block_space")
        import_module("exhibitors.money.books.operations")
        import_module("exhibitors.money.invoices.operations.settings")
        import_module("exhibitors.promotion.published_figures.operations")
        import_module("exhibitors.companies.mandates.operations")
        import_module("exhibitors.money.payments.operations.bookkeeping")
        import_module("exhibitors.money.payments.operations.fees")
        import_module("exhibitors.money.payments.operations.payments")
        import_module("exhibitors.money.payments.operations.refunds")
        import_module("exhibitors.money.payments.operations.statements")
        import_module("exhibitors.money.sales.operations.cancellations")
        import_module("exhibitors.money.sales.operations.contracts")
        import_module("exhibitors.money.sales.operations.extras")
        import_module("exhibitors.money.sales.operations.invoicing")
        import_module("exhibitors.money.sales.operations.offers")
        import_module("exhibitors.money.sales.operations.reduction_requests")
        import_module("exhibitors.money.sales.operations.settings")
        import_module("exhibitors.pricing.queries.quotes")
        import_module("exhibitors.promotion.catalogue.queries.exhibits")
        import_module("exhibitors.plan_pages.plan_versions.operations")
        import_module("exhibitors.plan_pages.plan_views.queries.shown_plans")
        import_module("exhibitors.bookings.queries.counts")
        import_module("exhibitors.office.reconciliation.queries")
