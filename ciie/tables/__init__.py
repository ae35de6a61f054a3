"""Tabular files: read what people send, match their columns to ours, and write exports that stay harmless."""
