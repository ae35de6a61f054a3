"""The fair's public information about its exhibitors: exhibits, directory, deals, figures, bulletins."""
