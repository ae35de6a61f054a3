from exhibitors.admin import bookings, companies, totals

__all__ = ["bookings", "companies", "totals"]
