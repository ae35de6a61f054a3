"""What the fair says in public about those who come: exhibits, directory, deals, figures, bulletins."""
