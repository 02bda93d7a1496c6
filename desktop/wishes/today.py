"""Today's wishes: each row leads to where it can be dealt with."""

from __future__ import annotations

from desktop.wishes.wish import Wish
from office.screens.today import today


class TodayWishes(Wish):
    def join(self) -> None:
        self.view.target_wanted.connect(self.shell.go)
        self.view.new_post_wanted.connect(lambda: self.shell.go("editor/new"))

    def reload(self) -> None:
        self.look(today, self.view.show_rows)
