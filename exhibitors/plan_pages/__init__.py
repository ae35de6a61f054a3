"""Plans with companies on them, and what a new version means for holders."""
