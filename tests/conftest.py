"""What every test may count on: no screen, no skips where nothing may be skipped, and nothing left running."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from weakref import WeakSet

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes is the machine's affair: nothing here is a timed test.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

NO_SKIPS = os.environ.get("DESPATCH_NO_SKIPS") == "1"
PATIENCE = 2.0

_started_timers: WeakSet = WeakSet()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything is installed (CI), a skipped test is a failure, and says what was missing."""
    report = yield
    return _skip_is_failure(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return _skip_is_failure(report)


def _skip_is_failure(report):
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here (DESPATCH_NO_SKIPS=1). {reason}"
    return report


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread or a Qt timer running."""
    before = set(threading.enumerate())
    _watch_timers()
    yield
    if request.node.get_closest_marker("leaves_running"):
        return
    threads = _threads_since(before)
    if threads:
        pytest.fail(f"left threads running: {', '.join(sorted(thread.name for thread in threads))}")
    timers = _running_timers()
    if timers:
        pytest.fail(f"left Qt timers running: {', '.join(sorted(timers))}")


def _threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads that outlive the test, after a moment in which those that are ending may end."""
    end = time.monotonic() + PATIENCE
    while True:
        left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
        left = [thread for thread in left if not isinstance(thread, threading._DummyThread)]
        if not left or time.monotonic() > end:
            return left
        left[0].join(0.05)


def _watch_timers() -> None:
    """Remembers each QTimer that is started from Python. Tests without Qt pay nothing for it."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or hasattr(core.QTimer.start, "watched"):
        return
    start = core.QTimer.start

    def watched_start(timer, *args):
        _started_timers.add(timer)
        return start(timer, *args)

    watched_start.watched = True
    core.QTimer.start = watched_start


def _running_timers() -> list[str]:
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None or not _started_timers:
        return []
    import shiboken6

    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    alive = [timer for timer in list(_started_timers) if shiboken6.isValid(timer)]
    running = [timer for timer in alive if timer.isActive() and not _ends_by_itself(timer)]
    names = [f"{timer.objectName() or type(timer).__name__} of {timer.parent()!r}" for timer in running]
    for timer in running:
        timer.stop()
    return names


def _ends_by_itself(timer) -> bool:
    """A single shot of no delay only waits for its turn."""
    return timer.isSingleShot() and timer.interval() == 0
