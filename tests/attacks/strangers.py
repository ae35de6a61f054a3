"""What each operation answers to somebody who has signed up and nothing more, about rows that are there."""

import dataclasses
import enum
import inspect
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import NOT_PROVIDED, Field, ForeignKey, Model

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, NotAllowed
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import free_booths
from tests.architecture.operations import operations

NAMED_OTHERWISE = {
    "person": "user",
    "reviewer": "user",
    "owner": "user",
    "survivor": "company",
    "merged": "company",
    "before": "floorplan",
    "after": "floorplan",
    "into": "forumtopic",
    "choice": "hallrules",
    "host": "spaceholder",
    "source": "edition",
}
"""Models whose keys arguments call by another name."""
OPEN_TO_EVERYBODY = {
    "exhibitors.companies.register_company": "invalid",
    "exhibitors.company_ownership.request_ownership": "company_has_owner",
    "exhibitors.roadshows.ask_for_registration": "registration_closed",
    "pavilions.programme.propose_topic": "call_over",
}
"""Operations that anybody may carry out, and what they say to what was entered."""
BY_A_SECRET_LINK = {
    "exhibitors.companies.accept_invitation": "not_found",
    "exhibitors.payments.end_card_payment": "not_found",
    "exhibitors.roadshows.confirm_registration": "done",
    "exhibitors.roadshows.withdraw_registration": "constraint",
    "pavilions.national_pavilions.accept_manager_invitation": "not_found",
    "pavilions.programme.confirm_topic": "done",
    "pavilions.staff.accept_staff_invitation": "not_found",
}
"""Operations for the holder of a token, which the caller has checked or the operation looks for."""
LOOKED_FOR_FIRST = {
    "exhibitors.blocks.remove_share": "not_found",  # the first booking, which is no share of a block
    "exhibitors.bookings.reopen_booking": "booths_taken",  # the booths that the first booking had
}
"""Operations that lock by what belongs together, before they ask for permission."""
OF_THE_TIMETABLE = {
    **dict.fromkeys(
        [
            "exhibitors.blocks.return_rest",
            "exhibitors.blocks.warn_of_return",
            "exhibitors.bookings.expire_booking",
            "exhibitors.bookings.lapse_booking",
            "exhibitors.bookings.remind_of_ending_hold",
            "exhibitors.bookings.remind_of_overdue",
            "exhibitors.bookings.warn_of_lapse",
            "exhibitors.bulk_decisions.decide_next",
            "exhibitors.bulletins.warn_of_fallen_figures",
            "exhibitors.dashboard.send_digests",
            "exhibitors.imports.run_import",
            "exhibitors.roadshows.forget_unconfirmed_registrations",
            "exhibitors.sales.announce_release",
            "exhibitors.sales.confirm_by_rule",
            "exhibitors.sales.draft_due_parts",
            "exhibitors.sales.finish_contract",
            "exhibitors.sales.lapse_contract",
            "exhibitors.sales.lapse_offer",
            "exhibitors.sales.release_unpaid",
            "exhibitors.sales.remind_of_contract",
            "exhibitors.sales.remind_of_offer",
            "exhibitors.sales.remind_of_payment",
            "exhibitors.sales.renew_price",
            "exhibitors.totals.fold_movements",
            "exhibitors.totals.take_snapshots",
            "pavilions.simulation.begin_simulation",
            "pavilions.simulation.note_progress",
        ],
        "done",
    ),
    "pavilions.simulation.fail_simulation": "illegal_move",
    "pavilions.simulation.finish_simulation": "illegal_move",
}
"""Operations of tasks, which do only what is due or was begun by somebody who may. Pages and API do not call them."""
KIND_OF_IMPORT = "companies"
SIMPLE: dict[type, object] = {int: 1, str: "x", bool: False, Decimal: Decimal(1), UUID: UUID(int=1)}


def answers_to_a_stranger(at: datetime) -> dict[str, str]:
    """The operations that do anything but refuse permission, with what they do instead."""
    found = {}
    for operation in {f"{each.__module__}.{each.__name__}": each for each in operations()}.values():
        answer = _answer(operation, at)
        if answer != NotAllowed.__name__:
            app, *_rooms, package = operation.__module__.partition(".operations")[0].split(".")
            found[f"{app}.{package}.{operation.__name__}"] = answer
    return found


def _answer(operation: Callable[..., Any], at: datetime) -> str:
    with transaction.atomic():
        stranger = User.objects.create(email="stranger@example.com")
        arguments = dict(_arguments(operation, at))
        try:
            with transaction.atomic():
                operation(*arguments.pop("positional"), actor=stranger, at=at, **arguments)
        except NotAllowed:
            return NotAllowed.__name__
        except DomainError as refusal:
            return refusal.code
        except IntegrityError:
            return "constraint"
        else:
            return "done"
        finally:
            transaction.set_rollback(True)


def _arguments(operation: Callable[..., Any], at: datetime) -> Iterator[tuple[str, Any]]:
    inner = inspect.unwrap(operation)
    hints, positional = get_type_hints(inner), []
    rows: dict[type[Model], int] = {}
    for name, parameter in inspect.signature(inner).parameters.items():
        if name in {"actor", "at"}:
            continue
        if parameter.default is not inspect.Parameter.empty and not name.endswith("_id"):
            continue
        value = _value(name, hints[name], operation.__module__, at, rows)
        if parameter.kind is inspect.Parameter.POSITIONAL_ONLY:
            positional.append(value)
        else:
            yield name, value
    yield "positional", positional


def _value(name: str, hint: Any, module: str, at: datetime, rows: dict[type[Model], int]) -> Any:  # noqa: PLR0911
    if name.endswith(("_id", "_ids")) and hint is not str:
        model = _model(name.removesuffix("s").removesuffix("_id"), module)
        key = _row(model, at, skipped=rows.get(model, 0)).pk
        rows[model] = rows.get(model, 0) + 1
        return [key] if name.endswith("_ids") else key
    if type(None) in get_args(hint):
        return None
    if name == "kind" and hint is str:
        return KIND_OF_IMPORT
    kind = get_origin(hint) or hint
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind in {date, datetime}:
        return at if kind is datetime else at.date()
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind, localns={"PictureReading": object})  # which is imported for type checkers alone
        return kind(**{each.name: _value(each.name, hints[each.name], module, at, rows) for each in _required(kind)})
    return {} if hasattr(kind, "keys") else []


def _required(kind: Any) -> Iterator[dataclasses.Field[Any]]:
    for field in dataclasses.fields(kind):
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING and field.init:
            yield field


def _model(word: str, module: str) -> type[Model]:
    """The model that a key is of: by its whole name, else by the end of one, best of the operation's own package."""
    wanted = NAMED_OTHERWISE.get(word, word.replace("_", ""))
    named = {model: model.__name__.lower() for model in apps.get_models()}
    found = [model for model, name in named.items() if name == wanted]
    ending = [model for model, name in named.items() if name.endswith(wanted)]
    models = f"{module.partition('.operations')[0]}.models"
    near = [model for model in ending if model.__module__.startswith(models)]
    return next(iter(near if wanted not in named.values() else found), None) or next(iter(ending))


def _row(model: type[Model], at: datetime, *, skipped: int = 0) -> Model:
    """A row that is there, another one for each that was skipped; else a new one with the least that it needs."""
    rows = model._default_manager.order_by("pk")
    if model is Booth:
        rows = free_booths(Edition.objects.get(number=7).pk).order_by("pk")
    return rows[skipped : skipped + 1].first() or _new_row(model, at)


def _new_row(model: type[Model], at: datetime) -> Model:
    values = {}
    for field in model._meta.concrete_fields:
        if not (field.primary_key or field.null or field.has_default() or field.db_default is not NOT_PROVIDED):
            values[field.attname] = _column(field, at)
    return model._default_manager.create(**values)


def _column(field: "Field[Any, Any]", at: datetime) -> Any:
    if isinstance(field, ForeignKey):
        return _row(field.related_model, at, skipped=field.name in {"merged", "after"}).pk
    if field.name == "kind" and not field.choices:
        return KIND_OF_IMPORT
    if field.choices:
        return field.choices[0][0]
    kinds = {
        "DateTimeField": at + timedelta(days=field.name == "expires_at"),
        "DateField": at.date(),
        "DateTimeRangeField": DateTimeTZRange(at, at + timedelta(hours=1)),
        "CharField": "x",
        "TextField": "x",
        "EmailField": "stranger@example.com",
        "BinaryField": b"x",
        "ArrayField": [],
    }
    return kinds.get(field.get_internal_type(), 1)
