"""Plans that show companies, and the effects of a new version on the holders of booths."""
