"""The generator's page, what is typed there, and what it says against it."""

from django.test import Client

PAGE = "/organizer/plans/generate/"
TYPED = {
    "name": "9.1H",
    "width": "60",
    "depth": "40",
    "fittings": "regular",
    "exits_per_wall": "1",
    "module": "rows_3",
    "aisle": "3",
    "main_aisle": "6",
    "cross_main_aisles": "1",
    "bands_between_main_aisles": "4",
    "direction": "ACROSS",
    "first_letter": "A",
    "start": "1",
    "step": "1",
    "digits": "2",
    "section": "business",
    "revision": "0",
}


def errors(client: Client, **said: object) -> dict[str, list[str]]:
    """What is wrong beside which field, when a look is asked for."""
    page = client.post(PAGE, {**TYPED, **said})
    assert page.status_code == (422 if page.context["form"].errors else 200)
    return {field: list(map(str, found)) for field, found in page.context["form"].errors.items()}
