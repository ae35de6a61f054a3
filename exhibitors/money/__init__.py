"""What is sold and paid: offers and contracts, invoices, payments, books."""
