"""Today, Calendar, Published, Record and one delivery: reading asks for nothing, a click names exactly the ids."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop import times
from desktop.views.calendar import CalendarView
from desktop.views.calendar_days import AGENDA, MONTH, WEEK, days, span, step, throughout, title
from desktop.views.delivery import DeliveryView
from desktop.views.going_out import GoingRow
from desktop.views.published import PublishedView
from desktop.views.record import RecordView, seal_words, state_words
from desktop.views.today import ItemRow, TodayView
from desktop.widgets.cards import Callout
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.labels import PlainLabel
from office.rows import RecordRow, StoryRow
from tests.desktop import sample_screens as rows

MARKUP = '<b>bold</b><img src="file:///etc/passwd">'


def words_of(widget):
    plain = [label.words() for label in widget.findChildren(PlainLabel) if not label.isHidden()]
    return plain + [label.words() for label in widget.findChildren(Emphasis)]


SCREENS = {
    "today": (
        TodayView,
        ("target_wanted", "new_post_wanted"),
        [
            lambda v: v.show_rows(rows.TODAY),
            lambda v: v.show_rows(replace(rows.TODAY, items=(replace(rows.TODAY.items[0], title=MARKUP),))),
            lambda v: v.show_rows(rows.NOTHING),
        ],
    ),
    "calendar": (
        CalendarView,
        ("range_wanted", "delivery_wanted", "new_post_wanted"),
        [
            lambda v: v.show_rows(rows.CALENDAR, (rows.PERIOD,), rows.NOW),
            lambda v: v.show_rows((replace(rows.FLU, title=MARKUP),), (), rows.NOW),
            lambda v: v.show_rows((), (), rows.NOW),
        ],
    ),
    "published": (
        PublishedView,
        ("delivery_wanted", "open_url_wanted"),
        [lambda v: v.show_rows(rows.PUBLISHED), lambda v: v.show_rows(())],
    ),
    "record": (
        RecordView,
        ("search_wanted", "page_wanted", "story_wanted", "verify_wanted", "seal_wanted", "export_wanted"),
        [
            lambda v: v.show_entries(rows.ENTRIES, rows.NOW),
            lambda v: v.add_entries(rows.ENTRIES),
            lambda v: v.show_record(rows.RECORD),
            lambda v: v.show_people((rows.MANAGER,)),
            lambda v: v.show_story(rows.STORY),
            lambda v: v.show_progress(1, 2),
            lambda v: v.show_entries(()),
        ],
    ),
    "delivery": (
        DeliveryView,
        (
            "reschedule_wanted",
            "withdraw_wanted",
            "settle_wanted",
            "refresh_wanted",
            "edit_wanted",
            "leave_wanted",
        ),
        [
            *(
                lambda v, row=row: v.show_rows(row, rows.PARTS, rows.NOW)
                for row in (rows.MISSED, rows.HELD, rows.REJECTED, rows.UNCERTAIN, *rows.GOING)
            ),
            lambda v: v.show_uncertain(rows.DOUBT),
            lambda v: v.show_uncertain(replace(rows.DOUBT, account_posts=(), reading_off=True)),
        ],
    ),
}
"""Each screen, what it asks for, and how it is filled: with much, with markup, with nothing."""


@pytest.mark.parametrize("name", SCREENS)
def test_loading_asks_for_nothing(name, on_screen, heard):
    make, signals, fillings = SCREENS[name]
    view = on_screen(make())
    asked = heard(view, *signals)
    for fill in fillings:
        fill(view)
        view.grab()
    assert asked == []


@pytest.mark.parametrize("name", SCREENS)
def test_everything_that_can_be_pressed_has_a_name(name, on_screen):
    make, _, fillings = SCREENS[name]
    view = on_screen(make())
    for fill in fillings:
        fill(view)
    nameless = [
        b for b in view.findChildren(QPushButton) if b.isVisible() and not (b.accessibleName() or b.text())
    ]
    assert nameless == []


def test_each_row_of_today_leads_to_its_target(on_screen, heard, click):
    view = on_screen(TodayView())
    view.show_rows(rows.TODAY)
    asked = heard(view, "target_wanted", "new_post_wanted")
    for row in view.findChildren(ItemRow):
        click(row.button)
    click(view._new)
    click(view.findChildren(GoingRow)[0])
    targets = [item.target for item in rows.TODAY.items]
    assert asked == [
        *(("target_wanted", t) for t in targets),
        ("new_post_wanted",),
        ("target_wanted", "delivery/d1"),
    ]


def test_today_says_when_there_is_nothing_to_do(on_screen):
    view = on_screen(TodayView())
    view.show_rows(rows.NOTHING)
    said = words_of(view)
    assert "Good morning. Nothing needs you." in said
    assert "Nobody is waiting for an answer." in said


def test_markup_in_a_title_stays_text(on_screen):
    view = on_screen(TodayView())
    view.show_rows(replace(rows.TODAY, items=(replace(rows.TODAY.items[0], title=MARKUP),)))
    assert MARKUP in words_of(view)


def test_the_days_of_a_month_week_and_agenda():
    june = times.local(rows.NOW).date()
    assert [str(day) for day in span(MONTH, june)] == ["2026-06-01", "2026-07-06"]
    assert [str(day) for day in span(WEEK, june)] == ["2026-06-01", "2026-06-08"]
    assert [str(day) for day in span(AGENDA, june)] == ["2026-06-01", "2026-06-29"]
    assert str(step(MONTH, june, -6)) == "2025-12-01"
    assert title(MONTH, june) == "June 2026"
    assert title(WEEK, june.replace(day=30)) == "29 June to 5 July 2026"


def test_a_period_without_an_end_covers_every_day_after_its_start():
    june = times.local(rows.NOW).date()
    shown = days(MONTH, june, (), (rows.PERIOD,), rows.NOW)
    assert throughout((rows.PERIOD,), shown) == [rows.PERIOD]
    later = replace(rows.PERIOD, start=rows.at(12, day=10), end=rows.at(0, day=12))
    shown = days(MONTH, june, (), (later,), rows.NOW)
    assert [day.day.day for day in shown if day.bands] == [10, 11]
    assert throughout((later,), shown) == []


def test_a_delivery_stands_in_londons_day():
    late = replace(rows.FLU, start=rows.at(0, 30, day=4))
    shown = days(MONTH, times.local(rows.NOW).date(), (late,), (), rows.NOW)
    assert [day.day.day for day in shown if day.entries] == [4]


def test_an_entry_of_the_calendar_opens_by_mouse(on_screen, heard, qtbot):
    view = on_screen(CalendarView())
    view.show_rows(rows.CALENDAR, (rows.PERIOD,), rows.NOW)
    asked = heard(view, "delivery_wanted", "range_wanted")
    grid = view._grid
    spot = grid.visualRect(grid.model().index(0, 2)).topLeft() + QPoint(40, 40)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(asked) == 1
    assert asked[0][0] == "delivery_wanted"


def test_the_calendar_is_walked_by_keyboard(on_screen, heard, qtbot):
    view = on_screen(CalendarView())
    view.show_rows(rows.CALENDAR, (rows.PERIOD,), rows.NOW)
    asked = heard(view, "delivery_wanted", "range_wanted")
    view._grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view._grid, key)
    friday = [row for row in rows.CALENDAR if row.start == rows.at(8, 30, day=5)]
    assert asked == [("delivery_wanted", friday[0].id)]
    qtbot.keyClick(view._grid, Qt.Key.Key_PageDown)
    assert asked[1:] == [("range_wanted", *view.range())]
    assert view._line.title.words() == "July 2026"
    qtbot.keyClick(view._grid, Qt.Key.Key_W)
    qtbot.keyClick(view._grid, Qt.Key.Key_T)
    assert view._line.title.words() == "1 to 7 June 2026"


def test_a_full_day_opens_in_the_agenda_and_a_row_there_opens(on_screen, heard, qtbot):
    view = on_screen(CalendarView())
    view.show_rows(rows.CALENDAR, (), rows.NOW)
    view._grid.setFocus()
    qtbot.keyClick(view._grid, Qt.Key.Key_Return)
    view.show_rows(rows.CALENDAR, (), rows.NOW)
    view._list.choose(view._agenda.place_of(times.local(rows.NOW).date()))
    asked = heard(view, "delivery_wanted")
    qtbot.keyClick(view._list, Qt.Key.Key_Return)
    assert len(asked) == 1


def test_the_calendars_range_is_from_midnight_to_midnight_in_london():
    view = CalendarView()
    assert view.range(rows.NOW) == (rows.at(0, day=1), rows.at(0, day=6, month=7))
    view.deleteLater()


def test_what_was_published_is_found_opened_and_seen(on_screen, heard, click, qtbot):
    view = on_screen(PublishedView())
    view.show_rows(rows.PUBLISHED)
    asked = heard(view, "delivery_wanted", "open_url_wanted")
    qtbot.keyClicks(view._typed, "flood")
    assert view._model.rowCount() == 1
    click(view._open)
    click(view._see)
    row = rows.PUBLISHED[4]
    assert asked == [("open_url_wanted", row.url), ("delivery_wanted", row.id)]


def test_nothing_published_teaches(on_screen):
    view = on_screen(PublishedView())
    view.show_rows(())
    assert "Nothing has been published yet" in words_of(view)
    assert not view._open.isEnabled()


def test_the_record_is_searched_in_a_persons_words(on_screen, heard, qtbot):
    view = on_screen(RecordView())
    view.show_entries(rows.ENTRIES, rows.NOW)
    asked = heard(view, "search_wanted")
    qtbot.keyClicks(view._typed, "flu")
    qtbot.keyClick(view._typed, Qt.Key.Key_Return)
    assert asked == [("search_wanted", "flu", "", "", None)]
    view._on_chosen(view._what, "_kind", "delivery", "Approval and sending")
    view._on_chosen(view._when, "_days", 7, "Last 7 days")
    assert asked[1:] == [
        ("search_wanted", "flu", "delivery", "", None),
        ("search_wanted", "flu", "delivery", "", rows.NOW - timedelta(days=7)),
    ]


def test_an_entry_tells_the_story_of_its_post(on_screen, heard, qtbot):
    view = on_screen(RecordView())
    view.show_entries(rows.ENTRIES, rows.NOW)
    view.show_record(rows.RECORD)
    asked = heard(view, "story_wanted")
    view._list.setFocus()
    qtbot.keyClick(view._list, Qt.Key.Key_Down)
    assert asked == [("story_wanted", "post-1")]
    view.show_story(rows.STORY)
    said = words_of(view._story)
    assert "Sent = approved. Fingerprint 5b1e 0c44 91d7 on both sides." in said
    assert "Gate asked Tue 10:00:00, nothing in the way" in said
    assert any(words.startswith("Entry 4,811 of 4,812.") for words in said)


def test_what_was_not_approved_is_said_loudly(on_screen):
    view = on_screen(RecordView())
    view.show_story(StoryRow("X", (), "aaaa", "bbbb", False))
    (callout,) = view._story.findChildren(Callout)
    assert callout.words() == "What was sent is not what was approved. Approved aaaa, sent bbbb."


def test_the_next_page_is_asked_for_by_the_last_entry_and_once(on_screen, heard):
    view = on_screen(RecordView())
    page = tuple(replace(rows.ENTRIES[0], seq=5000 - n) for n in range(100))
    view.show_entries(page, rows.NOW)
    asked = heard(view, "page_wanted")
    view._list.scrollToBottom()
    view.grab()
    view._model.fetchMore(view._list.rootIndex())
    view._model.fetchMore(view._list.rootIndex())
    assert asked == [("page_wanted", 4901)]
    view.add_entries(page[:3])
    assert view._model.rowCount() == 103


def test_the_records_state_in_words():
    assert state_words(rows.RECORD) == ("Whole. 4,812 entries checked at 11:30", "ok")
    assert state_words(RecordRow(7, "")) == ("Not checked yet. 7 entries", "neutral")
    assert state_words(RecordRow(7, "", whole=False))[1] == "bad"
    assert seal_words(rows.RECORD).endswith("3 later entries are not yet protected.")
    assert seal_words(RecordRow(7, "")).startswith("Not sealed yet")


def test_verify_seal_and_extract_are_asked_for(on_screen, heard, click):
    view = on_screen(RecordView())
    view.show_entries(rows.ENTRIES, rows.NOW)
    asked = heard(view, "verify_wanted", "seal_wanted", "export_wanted")
    for button in (view._verify, view._seal, view._extract):
        click(button)
    assert asked == [("verify_wanted",), ("seal_wanted",), ("export_wanted",)]
    view.show_progress(1, 2)
    click(view._verify)
    assert (len(asked), view._verify.words()) == (3, "Checking")
    view.show_progress(0, 0)
    click(view._verify)
    assert (asked[3:], view._verify.words()) == ([("verify_wanted",)], "Verify now")


def test_a_missed_post_gets_a_new_time_or_is_let_go(on_screen, heard, click, qtbot):
    view = on_screen(DeliveryView())
    view.show_rows(rows.MISSED, rows.PARTS, rows.NOW)
    asked = heard(view, "reschedule_wanted", "withdraw_wanted", "edit_wanted")
    click(view._time.button)
    click(view._go)
    click(view._edit)
    assert asked == [
        ("reschedule_wanted", "d7", rows.at(12), rows.at(12, 15)),
        ("withdraw_wanted", "d7"),
        ("edit_wanted", "post-7"),
    ]


def test_a_time_that_has_passed_is_refused_with_a_reason(on_screen, qtbot):
    view = on_screen(DeliveryView())
    view.show_rows(rows.MISSED, rows.PARTS, rows.NOW)
    view._time._start._time.setText("")
    qtbot.keyClicks(view._time._start._time, "08:00")
    assert not view._time.button.isEnabled()
    assert "That time has passed. Choose one after now." in words_of(view._time)


def test_what_is_uncertain_is_settled_by_evidence(on_screen, heard, click, qtbot):
    view = on_screen(DeliveryView())
    view.show_rows(rows.UNCERTAIN, rows.PARTS, rows.NOW)
    view.show_uncertain(rows.DOUBT)
    asked = heard(view, "settle_wanted", "refresh_wanted", "leave_wanted")
    doubt = view._doubt
    assert not doubt._there.isEnabled()
    assert "Choose the post that it is" in doubt._there.toolTip()
    doubt._group.button(0).click()
    click(doubt._there)
    click(doubt._absent)
    click(doubt._again)
    click(doubt._leave)
    assert asked == [
        ("settle_wanted", "d6", 2, "published", "1797", "https://x.com/dept/status/1797"),
        ("settle_wanted", "d6", 2, "absent", "", ""),
        ("refresh_wanted", "d6"),
        ("leave_wanted",),
    ]


def test_a_pasted_address_is_evidence_too(on_screen, heard, click, qtbot):
    view = on_screen(DeliveryView())
    view.show_rows(rows.UNCERTAIN, rows.PARTS, rows.NOW)
    view.show_uncertain(replace(rows.DOUBT, account_posts=(), read_at=None, reading_off=True))
    asked = heard(view, "settle_wanted")
    assert any("Reading is switched off" in words for words in words_of(view))
    qtbot.keyClicks(view._doubt._address, "https://x.com/dept/status/1801/")
    click(view._doubt._there)
    assert asked == [("settle_wanted", "d6", 2, "published", "1801", "https://x.com/dept/status/1801/")]


def test_a_rejected_post_goes_back_to_drafts(on_screen, heard, click):
    view = on_screen(DeliveryView())
    view.show_rows(rows.REJECTED, rows.PARTS, rows.NOW)
    asked = heard(view, "edit_wanted")
    assert "The post is a copy of an earlier one." in view._told.words()
    click(view._edit)
    assert asked == [("edit_wanted", "post-9")]
    assert not view._time.isVisible()


def clipped(view: QWidget):
    """Labels that are lower than their words, and buttons narrower than theirs."""
    low = [
        label.words()
        for label in view.findChildren(PlainLabel)
        if label.isVisible() and label.wordWrap() and label.height() + 1 < label.heightForWidth(label.width())
    ]
    narrow = [
        b.text()
        for b in view.findChildren(QPushButton)
        if b.isVisible() and b.width() < b.minimumSizeHint().width()
    ]
    return low + narrow


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_cut_off_at_twice_the_text_size(name, percent, on_screen, qapp, plain_look, qtbot):
    from desktop.widgets import theme

    theme.load_fonts()
    theme.apply(qapp, "light", percent)
    make, _, fillings = SCREENS[name]
    view = on_screen(make(), 1156, 720)
    fillings[0](view)
    qtbot.wait(30)
    assert clipped(view) == []
