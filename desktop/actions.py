"""Everything that can be done by name: for menus, shortcuts, the command palette and help.

To add an action: 1, put it here; 2, join its id where the window says `action_wanted(id)` (desktop/wishes/).
Actions of one screen name it as their context, are listed by help there, and bind no keys here: the screen's
own buttons carry them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.phrases_tongue import mark, tr

EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Action:
    """`context`: EVERYWHERE, or the screen on which it can be done. `words`: what else people may call it."""

    id: str
    title: str
    shortcut: str = ""
    context: str = EVERYWHERE
    icon: str = ""
    words: str = ""

    def said(self) -> str:
        return tr(self.title)


ROOMS: tuple[Action, ...] = (
    Action("view.today", mark("Today"), "Ctrl+1", icon="today", words=mark("what needs me home")),
    Action("view.drafts", mark("Drafts"), "Ctrl+2", icon="drafts", words=mark("write posts")),
    Action("view.approvals", mark("Approvals"), "Ctrl+3", icon="approvals", words=mark("say yes sign")),
    Action(
        "view.calendar", mark("Calendar"), "Ctrl+4", icon="calendar", words=mark("schedule week month agenda")
    ),
    Action(
        "view.replies",
        mark("Replies"),
        "Ctrl+5",
        icon="replies",
        words=mark("mentions answer citizens inbox"),
    ),
    Action("view.published", mark("Published"), "Ctrl+6", icon="published", words=mark("sent out posts")),
    Action("view.record", mark("Record"), "Ctrl+7", icon="record", words=mark("history audit verify log")),
    Action(
        "view.people",
        mark("Accounts, people"),
        "Ctrl+8",
        icon="people",
        words=mark("who sign in connect enrol"),
    ),
    Action(
        "view.rules",
        mark("Rules"),
        "Ctrl+9",
        icon="rules",
        words=mark("period pre-election purdah workflow resume"),
    ),
)

EVERY: tuple[Action, ...] = (
    Action("post.new", mark("New post"), "Ctrl+N", icon="plus", words=mark("write draft")),
    Action(
        "sending.pause",
        mark("Pause all"),
        "Ctrl+Shift+P",
        icon="pause",
        words=mark("stop everything emergency"),
    ),
    Action("sending.resume", mark("Resume sending"), icon="play", words=mark("unpause go on")),
    Action(
        "window.find", mark("Find anything"), "Ctrl+K", icon="search", words=mark("command palette search")
    ),
    Action("window.refresh", mark("Look again for news"), "F5", icon="refresh", words=mark("reload fetch")),
    Action(
        "window.help", mark("Help: what may be done here"), "F1", icon="help", words=mark("shortcuts keys")
    ),
    Action(
        "window.look",
        mark("Look: light, dark, text size"),
        "Ctrl+,",
        icon="look",
        words=mark("theme contrast bigger"),
    ),
    Action(
        "window.regions", mark("Go to the next part of the window"), "F6", words=mark("focus rail header")
    ),
    Action("window.quit", mark("Quit"), "Ctrl+Q", icon="close", words=mark("exit close leave")),
)

SCREENS: tuple[Action, ...] = (
    Action("list.next", mark("Next in the list"), "J", "approvals"),
    Action("list.previous", mark("The one before"), "K", "approvals"),
    Action("approvals.approve", mark("Approve"), "A", "approvals"),
    Action("approvals.changes", mark("Ask for changes"), "C", "approvals"),
    Action("editor.save", mark("Save"), "Ctrl+S", "editor"),
    Action("editor.ask", mark("Ask for approval"), "Ctrl+Return", "editor"),
    Action("replies.next", mark("Next in the list"), "J", "replies"),
    Action("replies.previous", mark("The one before"), "K", "replies"),
    Action("replies.new", mark("Show what has come in"), "N", "replies"),
    Action("replies.send", mark("Reply"), "Ctrl+Return", "replies"),
    Action("calendar.before", mark("Earlier"), "PgUp", "calendar"),
    Action("calendar.after", mark("Later"), "PgDown", "calendar"),
    Action("calendar.now", mark("Go to today"), "T", "calendar"),
    Action("calendar.month", mark("Month"), "M", "calendar"),
    Action("calendar.week", mark("Week"), "W", "calendar"),
    Action("calendar.agenda", mark("Agenda"), "G", "calendar"),
    Action("record.search", mark("Search the record"), "/", "record"),
    Action("record.verify", mark("Verify now"), "V", "record"),
    Action("published.search", mark("Search"), "/", "published"),
)

ACTIONS: tuple[Action, ...] = (*ROOMS, *EVERY, *SCREENS)


def matching(actions: Iterable[Action], typed: str) -> list[Action]:
    """Those that have every typed word in their title or other words; titles that begin with it come first."""
    parts = typed.lower().split()
    scored: list[tuple[int, int, Action]] = []
    for number, action in enumerate(actions):
        title = action.said().lower()
        other = f"{title} {tr(action.words).lower()}" if action.words else title
        if all(part in other for part in parts):
            rank = (
                0 if title.startswith(typed.lower().strip()) else 1 if all(p in title for p in parts) else 2
            )
            scored.append((rank, number, action))
    return [action for _, _, action in sorted(scored, key=lambda entry: entry[:2])]


def for_screen(actions: Sequence[Action], screen: str) -> tuple[Action, ...]:
    """What can be done on a screen, its own actions first."""
    own = tuple(action for action in actions if action.context == screen)
    return own + tuple(action for action in actions if action.context == EVERYWHERE)
