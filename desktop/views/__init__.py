"""The screens: each shows rows, and says what a person wants."""
