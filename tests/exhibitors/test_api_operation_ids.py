"""The ids of the API's operations are part of its contract: generated clients name their functions by them."""

from exhibitors.urls.api import api

IDS = """
accept_offer accept_reduction approve_booking assign_booking cancel_booking confirm_booking create_booking
create_payment credit_invoice decline_offer find_booth issue_invoice list_bookings list_companies list_halls
list_invoices list_offers list_payments quote_reduction reduce_contract refuse_reduction reject_booking
request_reduction return_booking send_contract_code send_offer_code show_booking show_cancellation show_contract
show_invoice show_offer show_plan show_quote show_reduction show_terms show_totals sign_contract submit_booking
waitlist_booking withdraw_booking withdraw_reduction
"""


def test_ids_of_operations_stay() -> None:
    paths = api.get_openapi_schema()["paths"].values()
    ids = [operation["operationId"] for operations in paths for operation in operations.values()]
    assert sorted(ids) == IDS.split()
