"""Lists, all in one place: models, the delegate to draw rows with, views, and the card."""

from __future__ import annotations

from desktop.widgets.delegate import RowDelegate
from desktop.widgets.row_models import SLICE, Index, PagedModel, RowRole, RowsModel
from desktop.widgets.row_views import ListCard, LongRowsView, RowsView

__all__ = [
    "SLICE",
    "Index",
    "ListCard",
    "LongRowsView",
    "PagedModel",
    "RowDelegate",
    "RowRole",
    "RowsModel",
    "RowsView",
]
