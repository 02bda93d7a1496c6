"""Looking for evidence of what nobody knows: a few times, further and further apart, then a person is asked."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from accounts.platform import OwnPosts, Platform, PlatformFailure
from office.accounts import account
from office.desk import Desk, Reading
from office.settling import evidence, ready
from office.verdicts import Outcome

WAITS = (timedelta(seconds=0), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
"""Between looks at the same delivery. Reading costs money on some platforms, so it ends."""
SOON = timedelta(seconds=5)


class Patience:
    """When each uncertain delivery may be looked at again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks: dict[str, tuple[int, datetime]] = {}

    def may_look(self, delivery_id: str, now: datetime) -> bool:
        with self._lock:
            looks, at = self._looks.get(delivery_id, (0, now))
            return looks < len(WAITS) and now >= at

    def looked(self, delivery_id: str, now: datetime) -> None:
        with self._lock:
            looks = self._looks.get(delivery_id, (0, now))[0] + 1
            wait = WAITS[looks] if looks < len(WAITS) else timedelta(0)
            self._looks[delivery_id] = (looks, now + wait)

    def not_yet(self, delivery_id: str, now: datetime) -> None:
        """It was too early, or the account was busy: that is no look."""
        with self._lock:
            looks = self._looks.get(delivery_id, (0, now))[0]
            self._looks[delivery_id] = (looks, now + SOON)

    def forget(self, delivery_id: str) -> None:
        with self._lock:
            self._looks.pop(delivery_id, None)


def look(
    desk: Desk, platform: Platform, delivery_id: str, account_id: str, patience: Patience, call: timedelta
) -> tuple[Outcome, str]:
    """Read the account, where reading is on, and settle by what is there. The outcome, and what a platform said."""
    if not ready(desk, delivery_id):
        patience.not_yet(delivery_id, desk.now())
        return Outcome("waits"), ""
    read_at, sentence = desk.now(), ""
    own: OwnPosts | None = None
    if account(Reading(desk.journal), account_id).reading:
        try:
            own = platform.recent_own_posts(read_at + call)
        except PlatformFailure as no:
            sentence = str(no)
    outcome = evidence(desk, delivery_id, own, platform.capabilities, read_at)
    if outcome.state == "waits":
        patience.not_yet(delivery_id, desk.now())
    elif outcome.state == "asks":
        patience.looked(delivery_id, desk.now())
    else:
        patience.forget(delivery_id)
    return outcome, sentence
