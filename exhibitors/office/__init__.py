"""The organizer's pages on bookings and companies."""
