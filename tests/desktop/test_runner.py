"""The two doors out of the Qt thread, and the way home."""

import threading

import pytest
from PySide6.QtCore import QThread

from desktop.runner import NowRunner, Runner
from office.rows import Changes


class Office:
    """Remembers on which thread it was touched."""

    def __init__(self):
        self.made_on = threading.get_ident()
        self.closed_on = None
        self.done = []

    def close(self):
        self.closed_on = threading.get_ident()


class Desk:
    """Collects what lands, and where."""

    def __init__(self):
        self.values, self.errors, self.threads = [], [], []

    def land(self, value):
        self.values.append(value)
        self.threads.append(QThread.currentThread())

    def fail(self, error):
        self.errors.append(error)


@pytest.fixture
def office():
    return []


@pytest.fixture
def runner(qapp, office):
    def make():
        office.append(Office())
        return office[0]

    made = Runner(make)
    yield made
    made.close()


def test_record_work_is_done_in_order_on_one_thread_and_lands_on_the_qt_thread(runner, office, qapp, qtbot):
    desk = Desk()
    for number in range(50):
        runner.on_record(lambda o, n=number: (o.done.append(n), threading.get_ident())[1], desk.land)
    qtbot.waitUntil(lambda: len(desk.values) == 50)
    assert set(desk.values) == {office[0].made_on}
    assert office[0].done == list(range(50))
    assert office[0].made_on != threading.get_ident()
    assert {thread is qapp.thread() for thread in desk.threads} == {True}


def test_network_work_does_not_wait_for_the_record(runner, qtbot):
    desk, gate = Desk(), threading.Event()
    runner.on_record(lambda _: gate.wait(5), desk.land)
    runner.on_network(lambda: "answer", desk.land)
    qtbot.waitUntil(lambda: desk.values == ["answer"])
    gate.set()
    qtbot.waitUntil(lambda: desk.values == ["answer", True])


def test_changes_of_one_landing_are_told_once(runner, qtbot):
    told, gate = [], threading.Event()
    runner.changed.connect(lambda changes, initiator: told.append((changes, initiator)))
    view = object()
    runner.on_record(lambda _: gate.wait(5) and None, initiator=view)
    runner.on_record(lambda _: Changes(posts=True), initiator=view)
    runner.on_record(lambda _: ("id", Changes(mentions=True)), initiator=view)
    with qtbot.waitSignal(runner.busy, check_params_cb=lambda busy: not busy):
        gate.set()
    together = Changes(record=False)
    for changes, initiator in told:
        assert initiator is view
        together |= changes
    assert together == Changes(posts=True, mentions=True)


def test_a_change_can_be_announced_from_any_thread(runner, qtbot):
    thread = threading.Thread(target=runner.announce, args=(Changes(sending=True),))
    with qtbot.waitSignal(runner.changed) as told:
        thread.start()
    thread.join()
    assert told.args == [Changes(sending=True), None]


def test_late_answers_are_dropped(runner, qtbot):
    desk = Desk()
    first = runner.latest("today")
    runner.on_record(lambda _: "old", first(desk.land))
    second = runner.latest("today")
    runner.on_record(lambda _: "new", second(desk.land))
    qtbot.waitUntil(lambda: bool(desk.values))
    assert desk.values == ["new"]


def test_errors_go_to_whoever_asked_or_else_to_the_default(qapp, qtbot):
    default, own = Desk(), Desk()
    runner = Runner(Office, default.fail)
    runner.on_record(lambda _: 1 / 0, own.land, own.fail)
    runner.on_network(lambda: {}["nothing"], own.land)
    qtbot.waitUntil(lambda: bool(default.errors and own.errors))
    runner.close()
    assert isinstance(own.errors[0], ZeroDivisionError)
    assert isinstance(default.errors[0], KeyError)
    assert own.values == []


def test_an_office_that_cannot_be_made_is_told_to_everybody_who_asks(qapp, qtbot):
    desk = Desk()
    runner = Runner(lambda: 1 / 0, desk.fail)
    runner.on_record(lambda o: o, desk.land)
    runner.on_record(lambda o: o, desk.land)
    qtbot.waitUntil(lambda: len(desk.errors) == 2)
    runner.close()
    assert desk.values == []


def test_closing_drains_the_record_and_refuses_landings(qapp, qtbot):
    desk, made = Desk(), []
    runner = Runner(lambda: made.append(Office()) or made[0])
    for number in range(20):
        runner.on_record(lambda o, n=number: o.done.append(n), desk.land)
    runner.close()
    runner.on_record(lambda o: o.done.append("late"), desk.land)
    qtbot.wait(20)
    assert made[0].done == list(range(20))
    assert made[0].closed_on == made[0].made_on
    assert desk.values == []


def test_progress_reaches_the_qt_thread(runner, qtbot):
    desk = Desk()
    tell = runner.report(desk.land)
    runner.on_record(lambda _: [tell(n / 2) for n in range(3)] and None)
    qtbot.waitUntil(lambda: desk.values == [0.0, 0.5, 1.0])


def test_an_error_in_one_landing_does_not_lose_the_next(qapp, qtbot):
    desk = Desk()
    runner = NowRunner(Office)
    with pytest.raises(ZeroDivisionError):
        runner.on_record(lambda _: 1, lambda value: value / 0)
    runner.on_record(lambda _: 2, desk.land)
    assert desk.values == [2]
    runner.close()


def test_the_runner_for_tests_does_it_at_once(qapp):
    desk, told = Desk(), []
    runner = NowRunner(Office, desk.fail)
    runner.changed.connect(lambda changes, initiator: told.append((changes, initiator)))
    runner.on_record(lambda _: ("x", Changes(posts=True)), desk.land, initiator="me")
    runner.on_network(lambda: 1 / 0)
    assert desk.values == [("x", Changes(posts=True))]
    assert told == [(Changes(posts=True), "me")]
    assert isinstance(desk.errors[0], ZeroDivisionError)
    runner.close()
