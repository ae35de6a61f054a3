"""Readers of bank statements, which turn bytes into plain statements, or into a sentence about what is wrong."""
