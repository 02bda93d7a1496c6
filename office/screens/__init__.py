"""What each screen shows, read from the record: frozen rows, no Qt."""
