"""A D-Bus session of its own with a real gnome-keyring in it and a throw-away home, for as long as a test lasts."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
TOOLS = ("dbus-daemon", "gnome-keyring-daemon")
PATIENCE = 15.0

# No service folders: nothing is started on demand, neither a second keyring nor a window that asks for a password.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

_WAIT = """
import time, secretstorage
for _ in range(100):
    try:
        bus = secretstorage.dbus_init()
        if secretstorage.check_service_availability(bus):
            secretstorage.get_default_collection(bus)
            break
    except Exception:
        pass
    time.sleep(0.1)
else:
    raise SystemExit("the keyring did not come up")
"""


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class KeyringSession:
    """`with KeyringSession(home) as session: session.run(code)`; `daemon=False` leaves the bus without a keyring."""

    def __init__(self, home: Path, *, daemon: bool = True) -> None:
        self._home = home
        self._wants_daemon = daemon
        self._running: list[subprocess.Popen[bytes]] = []
        socket = home / "bus"
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
            "PYTHONPATH": str(ROOT),
        }
        (home / "bus.conf").write_text(_BUS.format(socket=socket))

    def __enter__(self) -> Self:
        self._start(["dbus-daemon", f"--config-file={self._home / 'bus.conf'}", "--nofork", "--nopidfile"])
        end = time.monotonic() + PATIENCE
        while not (self._home / "bus").exists() and time.monotonic() < end:
            time.sleep(0.02)
        if self._wants_daemon:
            self.start_keyring()
        return self

    def __exit__(self, *_) -> None:
        while self._running:
            self._stop(self._running.pop())

    def start_keyring(self, password: bytes = b"a pass phrase") -> None:
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        daemon = self._start(command, stdin=subprocess.PIPE)
        daemon.stdin.write(password)
        daemon.stdin.close()
        said = self.run(_WAIT)
        assert said.returncode == 0, said.stderr

    def stop_keyring(self) -> None:
        self._stop(self._running.pop())

    def run(self, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Python in this session, as Despatch would be in an officer's."""
        return subprocess.run(
            [sys.executable, "-c", code],
            env=self._environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def _start(self, command: list[str], stdin: int | None = None) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            command, env=self._environment, stdin=stdin or quiet, stdout=quiet, stderr=quiet
        )
        self._running.append(process)
        return process

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
