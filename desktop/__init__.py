"""Pixels and the command line: Qt lives here and nowhere else."""

import ctypes
import sys

# PySide6 6.12.0 is built for Pythons in which None lives for ever (3.12 on). On 3.11 each of its calls that returns
# nothing gives one reference to None away, and after some thousand calls the interpreter ends. So None gets enough
# references for any day's work. 6.11 does not do it: when the lock file names a version that does not, this goes.
if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 48
