"""Which screens there are, and how each is made with its wishes. Each is loaded when it is first visited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.assemble.house import House
from desktop.runner import Runs
from desktop.wishes.wish import Shell, Wish

NAMES = (
    "today",
    "drafts",
    "approvals",
    "calendar",
    "replies",
    "published",
    "record",
    "people",
    "rules",
    "editor",
    "delivery",
    "accounts",
)
ROOM = {"editor": "drafts", "delivery": "calendar", "accounts": "people"}
"""The room in the rail that a screen without one belongs to."""

Made = tuple[QWidget, Wish]


def make(name: str, house: House, runner: Runs, shell: Shell) -> Made:
    """A screen and its wishes, joined."""
    view, kind = _MAKERS[name]()
    wish = kind(name, view, house, runner, shell)
    wish.join()
    return view, wish


def _today() -> tuple[QWidget, Any]:
    from desktop.views.today import TodayView
    from desktop.wishes.today import TodayWishes

    return TodayView(), TodayWishes


def _drafts() -> tuple[QWidget, Any]:
    from desktop.views.drafts import DraftsView
    from desktop.wishes.posts import DraftsWishes

    return DraftsView(), DraftsWishes


def _editor() -> tuple[QWidget, Any]:
    from desktop.views.editor import EditorView
    from desktop.wishes.posts import EditorWishes

    return EditorView(), EditorWishes


def _approvals() -> tuple[QWidget, Any]:
    from desktop.views.approvals import ApprovalsView
    from desktop.wishes.approvals import ApprovalsWishes

    return ApprovalsView(), ApprovalsWishes


def _calendar() -> tuple[QWidget, Any]:
    from desktop.views.calendar import CalendarView
    from desktop.wishes.calendar import CalendarWishes

    return CalendarView(), CalendarWishes


def _replies() -> tuple[QWidget, Any]:
    from desktop.views.replies import RepliesView
    from desktop.wishes.replies import RepliesWishes

    return RepliesView(), RepliesWishes


def _published() -> tuple[QWidget, Any]:
    from desktop.views.published import PublishedView
    from desktop.wishes.calendar import PublishedWishes

    return PublishedView(), PublishedWishes


def _delivery() -> tuple[QWidget, Any]:
    from desktop.views.delivery import DeliveryView
    from desktop.wishes.calendar import DeliveryWishes

    return DeliveryView(), DeliveryWishes


def _record() -> tuple[QWidget, Any]:
    from desktop.views.record import RecordView
    from desktop.wishes.record import RecordWishes

    return RecordView(), RecordWishes


def _people() -> tuple[QWidget, Any]:
    from desktop.views.people import PeopleView
    from desktop.wishes.people import PeopleWishes

    return PeopleView(), PeopleWishes


def _accounts() -> tuple[QWidget, Any]:
    from desktop.views.accounts import AccountsView
    from desktop.wishes.accounts import AccountsWishes

    return AccountsView(), AccountsWishes


def _rules() -> tuple[QWidget, Any]:
    from desktop.views.rules import RulesView
    from desktop.wishes.rules import RulesWishes

    return RulesView(), RulesWishes


_MAKERS: dict[str, Callable[[], tuple[QWidget, Any]]] = {
    "today": _today,
    "drafts": _drafts,
    "editor": _editor,
    "approvals": _approvals,
    "calendar": _calendar,
    "replies": _replies,
    "published": _published,
    "delivery": _delivery,
    "record": _record,
    "people": _people,
    "accounts": _accounts,
    "rules": _rules,
}
