"""Lists: models that keep Qt's promises full and empty, and ask for each slice once."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.views.calendar_agenda import AgendaModel, agenda
from desktop.views.calendar_days import MONTH, days
from desktop.views.calendar_grid import DaysModel
from desktop.widgets.growing import GrowingModel
from desktop.widgets.rows import SLICE, LongRowsView, PagedModel, RowDelegate, RowRole, RowsModel
from tests.desktop import sample_screens as rows

JUNE = rows.at(12).date()


def month():
    return days(MONTH, JUNE, rows.CALENDAR, (rows.PERIOD,), rows.NOW)


def full_paged():
    model = PagedModel()
    model.show_total(3)
    model.show_page(0, ("a", "b", "c"))
    return model


def full(model, filling):
    filling(model)
    return model


MODELS = {
    "rows, empty": RowsModel,
    "rows": lambda: full(RowsModel(), lambda m: m.show_rows(("a", "b"))),
    "paged, empty": PagedModel,
    "paged": full_paged,
    "growing, empty": lambda: GrowingModel(100),
    "growing": lambda: full(GrowingModel(2), lambda m: (m.show_rows(("a", "b")), m.add_rows(("c",)))),
    "days, empty": DaysModel,
    "days": lambda: full(DaysModel(), lambda m: m.show_days(month())),
    "agenda": lambda: full(AgendaModel(), lambda m: m.show_rows(agenda(month()))),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_model_keeps_qts_promises(name, qtmodeltester):
    qtmodeltester.check(MODELS[name]())


def test_a_slice_is_asked_for_once_and_put_in_its_place():
    model, asked = PagedModel(), []
    model.page_wanted.connect(asked.append)
    model.show_total(1_000_000)
    for number in (0, 1, SLICE, SLICE + 1, 0):
        assert model.index(number).data(RowRole) is None
    assert asked == [0, SLICE]
    model.show_page(SLICE, [f"row {n}" for n in range(SLICE, 2 * SLICE)])
    assert model.index(SLICE + 1).data(RowRole) == f"row {SLICE + 1}"
    assert model.index(SLICE + 1).data() == f"row {SLICE + 1}"
    assert model.index(3).data() == "Loading"
    assert asked == [0, SLICE]


def test_old_slices_are_forgotten_and_asked_for_again():
    model, asked = PagedModel(), []
    model.show_total(1_000_000)
    for page in range(60):
        model.show_page(page * SLICE, ["x"] * SLICE)
    model.page_wanted.connect(asked.append)
    assert model.row(0) is None
    assert asked == [0]


def test_a_growing_list_asks_for_the_next_page_once_and_stops_at_a_short_one():
    model, asked = GrowingModel(2), []
    model.more_wanted.connect(asked.append)
    top = QModelIndex()
    model.show_rows(("a", "b"))
    assert asked == []
    model.fetchMore(top)
    model.fetchMore(top)
    assert asked == ["b"]
    model.add_rows(("c",))
    assert not model.canFetchMore(top)
    assert model.rows() == ("a", "b", "c")


def test_a_million_rows_can_be_shown_and_walked_by_keyboard(on_screen, qtbot):
    class Plain(RowDelegate):
        def paint_row(self, painter, box, row):
            painter.drawText(box, row)

    model = PagedModel()
    pages = []
    model.page_wanted.connect(pages.append)
    view = LongRowsView(model, Plain(), "Many")
    on_screen(view, 400, 300)
    model.show_total(1_000_000)
    view.grab()
    assert pages == [0]
    model.show_page(0, [f"row {n}" for n in range(SLICE)])
    view.choose(0)
    with qtbot.waitSignal(view.row_chosen) as moved:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert moved.args == ["row 1"]
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 999_999
    with qtbot.waitSignal(view.row_chosen, raising=False, timeout=50) as none:
        model.show_total(5)
    assert not none.signal_triggered
