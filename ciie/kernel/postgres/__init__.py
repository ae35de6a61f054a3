"""The `ENGINE` of the site's databases: Django's for PostgreSQL, extended to detect a server that hangs."""
