"""A hall of the eighth edition on a planner's first day: traced from a drawing, with an empty draft."""

from datetime import datetime
from decimal import Decimal

from PIL import Image, ImageDraw

from ciie.accounts.models import User
from exhibitors.management.sample.pictures import accepted
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Sector
from pavilions.plans.venue.operations import add_hall_with_draft
from pavilions.plans.venue.tracing import background, trace
from pavilions.states import Section

NAME = "9.1H"
SIZE = 1_000, 700
WALLS = ((100, 80), (900, 80), (900, 400), (640, 400), (640, 560), (100, 560))
SCALE = (100, 640), (300, 640)
COLUMNS = [(x, y) for x in range(200, 900, 120) for y in range(180, 560, 120) if x < 640 or y < 400]  # noqa: PLR2004
SPACE = "intelligent-industry"


def play_traced_hall(edition: Edition, *, planner: User, at: datetime) -> FloorPlan:
    """Trace a hall of 80 × 48 m without a corner of 26 × 16 m, scaled by two points 20 m apart."""
    sheet = Image.new("RGB", SIZE, "#ffffff")
    draw = ImageDraw.Draw(sheet)
    draw.polygon(WALLS, outline="#333333", width=4)
    for x, y in COLUMNS:
        draw.rectangle((x - 4, y - 4, x + 4, y + 4), fill="#777777")
    draw.line(SCALE, fill="#333333", width=3)
    draw.text((185, 650), "20 m", fill="#333333", font_size=22)
    picture = accepted(sheet, "hall.png")
    size = picture.width, picture.height
    corners, known = ([(float(x), float(y)) for x, y in points] for points in (WALLS, SCALE))
    traced = trace(corners, known, Decimal(20), size, straighten=True)
    values = {"name": NAME, "outline": [list(corner) for corner in traced.ring]}
    allotment = FirstAllotment(Section.BUSINESS, Sector.objects.get(code=SPACE).pk, None)
    under = background(picture.content, size, traced.extent, "hall.png")
    return add_hall_with_draft(edition.pk, values, allotment, background=under, actor=planner, at=at)
