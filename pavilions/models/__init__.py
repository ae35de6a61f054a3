from pavilions.floor.ledger.models import SpaceClaim, SpaceClaimQuerySet, SpaceHolder
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction, PlanBackground, Ring
from pavilions.floor.models.venue import Hall, Sector, place_in_name
from pavilions.floor.staff.models import Appointment, StaffInvitation
from pavilions.national.national_pavilions.models.national_pavilion import (
    NationalPavilion,
    PavilionInvitation,
    PavilionMove,
    StageDeadline,
)
from pavilions.national.national_pavilions.models.pavilion_profile import (
    PavilionContact,
    PavilionPicture,
    PavilionProfile,
)
from pavilions.national.national_pavilions.models.pavilion_work import (
    DesignComment,
    PavilionDesign,
    PavilionTask,
    TaskReminder,
)
from pavilions.national.programme.models.forum import ForumReview, ForumSession, ForumTopic, Speaker
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent, Room
from pavilions.plans.drafts.models import PlanEdit
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.publishing.models import CarriedClaim, ClaimDecision, PlanPublication, PlanSafetyReport
from pavilions.plans.safety.models import HallRules, RuleException, RuleSet, VenueRule
from pavilions.plans.simulation.models import PlanSimulation
from pavilions.plans.themed_areas.models import ThemedArea, ThemedAreaBooth
from pavilions.texts.countries.models import CountryName
from pavilions.texts.site_pages.models import SitePage

__all__ = [
    "Allotment",
    "Appointment",
    "Booth",
    "BoothAncestry",
    "CarriedClaim",
    "ClaimDecision",
    "CountryName",
    "DesignComment",
    "Edition",
    "EventProposal",
    "Fair",
    "FloorPlan",
    "ForumReview",
    "ForumSession",
    "ForumTopic",
    "Hall",
    "HallRules",
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
    "PlanSafetyReport",
    "PlanSimulation",
    "ProgrammeEvent",
    "Ring",
    "Room",
    "RuleException",
    "RuleSet",
    "Sector",
    "SitePage",
    "SpaceClaim",
    "SpaceClaimQuerySet",
    "SpaceHolder",
    "Speaker",
    "StaffInvitation",
    "StageDeadline",
    "TaskReminder",
    "ThemedArea",
    "ThemedAreaBooth",
    "VenueRule",
    "place_in_name",
]
