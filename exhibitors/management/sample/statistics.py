"""Statistics of the tables for PostgreSQL's planner."""

from django.db import connection
from django.db.models import Model


def analyze(*models: type[Model]) -> None:
    """Gather the planner's statistics. Autovacuum sees nothing of a transaction that is still open, and plans made
    for empty tables take seconds on full ones.
    """
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
