"""The inbox: fetches what citizens say to the accounts, and keeps it for as long as it may be kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

from accounts.accounts import PlatformFor
from accounts.platform import Heard, PlatformFailure, RateLimited
from accounts.vault import VaultFailure
from office.accounts import Account, all_accounts
from office.desk import Desk, Reading, new_id
from office.journal.mentions import Mention, mention_digest
from office.journal.port import JournalFault
from office.journal.text import normalise
from office.packs import reply_policy

CALL = timedelta(seconds=60)
TEXT_LIMIT = 20_000
"""Characters. No platform here takes more; whoever sends a megabyte is not read to its end."""
LINE_LIMIT = 200
_REMOTE_ID = re.compile(r"[!-~]{1,200}")
_log = logging.getLogger(__name__)


class Inbox:
    """`desks()` gives a desk with a journal of its own, which is closed after use. Callbacks come on any thread.

    `on_heard(account, how many)`; `on_trouble(account, sentence)`: once per trouble, and "" when it is over.
    """

    def __init__(
        self,
        desks: Callable[[], Desk],
        platforms: PlatformFor,
        *,
        on_heard: Callable[[str, int], None] | None = None,
        on_trouble: Callable[[str, str], None] | None = None,
    ) -> None:
        self._desks, self._platforms = desks, platforms
        self._on_heard, self._on_trouble = on_heard, on_trouble
        self._not_before: dict[str, datetime] = {}
        self._troubles: dict[str, str] = {}

    def poll(self) -> int:
        """Fetch what is new on every account that is read, and delete what was kept long enough. How many are new."""
        desk = self._desks()
        with closing(desk.journal):
            found = sum(self._fetch(desk, a) for a in all_accounts(Reading(desk.journal)) if _read(a))
            if desk.journal.local.mentions.purge(desk.now()):
                desk.journal.checkpoint()
        return found

    def _fetch(self, desk: Desk, account: Account) -> int:
        now = desk.now()
        if now < self._not_before.get(account.id, now):
            return 0
        try:
            since = desk.journal.local.mentions.newest(account.id)
            heard = self._platforms(account.id).mentions(since, now + CALL)
            mentions = [m for h in heard if (m := mention(account.id, h, now)) is not None]
            added = desk.journal.local.mentions.add(mentions)
        except RateLimited as no:
            self._not_before[account.id] = no.until
            return self._trouble(account.id, str(no))
        except (PlatformFailure, VaultFailure, JournalFault) as no:
            return self._trouble(account.id, str(no))
        except Exception:  # noqa: BLE001 - one account's strange answer does not silence the others
            _log.exception("The mentions of %s could not be fetched", account.id)
            return self._trouble(account.id, "The platform's answer could not be understood.")
        self._trouble(account.id, "")
        if added and self._on_heard is not None:
            self._on_heard(account.id, added)
        return added

    def _trouble(self, account_id: str, sentence: str) -> int:
        if self._troubles.get(account_id, "") != sentence:
            self._troubles[account_id] = sentence
            if self._on_trouble is not None:
                self._on_trouble(account_id, sentence)
        return 0


def _read(account: Account) -> bool:
    return account.reading and account.retired is None and account.facts.clause_read


def mention(account_id: str, heard: Heard, now: datetime) -> Mention | None:
    """A stranger's words made regular and no longer than they need be; None for an id that is none."""
    if not _REMOTE_ID.fullmatch(heard.remote_id):
        return None
    text = normalise(heard.text[:TEXT_LIMIT])[0]
    author = _line(heard.author)
    at = min(heard.at if heard.at.tzinfo else heard.at.replace(tzinfo=UTC), now)
    return Mention(
        new_id(),
        account_id,
        heard.remote_id,
        author,
        _line(heard.author_name),
        text,
        at,
        heard.url[:2000] if heard.url.startswith("https://") and heard.url.isascii() else "",
        heard.in_reply_to,
        heard.summons,
        mention_digest(account_id, heard.remote_id, author, text, at),
        now,
        now + timedelta(days=int(reply_policy()["keep_days"])),
    )


def _line(text: str) -> str:
    return " ".join(normalise(text[:TEXT_LIMIT])[0].split())[:LINE_LIMIT]
