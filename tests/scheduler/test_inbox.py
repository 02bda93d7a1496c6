"""What citizens say is fetched once, made regular, kept for its time, and deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.platform import Heard, RateLimited, Unreachable
from accounts.vault import VaultLocked
from office import accounts
from office.journal import queries
from office.packs import reply_policy
from scheduler.inbox import TEXT_LIMIT, Inbox, mention
from tests.office.world import MINUTE, TWO_O_CLOCK
from tests.scheduler.conftest import Office


def heard(remote_id: str, text: str = "@dept hello", at: datetime = TWO_O_CLOCK, **more: str) -> Heard:
    how = {"author": "gwen", "author_name": "Gwen", "url": f"https://practice.invalid/gwen/{remote_id}"}
    return Heard(remote_id, text=text, at=at, **(how | more))


class Desk:
    """An inbox and what it told."""

    def __init__(self, office: Office, **more: object) -> None:
        self.office = office
        self.new: list[int] = []
        self.troubles: list[str] = []
        how = {"platforms": lambda _account: office.platform}
        self.inbox = Inbox(
            office.world.fresh_desk,
            **(how | more),  # type: ignore[arg-type]
            on_heard=lambda _account, count: self.new.append(count),
            on_trouble=lambda _account, sentence: self.troubles.append(sentence),
        )

    @property
    def texts(self) -> list[str]:
        return [row["text"] for row in queries.mentions(self.office.world.journal, ["waiting"])]


def test_each_mention_is_kept_once_and_only_new_ones_are_asked_for(office: Office) -> None:
    desk = Desk(office)
    office.platform.heard = [heard("9", "One"), heard("10", "Two")]
    assert desk.inbox.poll() == 2
    assert desk.inbox.poll() == 0
    office.platform.heard.append(heard("11", "Three", TWO_O_CLOCK + MINUTE))
    assert desk.inbox.poll() == 1
    assert desk.texts == ["One", "Two", "Three"]
    assert desk.new == [2, 1]
    assert office.platform.asked == ["mentions since None", "mentions since 10", "mentions since 10"]


def test_an_account_that_is_not_read_is_left_alone(office: Office) -> None:
    accounts.switch(office.world.desk("ada"), office.world.account, False, True)
    desk = Desk(office)
    assert desk.inbox.poll() == 0
    assert office.platform.asked == []


def test_trouble_is_told_once_and_so_is_its_end(office: Office) -> None:
    desk = Desk(office)
    office.platform.readings = [Unreachable("No route."), Unreachable("No route."), None, None]
    for _ in range(4):
        desk.inbox.poll()
    assert desk.troubles == ["No route.", ""]


def test_a_rate_limit_is_kept_to(office: Office) -> None:
    desk = Desk(office)
    office.platform.readings = [RateLimited("Too many.", office.world.now() + 5 * MINUTE)]
    desk.inbox.poll()
    desk.inbox.poll()
    assert len(office.platform.asked) == 1
    office.world.now.go(5 * MINUTE)
    desk.inbox.poll()
    assert len(office.platform.asked) == 2


def test_a_strange_answer_or_a_locked_keyring_of_one_account_does_not_silence_the_others(
    office: Office,
) -> None:
    other = office.world.add_account("other")
    office.platform.heard = [heard("9")]

    def platforms(account: str):
        if account != other:
            raise VaultLocked("Unlock the keyring.")
        return office.platform

    desk = Desk(office, platforms=platforms)
    assert desk.inbox.poll() == 1
    assert desk.troubles == ["Unlock the keyring."]
    office.platform.heard = [None, heard("12")]  # type: ignore[list-item]
    office.platform.mentions = lambda *_: office.platform.heard  # type: ignore[method-assign]
    assert desk.inbox.poll() == 0
    assert desk.troubles[-1] == "The platform's answer could not be understood."


def test_strangers_words_are_made_regular_and_cut(office: Office) -> None:
    nasty = "Hi\0 <b>x</b> \u202eevil\ud800\r\nline" + "😀" * 1_000_000
    desk = Desk(office)
    office.platform.heard = [
        heard("9", nasty, author="a\nb\u202e" + "c" * 9000, url="javascript:alert(1)"),
        heard("not an id\n", "left out"),
    ]
    assert desk.inbox.poll() == 1
    (text,) = desk.texts
    assert text.startswith("Hi <b>x</b> evil\nline😀")
    assert len(text) <= TEXT_LIMIT
    (row,) = queries.mentions(office.world.journal, ["waiting"])
    assert (row["author"][:5], len(row["author"]), row["url"]) == ("a bcc", 200, "")


def test_what_was_said_in_the_future_was_said_now() -> None:
    kept = mention("a1", heard("9", at=TWO_O_CLOCK + timedelta(days=9)), TWO_O_CLOCK)
    assert kept is not None
    assert kept.at == TWO_O_CLOCK
    naive = mention("a1", heard("9", at=TWO_O_CLOCK.replace(tzinfo=None)), TWO_O_CLOCK)
    assert naive is not None
    assert naive.at == TWO_O_CLOCK


def test_it_is_deleted_after_its_days_and_not_fetched_again(office: Office) -> None:
    desk = Desk(office)
    office.platform.heard = [heard("9", "One")]
    desk.inbox.poll()
    office.world.now.go(timedelta(days=int(reply_policy()["keep_days"]) - 1))
    desk.inbox.poll()
    assert desk.texts == ["One"]
    office.world.now.go(timedelta(days=1))
    assert desk.inbox.poll() == 0
    assert desk.inbox.poll() == 0
    assert desk.texts == []
