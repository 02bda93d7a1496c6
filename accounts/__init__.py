"""Whom we speak as: accounts, their platforms and the vault of their keys."""
