from django.db import migrations


class Migration(migrations.Migration):
    """The rows of the cache "database", as `createcachetable` makes their table."""

    dependencies = [("accounts", "0007_sessions_ended")]

    operations = [
        migrations.RunSQL(
            sql=[
                """
                CREATE TABLE kept_in_database (
                    cache_key varchar(255) NOT NULL PRIMARY KEY,
                    value text NOT NULL,
                    expires timestamp with time zone NOT NULL
                )
                """,
                "CREATE INDEX kept_in_database_expires ON kept_in_database (expires)",
            ],
            reverse_sql="DROP TABLE kept_in_database",
        )
    ]
