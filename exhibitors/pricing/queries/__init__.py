"""Queries for rate cards as plain values, buyers, and prices of space."""
