"""Books on one machine and reads the list of all bookings on another at once, as an export does; prints what came."""

import json
import sys
import time

import django

django.setup()

from ciie.web.downloads import in_pieces  # noqa: E402  models need the registry
from exhibitors.bookings.models import Booking  # noqa: E402
from tests.drills.machines.bookers import Clients  # noqa: E402

said = json.loads(sys.argv[1])
booths = said.pop("booths")
clients = Clients(**said, booths=iter(()))
read = []
for number, booth in enumerate(booths):
    booking = clients.book(booth, number).booking
    began = time.monotonic()
    rows = {row.pk: row._state.db for row in in_pieces(Booking.objects.all())}
    read.append((next(iter(rows.values())), booking in rows, time.monotonic() - began))
print(json.dumps(read))
