"""The window: header, banners, rail, the screens, the last line. It shows rows and says what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import ACTIONS, EVERYWHERE, ROOMS, Action
from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.banners import period_banners, sending_banner
from desktop.widgets.cards import Progress, Toast, empty
from desktop.widgets.header import Header
from desktop.widgets.rail import Rail
from desktop.widgets.status import StatusLine
from office.rows import HeaderRow, PeriodRow

if TYPE_CHECKING:
    from desktop.widgets.command import CommandPalette, Found


class MainWindow(QMainWindow):
    """Screens are put in with `add_view(name, widget)`; a room appears in the rail when its screen is there.

    `view_wanted(name)` comes after the window has moved to that screen by a person's wish, so that its rows can be
    loaded; `action_wanted(id)` for every action of the palette that the window does not do itself.
    """

    view_wanted = Signal(str)
    pause_wanted = Signal()
    resume_wanted = Signal()
    switch_wanted = Signal(str)
    move_clock_wanted = Signal()
    palette_wanted = Signal()
    new_post_wanted = Signal()
    help_wanted = Signal(str)
    refresh_wanted = Signal()
    look_wanted = Signal(str, int)
    find_wanted = Signal(str)
    target_wanted = Signal(str)
    action_wanted = Signal(str)
    close_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, actions: Sequence[Action] = ACTIONS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = tuple(actions)
        self._views: dict[str, QWidget] = {}
        self._periods: tuple[PeriodRow, ...] = ()
        self._look = ("system", 100)
        self._may_close = False
        self.setWindowTitle("Despatch")
        self.header, self.rail = Header(), Rail([a for a in self._actions if a in ROOMS])
        self.status, self.progress = StatusLine(), Progress()
        self._stack = QStackedWidget()
        self._banners = QVBoxLayout()
        self._lay_out()
        self._toast = Toast(self)
        self._palette: CommandPalette | None = None
        self._connect()
        self._bind_keys()

    def _lay_out(self) -> None:
        self._banners.setContentsMargins(0, 0, 0, 0)
        self._banners.setSpacing(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self._stack, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(self._banners)
        whole.addWidget(self.progress)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        ground = QWidget(objectName="page")
        ground.setLayout(whole)
        self.setCentralWidget(ground)
        self.setMinimumSize(720, 480)
        self.resize(1360, 860)

    def _connect(self) -> None:
        self.header.pause_wanted.connect(self.pause_wanted)
        self.header.resume_wanted.connect(self.resume_wanted)
        self.header.switch_wanted.connect(self.switch_wanted)
        self.header.move_clock_wanted.connect(self.move_clock_wanted)
        self.header.menu_wanted.connect(self._on_action)
        self.rail.room_wanted.connect(self._on_room)
        self.rail.find_wanted.connect(self._on_find)
        self._toast.undo_wanted.connect(self.undo_wanted)

    def _bind_keys(self) -> None:
        for action in self._actions:
            if action.context == EVERYWHERE and action.shortcut:
                keys = QShortcut(QKeySequence(action.shortcut), self)
                keys.activated.connect(lambda which=action.id: self._on_action(which))

    def add_view(self, name: str, view: QWidget) -> None:
        """Takes a screen in; its room appears in the rail."""
        self._views[name] = view
        self._stack.addWidget(view)
        self.rail.open_room(name)

    def view(self) -> str:
        """The name of the screen that is shown."""
        now = self._stack.currentWidget()
        return next((name for name, view in self._views.items() if view is now), "")

    def screen_of(self, name: str) -> QWidget:
        """The screen that was put in under a name."""
        return self._views[name]

    def show_view(self, name: str, room: str = "") -> None:
        """Moves to a screen without asking for anything. `room` marks another room (an editor belongs to Drafts)."""
        if name in self._views:
            self._stack.setCurrentWidget(self._views[name])
            self.rail.choose(room or name)

    def show_header(self, row: HeaderRow) -> None:
        self._periods = tuple(period for period in row.periods if period.state == "in force")
        self.header.show_header(row)
        self.status.show_header(row)
        self.rail.show_counts(row.counts)
        who = f"{row.me.name}, " if row.me else ""
        self.setWindowTitle(
            f"{who}{row.workspace} - Despatch" + (f" ({tr('Rehearsal')})" if row.rehearsal else "")
        )
        self._show_banners(row)

    def show_look(self, mode: str, percent: int) -> None:
        """What the Look sheet starts from."""
        self._look = (mode, percent)

    def show_saving(self, saving: bool) -> None:
        self.status.show_saving(saving)

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        if self._palette is not None:
            self._palette.show_found(text, found)

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Says what has been done; `undo_wanted` if a person wants it back."""
        self._toast.say(text, undo=undo)

    def let_close(self) -> None:
        """From now on closing closes, and asks nobody."""
        self._may_close = True

    def _show_banners(self, row: HeaderRow) -> None:
        empty(self._banners)
        if row.sending.state != "on" and not row.seat:
            banner = sending_banner(row.sending)
            banner.pressed.connect(self.resume_wanted)
            self._banners.addWidget(banner)
        for banner in period_banners(row):
            banner.pressed.connect(self._on_help)
            self._banners.addWidget(banner)

    def _on_room(self, name: str) -> None:
        self.show_view(name)
        self.view_wanted.emit(name)
        # A screen that is made at its first visit is on the window only after this.
        QTimer.singleShot(0, self, self._enter)

    def _enter(self) -> None:
        """Gives the keyboard to the screen: to what it names, or to its first stop, or to itself."""
        now = self._stack.currentWidget()
        if now is None:
            return
        now.setFocus(Qt.FocusReason.ShortcutFocusReason)
        focus = self.focusWidget()
        if focus is None or not (focus is now or now.isAncestorOf(focus)):
            (_first_stop(now) or self._stack).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_find(self) -> None:
        if self._palette is None:
            from desktop.widgets.command import CommandPalette

            self._palette = CommandPalette(self._actions, self)
            self._palette.action_wanted.connect(self._on_action)
            self._palette.target_wanted.connect(self.target_wanted)
            self._palette.find_wanted.connect(self.find_wanted)
        self._palette.open(self.view())
        self.palette_wanted.emit()

    def show_help(self) -> None:
        """What may be done here, and the periods in force."""
        self._on_help()

    def _on_help(self) -> None:
        from desktop.views.help import HelpSheet

        here = [a for a in self._actions if a.context == self.view()]
        everywhere = [a for a in self._actions if a.context == EVERYWHERE]
        self.help_wanted.emit(self.view())
        HelpSheet(here, everywhere, self._periods, self).open()

    def _on_look(self) -> None:
        from desktop.views.look import LookSheet

        sheet = LookSheet(*self._look, self)
        sheet.look_wanted.connect(self._on_look_picked)
        sheet.open()

    def _on_look_picked(self, mode: str, percent: int) -> None:
        self._look = (mode, percent)
        self.look_wanted.emit(mode, percent)

    def _on_regions(self) -> None:
        """Header, rail, screen, and round again."""
        stops = [self.rail, self._stack, self.header]
        focus = self.focusWidget()
        here = next((n for n, stop in enumerate(stops) if focus is not None and stop.isAncestorOf(focus)), -1)
        for step in range(1, len(stops) + 1):
            target = _first_stop(stops[(here + step) % len(stops)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _on_action(self, which: str) -> None:
        own = {
            "window.find": self._on_find,
            "window.help": self._on_help,
            "window.look": self._on_look,
            "window.regions": self._on_regions,
            "window.quit": self.close_wanted.emit,
            "window.refresh": self.refresh_wanted.emit,
            "post.new": self.new_post_wanted.emit,
            "sending.pause": self.pause_wanted.emit,
            "sending.resume": self.resume_wanted.emit,
        }
        if which.startswith("view."):
            self._on_room(which.removeprefix("view."))
        elif which in own:
            own[which]()
        else:
            self.action_wanted.emit(which)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self._enter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.show_narrow(self.width() < theme.px(900))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.rail.show_narrow(self.width() < theme.px(900))


def _first_stop(region: QWidget) -> QWidget | None:
    """The first widget of a region that takes the keyboard."""
    for widget in region.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return widget
    return None
