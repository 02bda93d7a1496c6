"""The command line: despatch, despatch rehearse | verify | doctor | dispatch."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from office.journal.port import JournalFault


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status 0: done; 1: a check failed or something stands in the way, said in a sentence; 2: misuse."""
    os.umask(0o077)
    given = _parser().parse_args(argv)
    try:
        return int(given.run(given))
    except JournalFault as fault:
        print(fault, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="despatch", description="Draft, approve, schedule and reply; nothing goes out unapproved."
    )
    parser.set_defaults(run=_window, folder=None)
    parser.add_argument("--workspace", dest="folder", type=Path, help="the folder of a workspace or a seat")
    commands = parser.add_subparsers(title="commands")
    rehearse = commands.add_parser("rehearse", help="a department that does not exist, to practise in")
    rehearse.add_argument(
        "--tour", type=Path, metavar="DIR", help="play the journey, leave screenshots in DIR"
    )
    rehearse.set_defaults(run=_rehearse)
    verify = commands.add_parser("verify", help="check that the record is whole; exit status 1 if it is not")
    verify.add_argument("folder", type=Path, help="the folder of the workspace")
    verify.add_argument("--with-seal", type=Path, action="append", default=[], metavar="FILE")
    verify.add_argument("--chain-only", action="store_true", help="without the signatures: much faster")
    verify.set_defaults(run=_verify)
    doctor = commands.add_parser("doctor", help="what works on this computer and what does not")
    doctor.set_defaults(run=_doctor)
    dispatch = commands.add_parser("dispatch", help="publish without a window, on an always-on machine")
    dispatch.add_argument("folder", type=Path, help="the folder of the workspace")
    dispatch.set_defaults(run=_dispatch)
    return parser


NO_SCREEN = (
    "There is no screen here. `despatch rehearse --tour FOLDER` plays a rehearsal and leaves pictures; verify, doctor"
    " and dispatch need no screen."
)


def _has_screen() -> bool:
    """Qt would end the process without one; on Windows and macOS there always is one."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def _window(given: argparse.Namespace) -> int:
    if not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 1
    # Before Qt: from then on PySide reads the source of every module that is loaded, which costs a tenth of a second.
    from desktop import start

    return start.run(given.folder)


def _rehearse(given: argparse.Namespace) -> int:
    if not _has_screen():
        if given.tour is None:
            print(NO_SCREEN, file=sys.stderr)
            return 1
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop import start

    return start.rehearse(given.tour)


def _verify(given: argparse.Namespace) -> int:
    from accounts.vault import KeyringVault
    from desktop.assemble import checking
    from desktop.assemble.doors import SERVICE

    vault = KeyringVault(SERVICE)
    report = checking.verify(given.folder, given.with_seal, vault=vault, signatures=not given.chain_only)
    print("\n".join(report.lines()))
    return 0 if report.whole else 1


def _doctor(_given: argparse.Namespace) -> int:
    from desktop.assemble import doctor

    findings = doctor.examine()
    for finding in findings:
        print(finding)
    return 0 if all(f.well for f in findings) else 1


def _dispatch(given: argparse.Namespace) -> int:
    from desktop import alone

    return alone.dispatch(given.folder)


if __name__ == "__main__":
    sys.exit(main())
