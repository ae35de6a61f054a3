"""The whole site, and beside it three views that show what the machine, the framework and the database can do."""

import json
from http import HTTPStatus

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from ciie import urls as the_site
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.venue import Sector
from pavilions.states import HolderKind


def constant(request: HttpRequest) -> HttpResponse:
    """What an answer costs at all: server, middleware, no database."""
    return JsonResponse({"status": "ok"})


@csrf_exempt
def through_orm(request: HttpRequest) -> HttpResponse:
    """The least that a write can be: lock one row, insert one, update the locked one."""
    wanted = json.loads(request.body)
    with transaction.atomic():
        locked = Sector.objects.select_for_update().get(pk=wanted["row"])
        holder = SpaceHolder.objects.create(edition_id=wanted["edition"], kind=HolderKind.BOOKING)
        locked.position += 1
        locked.save(update_fields=["position"])
    return JsonResponse({"id": holder.pk}, status=HTTPStatus.CREATED)


@csrf_exempt
def through_sql(request: HttpRequest) -> HttpResponse:
    """The same in SQL written by hand."""
    wanted = json.loads(request.body)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT position FROM pavilions_sector WHERE id = %s FOR UPDATE", [wanted["row"]])
        (position,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO pavilions_spaceholder (edition_id, kind) VALUES (%s, 'booking') RETURNING id",
            [wanted["edition"]],
        )
        (holder,) = cursor.fetchone()
        cursor.execute("UPDATE pavilions_sector SET position = %s WHERE id = %s", [position + 1, wanted["row"]])
    return JsonResponse({"id": holder}, status=HTTPStatus.CREATED)


handler500 = the_site.handler500
urlpatterns = [
    path("bench/constant", constant),
    path("bench/orm", through_orm),
    path("bench/sql", through_sql),
    *the_site.urlpatterns,
]
