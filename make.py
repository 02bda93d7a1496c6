"""Every command of this checkout, in plain Python: `python make.py help`. `make` only calls it.

To add a command: write its function, give it a one-line docstring, and name it in COMMANDS.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "installed-locks"
PYTHON_VERSION = "%d.%d" % sys.version_info[:2]
RUNTIME, DEV = HERE / "requirements.lock", HERE / "requirements-dev.lock"

# The libraries that Qt's wheel leaves to the system, as its files name them.
ANY_WINDOW = """
    libEGL.so.1 libGL.so.1 libX11.so.6 libdbus-1.so.3 libfontconfig.so.1 libfreetype.so.6 libglib-2.0.so.0
    libgssapi_krb5.so.2 libxkbcommon.so.0 libzstd.so.1
""".split()
X11_WINDOW = """
    libX11-xcb.so.1 libxcb-cursor.so.0 libxcb-glx.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1
    libxcb-randr.so.0 libxcb-render-util.so.0 libxcb-render.so.0 libxcb-shape.so.0 libxcb-shm.so.0
    libxcb-sync.so.1 libxcb-util.so.1 libxcb-xfixes.so.0 libxcb-xkb.so.1 libxkbcommon-x11.so.0
""".split()
WAYLAND_WINDOW = "libwayland-client.so.0 libwayland-cursor.so.0 libwayland-egl.so.1".split()


def main(arguments):
    if sys.version_info < (3, 11):
        stop("Despatch needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        show_help([])
        stop(f"There is no command called {name!r}.")
    os.chdir(HERE)
    try:
        return COMMANDS[name](arguments[1:])
    except KeyboardInterrupt:
        return 130


def run(arguments):
    """Start Despatch in rehearsal: a made-up department, nothing leaves this computer."""
    set_up(RUNTIME)
    if has_screen():
        return call([PYTHON, "-m", "desktop.cli", "rehearse", *arguments])
    say("There is no screen here, so Despatch takes its tour by itself and leaves pictures in build/tour.")
    return tour([PYTHON, "-m", "desktop.cli"], "build/tour", arguments)


def test(arguments):
    """Run every check and every test; anything after the command goes to pytest."""
    set_up(DEV)
    return checks([*LINTERS, ("tests", ["-m", "pytest", *arguments])])


def lint(_arguments):
    """Run the checks alone: format, lint, imports, types."""
    set_up(DEV)
    return checks(LINTERS)


def bench(arguments):
    """Measure: the ratios that design promises, on this machine (tests/bench)."""
    return suite("bench", arguments)


def faults(arguments):
    """Break things on purpose: killed processes, lost answers, full disks (tests/faults)."""
    return suite("faults", arguments)


def suite(name, arguments):
    set_up(DEV)
    if not (HERE / "tests" / name / "__main__.py").exists():
        stop(f"There is no tests/{name}/__main__.py yet, so nothing to run.")
    return call([PYTHON, "-m", f"tests.{name}", *arguments])


def bundle(arguments):
    """Make dist/despatch, an application that needs no Python, and prove it by its tour (--no-proof skips that)."""
    set_up(DEV)
    need_packages(bundle_packages())
    say("Bundling, some minutes ...")
    work = ["--noconfirm", "--clean", "--log-level=WARN", "--distpath=dist", "--workpath=build/pyinstaller"]
    if call([PYTHON, "-m", "PyInstaller", *work, "build.spec"]):
        return 1
    program = HERE / "dist" / "despatch" / ("despatch.exe" if WINDOWS else "despatch")
    size = sum(
        file.stat().st_size for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink()
    )
    say(f"Made {program.parent.relative_to(HERE)}, {size / 1e6:.0f} MB.")
    if "--no-proof" in arguments:
        return 0
    return tour([program], "build/bundle-tour", [])


def clean(_arguments):
    """Remove what these commands made: .venv, build, dist and caches."""
    made = [VENV, HERE / "build", HERE / "dist", HERE / ".coverage", HERE / "htmlcov"]
    made += [HERE / f".{tool}_cache" for tool in ("import_linter", "mypy", "pytest", "ruff")]
    made += [HERE / ".hypothesis", *HERE.glob("*.egg-info")]
    made += [cache for cache in HERE.rglob("__pycache__") if VENV not in cache.parents]
    for path in made:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    say("Clean.")
    return 0


def show_help(_arguments):
    """Show this list."""
    print("make COMMAND, or python make.py COMMAND:\n")
    for name, command in COMMANDS.items():
        print(f"  {name:8} {command.__doc__}")
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "faults": faults,
    "bundle": bundle,
    "clean": clean,
    "help": show_help,
}
IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"
LINTERS = [
    ("format", ["-m", "ruff", "format", "--check", "--quiet"]),
    ("lint", ["-m", "ruff", "check", "--quiet"]),
    ("imports", ["-c", IMPORTS, "--no-logo"]),
    ("types", ["-m", "mypy"]),
]


def checks(steps):
    """Runs every step, even after one has failed, and names those that did."""
    failed = []
    for name, command in steps:
        say(f"-- {name}")
        if call([PYTHON, *command]):
            failed.append(name)
    if failed:
        say(f"Not well: {', '.join(failed)}.")
        return 1
    say(f"All well: {', '.join(name for name, _ in steps)}.")
    return 0


def tour(program, folder, arguments):
    """The rehearsal without a screen; it fails unless it left pictures."""
    shutil.rmtree(HERE / folder, ignore_errors=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    status = call([*program, "rehearse", "--tour", folder, *arguments], env=environment)
    pictures = list((HERE / folder).rglob("*.png"))
    say(f"{len(pictures)} pictures in {folder}.")
    return status or (0 if pictures else 1)


def set_up(lock):
    """Makes .venv hold exactly what the lock names, and the system what Qt needs. Quick when both are so."""
    usable = works()
    need_packages([*window_packages(), *([] if usable else venv_packages())])
    wanted = digest(lock)
    if usable and wanted in installed():
        return
    began = time.monotonic()
    say("Setting up, about a minute ...")
    if not usable and call([sys.executable, "-m", "venv", "--clear", VENV]):
        stop("Python could not make the folder .venv; what it said stands above.")
    STAMP.unlink(missing_ok=True)
    pip = [PYTHON, "-m", "pip", "-qq", "--no-input", "--disable-pip-version-check"]
    exactly = ["--require-hashes", "--only-binary=:all:", "--root-user-action=ignore", "-r", lock]
    if call([*pip, "install", *exactly]):
        stop("The packages could not be installed; what pip said stands above.")
    if call([PYTHON, "-c", "import PySide6.QtWidgets"]):
        stop("Qt does not load on this system; what it said stands above.")
    # The developers' lock holds everything of the other, at the same versions.
    STAMP.write_text("\n".join([wanted, *([digest(RUNTIME)] if lock == DEV else [])]), encoding="utf-8")
    say(f"Set up in {time.monotonic() - began:.0f} s.")


def digest(lock):
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def installed():
    return STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []


def works():
    """Whether .venv is there and starts (it does not once it was moved, or its Python removed or replaced)."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def has_screen():
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def window_packages():
    """The Debian packages of the libraries without which Qt would not load, or open a window on this screen."""
    if not LINUX:
        return []
    screen = X11_WINDOW if os.environ.get("DISPLAY") else WAYLAND_WINDOW if has_screen() else []
    return [debian_package(library) for library in [*ANY_WINDOW, *screen] if not loads(library)]


def debian_package(library):
    """Debian's own rule: libxcb-icccm.so.4 is in libxcb-icccm4, libdbus-1.so.3 in libdbus-1-3; only GLib differs."""
    name, version = library.lower().replace("_", "-").replace("glib-2", "glib2").split(".so.")
    return f"{name}-{version}" if name[-1].isdigit() else name + version


def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def venv_packages():
    """Debian keeps a part of Python that makes environments in a package of its own."""
    asked = subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False)
    return [f"python{PYTHON_VERSION}-venv"] if LINUX and asked.returncode else []


def bundle_packages():
    if not LINUX:
        return []
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        stop(
            "This Python was built without its shared library, which a bundle needs; use the system's python3."
        )
    tools = [] if shutil.which("objdump") else ["binutils"]
    return [
        *tools,
        *([] if loads(sysconfig.get_config_var("INSTSONAME")) else [f"libpython{PYTHON_VERSION}"]),
    ]


def need_packages(packages):
    """Installs Debian packages where that needs no asking; elsewhere says the one command that does."""
    if not packages:
        return
    listed = " ".join(packages)
    if not shutil.which("apt-get"):
        stop(f"This system lacks what Debian calls {listed}; install the like of them and try again.")
    if os.geteuid() != 0:
        stop(
            f"This system lacks something that Despatch needs; install it with: sudo apt-get install {listed}"
        )
    say(f"Installing {listed} ...")
    get = ["apt-get", "-qq", "-o", "Acquire::Retries=3", "-o", "Dpkg::Use-Pty=0"]
    quietly = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    call([*get, "update"], **quietly)
    if call([*get, "install", "--yes", "--no-install-recommends", *packages], **quietly):
        stop(f"That did not work; what apt-get said stands above. By hand: apt-get install {listed}")


def call(command, **options):
    return subprocess.run([str(part) for part in command], check=False, **options).returncode


def say(sentence):
    print(sentence, flush=True)


def stop(sentence):
    print(sentence, file=sys.stderr, flush=True)
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
