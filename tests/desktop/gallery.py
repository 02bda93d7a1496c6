"""Every screen with made-up rows, as pictures: `python -m tests.desktop.gallery FOLDER [NAME...]`."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog

from desktop.widgets import theme
from desktop.widgets.focus import FocusRing
from desktop.window import MainWindow
from office.rows import SendingRow
from tests.desktop import sample_screens as rows

LOOKS = (("light", 100), ("dark", 100), ("light", 200), ("contrast", 100))
SIZE = (1360, 860)
PAGES = {}
ROOMS = (
    "today",
    "drafts",
    "approvals",
    "calendar",
    "replies",
    "published",
    "record",
    "reports",
    "people",
    "rules",
)


def page(make):
    """Marks a function that makes a screen: (room, widget, header row)."""
    PAGES[make.__name__] = make
    return make


@page
def today():
    from desktop.views.today import TodayView

    view = TodayView()
    view.show_rows(rows.TODAY)
    return "today", view, rows.HEADER


@page
def today_empty():
    from desktop.views.today import TodayView

    view = TodayView()
    view.show_rows(rows.NOTHING)
    header = replace(rows.HEADER, periods=(), held=0, counts={}, next_out=None, rehearsal=True)
    return "today", view, header


@page
def today_paused():
    from desktop.views.today import TodayView

    view = TodayView()
    view.show_rows(rows.TODAY)
    paused = SendingRow("paused", "pause.all", {"by": "Duty officer", "at": rows.at(10, 5)}, "Line manager")
    return "today", view, replace(rows.HEADER, sending=paused, rehearsal=True)


def _calendar(kind):
    from desktop.views.calendar import CalendarView

    view = CalendarView()
    view.show_rows(rows.CALENDAR, (rows.PERIOD,), rows.NOW)
    view._on_kind(kind)
    view.show_rows(
        rows.CALENDAR,
        (
            rows.PERIOD,
            replace(rows.PERIOD, title="Local elections", start=rows.at(0, day=10), end=rows.at(22, day=17)),
        ),
        rows.NOW,
    )
    return "calendar", view, rows.HEADER


@page
def calendar_month():
    return _calendar(0)


@page
def calendar_week():
    return _calendar(1)


@page
def calendar_agenda():
    return _calendar(2)


@page
def record():
    from desktop.views.record import RecordView

    view = RecordView()
    view.show_entries(rows.ENTRIES, rows.NOW)
    view.show_record(rows.RECORD)
    view.show_people((rows.MANAGER, rows.OFFICER))
    view._list.choose(4)
    view._on_entry(rows.ENTRIES[4])
    view.show_story(rows.STORY)
    return "record", view, replace(rows.HEADER, periods=(), me=rows.RECORDS)


@page
def record_broken():
    from desktop.views.record import RecordView

    view = RecordView()
    view.show_entries((), rows.NOW)
    broken = replace(
        rows.RECORD,
        whole=False,
        findings=("Entry 4,790 was altered.", "Entry 4,791 does not join the one before."),
    )
    view.show_record(broken)
    view.show_progress(40, 100)
    return "record", view, replace(rows.HEADER, record=broken)


@page
def published():
    from desktop.views.published import PublishedView

    view = PublishedView()
    view.show_rows(rows.PUBLISHED)
    return "published", view, rows.HEADER


@page
def published_empty():
    from desktop.views.published import PublishedView

    view = PublishedView()
    view.show_rows(())
    return "published", view, rows.HEADER


def _delivery(row):
    from desktop.views.delivery import DeliveryView

    view = DeliveryView()
    view.show_rows(row, rows.PARTS, rows.NOW)
    return "calendar", view, rows.HEADER


@page
def delivery_missed():
    return _delivery(rows.MISSED)


@page
def delivery_held():
    return _delivery(rows.HELD)


@page
def delivery_rejected():
    return _delivery(rows.REJECTED)


@page
def delivery_published():
    return _delivery(rows.PUBLISHED[1])


@page
def delivery_uncertain():
    room, view, header = _delivery(rows.UNCERTAIN)
    view.show_uncertain(rows.DOUBT)
    view._doubt._group.button(0).click()
    return room, view, header


@page
def palette():
    room, view, header = today()
    return room, view, header, lambda window: (window._on_find(), window.show_found("", ()))


@page
def looks():
    return (*today(), lambda window: window._on_look())


@page
def helps():
    return (*record(), lambda window: (window.show_header(rows.HEADER), window._on_help()))


@page
def toasted():
    return (*today(), lambda window: window.toast("Withdrawn. It will not go out.", undo=True))


def every_page():
    """Ours, and those of the other folder of pages, in the window too."""
    from tests.desktop import gallery_more

    def framed(name, make):
        return lambda: (name.partition("_")[0], make(), rows.HEADER)

    return PAGES | {name: framed(name, make) for name, make in gallery_more.PAGES.items()}


def in_window(made):
    """A screen inside the window, as a person sees it."""
    room, view, header, *_ = made
    window = MainWindow()
    for name in ROOMS:
        window.rail.open_room(name)
    window.add_view(room, view)
    window.show_view(room)
    window.show_header(header)
    return window


def picture(app, made, path, size=SIZE):
    window = in_window(made)
    window.resize(*size)
    window.show()
    if len(made) > 3:
        made[3](window)
    for _ in range(6):
        app.sendPostedEvents()
        app.processEvents()
    seen = window.grab()
    for sheet in window.findChildren(QDialog):
        painter = QPainter(seen)
        painter.drawPixmap((seen.width() - sheet.width()) // 2, 90, sheet.grab())
        painter.end()
    seen.save(str(path))
    window.let_close()
    window.close()
    window.deleteLater()
    # Outside Qt's own loop nothing is deleted by itself, and every old window would take each new look on.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main(folder, names=()):
    os.environ["TZ"] = "Europe/London"
    time.tzset()
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    FocusRing(app)
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for name, make in every_page().items():
        if names and not any(name.startswith(wanted) for wanted in names):
            continue
        for mode, percent in LOOKS:
            theme.apply(app, mode, percent)
            picture(app, make(), out / f"{name}-{mode}-{percent}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "gallery", sys.argv[2:])
