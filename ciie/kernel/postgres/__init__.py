"""`ENGINE` of the site's databases: Django's for PostgreSQL, which notices a server that hangs."""
