"""The small parts that several screens share."""
