"""Tabular files: reading uploads, matching their columns to ours, and writing exports that are harmless."""
