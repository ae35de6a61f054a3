"""The organizer's pages over bookings and companies."""
