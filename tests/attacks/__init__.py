"""What an attacker does, step by step, and what must come of it."""
