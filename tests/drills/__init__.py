"""Drills: what an operator does on the worst day, done for real on servers of their own."""
