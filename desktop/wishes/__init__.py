"""What a screen wants, joined to what the office does: a file per noun."""
