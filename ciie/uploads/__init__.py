"""Uploaded files, which are checked before they are stored, under a name derived from their content."""
