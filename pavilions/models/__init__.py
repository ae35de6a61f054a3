from pavilions.models.allotment import Allotment
from pavilions.models.appointment import Appointment, StaffInvitation
from pavilions.models.edition import Edition
from pavilions.models.floor_plan import Booth, FloorPlan, Obstruction, Ring
from pavilions.models.import_run import ImportRun
from pavilions.models.ledger import SpaceClaim, SpaceClaimQuerySet, SpaceHolder
from pavilions.models.national_pavilion import NationalPavilion
from pavilions.models.venue import Hall, Sector

__all__ = [
    "Allotment",
    "Appointment",
    "Booth",
    "Edition",
    "FloorPlan",
    "Hall",
    "ImportRun",
    "NationalPavilion",
    "Obstruction",
    "Ring",
    "Sector",
    "SpaceClaim",
    "SpaceClaimQuerySet",
    "SpaceHolder",
    "StaffInvitation",
]
