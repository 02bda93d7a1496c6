"""The press office: what may be done, by whom, and the record of it."""
