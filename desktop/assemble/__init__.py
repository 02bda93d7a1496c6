"""Builds the parts and joins them, without Qt: for the window, the command line and the publisher without a window."""
