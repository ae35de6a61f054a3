from pavilions.admin import ledger, place, plans

__all__ = ["ledger", "place", "plans"]
