"""The head of the window: where, who, whether anything is sent, and the one key that stops everything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop.phrases import tr
from desktop.widgets import paint, theme
from desktop.widgets.buttons import Button, Faced
from desktop.widgets.labels import PlainLabel, named, shown
from desktop.widgets.palette import avatar_colour
from desktop.widgets.pill import Pill
from office.rows import HeaderRow, PersonRow

SENDING = {"on": ("Sending: on", "ok"), "paused": ("Paused", "bad"), "stopped": ("Sending: stopped", "bad")}


class Logo(QWidget):
    """The letter that stands for Despatch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(26), theme.px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        tokens = theme.tokens()
        paint.rounded(painter, box, box.height() * 0.23, tokens.rail, tokens.line if tokens.dark else None)
        paint.words(painter, box, "D", theme.font(14, 700), "#ffffff", paint.CENTRE)


class Elided(PlainLabel):
    """One line that gives way when there is no room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(2, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self.palette().color(self.foregroundRole())
        paint.words(painter, QRectF(self.rect()), self.words(), self.font(), ink)


class PersonButton(Faced):
    """Who is working; opens a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("person")
        self._initials, self._seed = "", ""

    def show_person(self, person: PersonRow | None) -> None:
        self._initials = person.initials if person else "?"
        self._seed = person.id if person else ""
        self.set_words(person.name if person else tr("Nobody"))
        self.setAccessibleName(tr("You are {name}").replace("{name}", self.words()))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme.px(36)))

    def lead_width(self) -> float:
        return theme.px(28)

    def paint_lead(self, painter: QPainter, box: QRectF) -> None:
        side = box.width()
        circle = QRectF(box.left(), box.center().y() - side / 2, side, side)
        paint.rounded(painter, circle, side / 2, avatar_colour(self._seed or self._initials))
        paint.words(painter, circle, self._initials[:3], theme.font(11, 700), "#ffffff", paint.CENTRE)


class Header(QFrame):
    """52 pixels high. It shows a HeaderRow and says what is wanted."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    switch_wanted = Signal(str)
    move_clock_wanted = Signal()
    menu_wanted = Signal(str)
    """An action of the person's menu: `window.look`, `window.help`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._row: HeaderRow | None = None
        self._workspace = Elided()
        self._workspace.setObjectName("workspace")
        self._brand = PlainLabel("Despatch", wrap=False)
        self._brand.setObjectName("brand")
        self._rehearsal = PlainLabel(tr("Rehearsal"), wrap=False)
        self._rehearsal.setObjectName("rehearsal")
        self._clock = Button(tr("Move on to the next due moment"), icon="clock", small=True)
        self._sending = Pill("", "ok", dot=True)
        self._pause = Button(tr("Pause all"), "danger", "Ctrl+Shift+P")
        self._resume = Button(tr("Resume"), icon="play")
        self._person = PersonButton()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(14)
        for widget in (Logo(), self._brand, self._workspace, self._rehearsal):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for widget in (self._clock, self._sending, self._resume, self._pause, self._person):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._person.setToolTip(tr("Who you are, and how Despatch looks"))

    def _connect(self) -> None:
        self._pause.clicked.connect(self.pause_wanted)
        self._resume.clicked.connect(self.resume_wanted)
        self._clock.clicked.connect(self.move_clock_wanted)
        self._person.clicked.connect(self._on_person)
        self._pause.setAccessibleName(tr("Pause all: stop everything that is sent, now"))

    def show_header(self, row: HeaderRow) -> None:
        self._row = row
        self._workspace.setText(row.workspace)
        self._rehearsal.setVisible(row.rehearsal)
        self._clock.setVisible(row.rehearsal)
        words, tone = SENDING.get(row.sending.state, SENDING["stopped"])
        self._sending.show_state(tr(words), tone)
        named(self._sending, tr(words))
        paused = row.sending.state == "paused"
        self._pause.setVisible(not paused and not row.seat)
        self._sending.setVisible(not row.seat)
        self._person.show_person(row.me)
        self._fit()

    def person_menu(self) -> QMenu:
        """The menu under the name: in rehearsal everybody one can be, and the window's own actions."""
        menu = QMenu(self)
        row = self._row
        if row is not None and row.rehearsal and row.people:
            menu.addSection(tr("Be somebody else"))
            for person in row.people:
                action = menu.addAction(shown(person.name).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(row.me is not None and person.id == row.me.id)
                action.triggered.connect(lambda _=False, who=str(person.id): self.switch_wanted.emit(who))
            menu.addSeparator()
        for words, wish in ((tr("Look: light, dark, text size"), "window.look"), (tr("Help"), "window.help")):
            menu.addAction(words).triggered.connect(lambda _=False, what=wish: self.menu_wanted.emit(what))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _on_person(self) -> None:
        corner = self._person.mapToGlobal(QPoint(0, self._person.height()))
        menu = self.person_menu()
        # A screen without a window manager gives the keyboard to nobody when a menu closes.
        menu.destroyed.connect(self.window().activateWindow)
        menu.popup(corner)

    def _fit(self) -> None:
        """In a narrow window words give way before buttons do."""
        roomy = self.width() >= theme.px(1080)
        self._clock.set_words(tr("Move on to the next due moment") if roomy else tr("Next due moment"))
        self._clock.setAccessibleName(tr("Move the rehearsal's clock on to the next due moment"))
        paused = self._row is not None and self._row.sending.state == "paused" and not self._row.seat
        # The banner below says it too, and has the way to resume.
        self._resume.setVisible(paused and self.width() >= theme.px(760))
        self._brand.setVisible(self.width() >= theme.px(760))
        self._pause.show_keys(self.width() >= theme.px(880))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._row is not None:
            self._fit()
