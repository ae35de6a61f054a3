from pavilions.models.allotment import Allotment
from pavilions.models.appointment import Appointment, StaffInvitation
from pavilions.models.background import PlanBackground
from pavilions.models.drafts import ClaimDecision, PlanEdit
from pavilions.models.edition import Edition
from pavilions.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction, Ring
from pavilions.models.forum import ForumReview, ForumSession, ForumTopic, Speaker
from pavilions.models.import_run import ImportRun
from pavilions.models.ledger import SpaceClaim, SpaceClaimQuerySet, SpaceHolder
from pavilions.models.national_pavilion import NationalPavilion
from pavilions.models.programme import ProgrammeEvent, Room
from pavilions.models.publication import CarriedClaim, PlanPublication
from pavilions.models.venue import Hall, Sector

__all__ = [
    "Allotment",
    "Appointment",
    "Booth",
    "BoothAncestry",
    "CarriedClaim",
    "ClaimDecision",
    "Edition",
    "FloorPlan",
    "ForumReview",
    "ForumSession",
    "ForumTopic",
    "Hall",
    "ImportRun",
    "NationalPavilion",
    "Obstruction",
    "PlanBackground",
    "PlanEdit",
    "PlanPublication",
    "ProgrammeEvent",
    "Ring",
    "Room",
    "Sector",
    "SpaceClaim",
    "SpaceClaimQuerySet",
    "SpaceHolder",
    "Speaker",
    "StaffInvitation",
]
