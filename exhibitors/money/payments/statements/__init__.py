"""Bank statements read into plain lines: bytes in, statements or a sentence about what is wrong out."""
