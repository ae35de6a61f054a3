"""Every writer keeps the rhythm: registered action, actor and clock handed in."""

import inspect

from ciie.audit.history import LABELS
from tests.architecture.operations import operations


def test_every_registered_action_is_one_of_an_operation() -> None:
    written = {operation.action for operation in operations()}  # type: ignore[attr-defined]
    ours = {action for action in LABELS if action.startswith(("exhibitors.", "pavilions."))}
    former = {  # in the history of editions priced by tariffs, or whose note on taxes was not part of their terms
        *("exhibitors.tariff.set", "exhibitors.tariff.removed", "exhibitors.co_exhibitor_fee.set"),
        "exhibitors.tax_note.set",
        "exhibitors.payment.refunded",  # by one person
    }
    assert ours - written == {"exhibitors.sample.loaded", *former}  # the loading, around the sample's operations


def test_every_operation_names_a_registered_action() -> None:
    unregistered = {operation.action for operation in operations()} - LABELS.keys()  # type: ignore[attr-defined]
    assert unregistered == set()


def test_every_operation_takes_actor_and_time() -> None:
    for operation in operations():
        parameters = inspect.signature(operation).parameters
        kinds = {name: parameters[name].kind for name in ("actor", "at") if name in parameters}
        keyword_only = inspect.Parameter.KEYWORD_ONLY
        assert kinds == {"actor": keyword_only, "at": keyword_only}, operation.__name__
        assert parameters["actor"].default is inspect.Parameter.empty, operation.__name__
