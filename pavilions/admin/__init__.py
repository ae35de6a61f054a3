from pavilions.drafts import admin as plans
from pavilions.national_pavilions.admin import ledger, pavilions
from pavilions.programme import admin as programme
from pavilions.themed_areas import admin as themed_areas
from pavilions.venue import admin as place

__all__ = ["ledger", "pavilions", "place", "plans", "programme", "themed_areas"]
