"""The views of this folder with made-up rows, as pictures: `python -m tests.desktop.gallery_more FOLDER [NAME...]`."""

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.widgets import theme
from tests.desktop import sample_rows as rows

INSIDE = QSize(1156, 780)
"""What the window leaves for a view: without header, rail and status line."""
LOOKS = (("light", 100), ("dark", 100), ("light", 200))
PAGES = {}


def page(make):
    PAGES[make.__name__] = make
    return make


def with_picture(detail):
    """The same request with a picture that can be seen."""
    media = replace(rows.PICTURE, thumb=rows.picture_bytes())
    seen = tuple(replace(part, media=(media,)) for part in detail.seen_parts or ())
    return replace(
        detail, parts=tuple(replace(part, media=(media,)) for part in detail.parts), seen_parts=seen or None
    )


@page
def approvals():
    from desktop.views.approvals import ApprovalsView

    view = ApprovalsView()
    view.comment_wanted.connect(print)
    view.show_rows(rows.REQUESTS, rows.NOW)
    view.show_detail(with_picture(rows.detail()), rows.NOW)
    for tick in list(view._sign._boxes.values())[:4]:
        tick.setChecked(True)
    view._refresh()
    return view


@page
def approvals_refused():
    from desktop.views.approvals import ApprovalsView

    view = ApprovalsView()
    row = replace(rows.REQUESTS[0], refusals=(rows.OWN_POST,))
    view.show_rows((row, *rows.REQUESTS[1:]), rows.NOW)
    view.show_detail(
        replace(rows.detail(row), seen_revision=None, seen_parts=None, checks=(rows.WARNING,)), rows.NOW
    )
    view._on_changes()
    return view


@page
def approvals_resume():
    from desktop.views.approvals import ApprovalsView

    view = ApprovalsView()
    view.show_rows(rows.REQUESTS, rows.NOW)
    detail = rows.detail(
        rows.REQUESTS[2],
        parts=(),
        seen_parts=None,
        seen_revision=None,
        deliveries=(),
        questions=(),
        items=("Road closures this weekend, X", rows.MARKUP),
        next_stage="",
    )
    view.show_detail(detail, rows.NOW)
    return view


@page
def approvals_empty():
    from desktop.views.approvals import ApprovalsView

    view = ApprovalsView()
    view.show_rows((), rows.NOW)
    return view


@page
def drafts():
    from desktop.views.drafts import DraftsView

    view = DraftsView()
    view.show_rows(rows.DRAFTS, rows.NOW)
    view._on_discard()
    return view


@page
def drafts_empty():
    from desktop.views.drafts import DraftsView

    view = DraftsView()
    view.show_rows((), rows.NOW)
    return view


def editor_row(**more):
    return rows.editor(media=(replace(rows.PICTURE, thumb=rows.picture_bytes()),), **more)


def editor_view(row, width=0):
    from desktop.views.editor import EditorView

    view = EditorView()
    for wish in (view.history_wanted, view.may_i_wanted, view.template_wanted):
        wish.connect(print)
    view.show_rows(row, rows.NOW)
    return view


@page
def editor():
    row = editor_row()
    own = (replace(row.parts[0], text=rows.SEEN),)
    return editor_view(
        replace(
            row,
            variants={"a-x": own},
            checks=(rows.WARNING,),
            cost="The link opens. About $0.20 on X: it carries a link.",
        )
    )


@page
def editor_parts():
    part = rows.PartRow("And the second part says a little more.")
    row = editor_row()
    blocked = (rows.Refusal("content.no-alt", {"part": 1, "parts": 2, "images": 1}), rows.WARNING)
    view = editor_view(
        replace(row, parts=(*row.parts, part), checks=blocked, may_ask=False, note="Say where to book.")
    )
    view._details.point_at_time()
    view._details.when._start._day.setText("29 March 2026")
    view._details.when._start._time.setText("01:30")
    view._details.when._start._on_edited()
    return view


@page
def editor_new():
    return editor_view(
        rows.editor(
            "",
            (),
            post=None,
            title="",
            chosen=(),
            start=None,
            until=None,
            objective="",
            source="",
            checks=(),
            passed=(),
            measures=(),
            stages=(),
            may_ask=False,
            saved=None,
        )
    )


def replies_view(detail, rows_=None, **more):
    from desktop.views.replies import RepliesView

    view = RepliesView()
    view.show_rows(
        rows.MENTIONS if rows_ is None else rows_, rows.NOW, counts={"waiting": 14, "mine": 3, "others": 4}
    )
    if detail is not None:
        view.show_detail(detail, rows.NOW)
    return view


@page
def replies():
    return replies_view(rows.mention_detail(replace(rows.MENTIONS[0], state="mine")))


@page
def replies_own():
    nasty = rows.mention(1, rows.MARKUP + " \u202eevil " + "\U0001f600" * 3000 + " word" * 600)
    view = replies_view(
        rows.mention_detail(nasty, earlier=((rows.at(9), "@passport_worry", "Hello?"),)),
        (nasty, *rows.MENTIONS[1:]),
    )
    view._answers._turn(1)
    view._answers._edit.put("Allow up to three weeks. ^DO")
    view.show_measure("m1", 300, 280)
    return view


@page
def replies_refused():
    row = rows.MENTIONS[1]
    refusal = rows.Refusal(
        "reply.class-not-answered", {"class": "Journalist", "route": "press-office", "account": "a-x"}
    )
    view = replies_view(rows.mention_detail(row, may=(refusal,), may_codes=()))
    view._answers._turn(2)
    view._refresh()
    return view


@page
def replies_empty():
    return replies_view(None, ())


@page
def rules():
    from desktop.views.rules import RulesView

    view = RulesView()
    view.show_rows(rows.RULES, rows.HELD, rows.NOW)
    return view


@page
def rules_paused():
    from desktop.views.rules import RulesView

    view = RulesView()
    view.show_rows(replace(rows.RULES, sending=rows.PAUSED, periods=()), rows.HELD, rows.NOW)
    return view


@page
def rules_declare():
    from desktop.views.rules import RulesView

    view = RulesView()
    view.show_rows(replace(rows.RULES, periods=()), (), rows.NOW)
    view.declare()
    view.show_caught(rows.HELD)
    return view


def framed(view, size):
    """The view on the page's ground, as the window holds it."""
    ground = QWidget()
    ground.setObjectName("page")
    ground.setProperty("class", "page")
    box = QVBoxLayout(ground)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(view)
    ground.setAutoFillBackground(True)
    ground.resize(size)
    return ground


def main(folder, names=()):
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        if names and not any(name.startswith(wanted) for wanted in names):
            continue
        for mode, percent in LOOKS:
            theme.apply(app, mode, percent)
            ground = framed(make(), INSIDE)
            ground.show()
            for _ in range(4):
                app.sendPostedEvents()
                app.processEvents()
            ground.grab().save(str(out / f"{name}-{mode}-{percent}.png"))
            ground.close()
            ground.deleteLater()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "gallery", sys.argv[2:])
