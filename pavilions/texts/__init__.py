"""Texts that the organizer writes: pages of the site, mails, and names of countries."""
