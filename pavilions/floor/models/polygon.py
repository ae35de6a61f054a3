"""The `polygon` type of PostgreSQL, whose `&&` is exact, so that an exclusion constraint can judge overlaps."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

type Points = tuple[tuple[float, float], ...]


class PolygonField(models.Field):
    """A ring of (x, y) points, without a closing point, that is only compared inside the database."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "polygon"

    def get_prep_value(self, value: Points | str | None) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return "(" + ",".join(f"({x},{y})" for x, y in value) + ")"

    def from_db_value(self, value: str | None, expression: object, connection: BaseDatabaseWrapper) -> Points | None:
        if value is None:
            return None
        numbers = [float(part) for part in value.replace("(", "").replace(")", "").split(",")]
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))

    def to_python(self, value: Any) -> Any:
        return value
