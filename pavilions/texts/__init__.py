"""Texts that the organizer writes: pages of the site, what mails say, names of countries."""
