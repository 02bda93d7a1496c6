"""Pixels and the command line: Qt lives here and nowhere else."""
