"""Geometry and formats of plans. Nothing here knows Django's models."""
