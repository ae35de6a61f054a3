"""The API at `/api/v1/`, shared by both apps. `openapi.json` describes it to machines and `/developers/` to people."""

from typing import Any, cast

from django.urls import re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from ciie.accounts.requests import BearerToken
from ciie.web.api import StrictJson, checked
from ciie.web.problems import MEDIA_TYPE, View, not_found, tell_problems
from exhibitors.bookings.api import bookings, companies, transitions
from exhibitors.money.invoices import api as invoices
from exhibitors.money.payments import api as payments
from exhibitors.money.sales.api import cancellations, contracts, offers, reductions
from exhibitors.office.dashboard import api as totals
from exhibitors.pricing import api as prices
from pavilions.plans import api as halls

API_TITLE = "Expo booking"
EXAMPLES = {
    "edition": 7,
    "hall": "5.1H",
    "number": "A01",
    "booths": ["5.1H/A01", "5.1H/A02"],
    "company": 412,
    "company_name": "Northwind Instruments",
    "country": "NO",
    "sector": "Food",
    "reference": "7-004512",
    "booking_id": 4512,
    "id": 4512,
    "area_sqm": 36.0,
    "reason": "The stand is too small for the machines.",
    "revision": 3,
}
"""The values that the API reference for people uses in its examples."""


class ExpoApi(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the view function. Its module is an internal detail."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Return Ninja's schema, with the media types that responses actually have."""
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _say_media_types(operation)
        return schema


def _say_media_types(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if int(status) >= 400:  # noqa: PLR2004
            response["content"] = {MEDIA_TYPE: content["application/json"]}
        elif operation["operationId"] == "show_plan" and content:
            response["content"] = {"application/geo+json": content["application/json"]}


api = ExpoApi(
    title=API_TITLE,
    version="1",
    description=_("Halls, plans, bookings and running totals. Areas are m²; instants are UTC."),
    docs_url=None,
    urls_namespace="api",
    auth=BearerToken(),
    parser=StrictJson(),
)
tell_problems(api)
for part in (
    companies,
    halls,
    bookings,
    transitions,
    offers,
    contracts,
    reductions,
    cancellations,
    invoices,
    payments,
    prices,
    totals,
):
    api.add_router("", part.router)

_patterns, _app, app_name = api.urls
for _pattern in _patterns:
    _pattern.callback = checked(cast("View", _pattern.callback))
urlpatterns = [*_patterns, re_path("", csrf_exempt(not_found))]
