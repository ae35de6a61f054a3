from pavilions.admin import ledger, place, plans, programme

__all__ = ["ledger", "place", "plans", "programme"]
