"""Files that people send: looked at before they are kept, and kept under a name made from their content."""
