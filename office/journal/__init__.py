"""The record: an append-only, signed chain and the tables read from it."""
