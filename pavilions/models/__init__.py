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
from pavilions.models.pavilion_profile import PavilionContact, PavilionPicture, PavilionProfile
from pavilions.models.pavilion_stages import PavilionInvitation, PavilionMove, StageDeadline
from pavilions.models.pavilion_work import DesignComment, PavilionDesign, PavilionTask, TaskReminder
from pavilions.models.programme import ProgrammeEvent, Room
from pavilions.models.publication import CarriedClaim, PlanPublication
from pavilions.models.themed_area import ThemedArea, ThemedAreaBooth
from pavilions.models.venue import Hall, Sector, place_in_name

__all__ = [
    "Allotment",
    "Appointment",
    "Booth",
    "BoothAncestry",
    "CarriedClaim",
    "ClaimDecision",
    "DesignComment",
    "Edition",
    "FloorPlan",
    "ForumReview",
    "ForumSession",
    "ForumTopic",
    "Hall",
    "ImportRun",
    "NationalPavilion",
    "Obstruction",
    "PavilionContact",
    "PavilionDesign",
    "PavilionInvitation",
    "PavilionMove",
    "PavilionPicture",
    "PavilionProfile",
    "PavilionTask",
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
    "StageDeadline",
    "TaskReminder",
    "ThemedArea",
    "ThemedAreaBooth",
    "place_in_name",
]
