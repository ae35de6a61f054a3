"""Geometry and formats of plans, independent of Django's models."""
