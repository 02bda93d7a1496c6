"""The rules: pure functions that take facts and time, and answer with refusals."""
