"""The practice platform: citizens who answer, misbehaviour on request, and nothing lost when it is killed or shared."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accounts.platform import (
    CredentialsRejected,
    Media,
    OutcomeUnknown,
    Part,
    RateLimited,
    Rejected,
    Unreachable,
)
from accounts.platforms.practice import PracticePlatform

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Rehearsal:
    """One account and its clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at = NINE
        self.platform = self.another()

    def another(self, **more: int) -> PracticePlatform:
        return PracticePlatform(self.folder, "a1", "deptgov", lambda: self.at, **more)

    @property
    def soon(self) -> datetime:
        return self.at + timedelta(seconds=30)

    def publish(self, text: str, key: str = "", reply_to: str | None = None):
        return self.platform.publish(Part(text, reply_to=reply_to), key or text, self.soon)

    def heard(self, since: str | None = None) -> list:
        return list(self.platform.mentions(since, self.soon))

    def texts(self) -> list[str]:
        return [p.text for p in self.platform.recent_own_posts(self.soon).posts]


@pytest.fixture
def rehearsal(tmp_path: Path) -> Rehearsal:
    return Rehearsal(tmp_path / "practice")


class TestCitizens:
    def test_some_have_spoken_before_we_look_and_others_come_later(self, rehearsal: Rehearsal) -> None:
        first = rehearsal.heard()
        assert any("passport" in h.text for h in first)
        assert all("@deptgov" in h.text and h.at <= NINE for h in first)
        rehearsal.at += timedelta(hours=2)
        later = rehearsal.heard(first[-1].remote_id)
        assert later
        assert all(NINE < h.at <= rehearsal.at for h in later)

    def test_they_answer_our_posts_about_what_the_post_says(self, rehearsal: Rehearsal) -> None:
        known = rehearsal.heard()[-1].remote_id
        sent = rehearsal.publish("The tide tables for June are out.")
        rehearsal.at += timedelta(minutes=20)
        answers = [h for h in rehearsal.heard(known) if h.in_reply_to == sent.remote_id]
        assert answers
        assert {"harbour_jen", "old_salt_bob"} & {h.author for h in answers}

    def test_they_thank_us_for_answers(self, rehearsal: Rehearsal) -> None:
        asked = rehearsal.heard()
        thanked = 0
        for h in asked:
            sent = rehearsal.publish(f"Thank you for asking, {h.author}.", reply_to=h.remote_id)
            rehearsal.at += timedelta(minutes=4)
            said = [t for t in rehearsal.heard(h.remote_id) if t.in_reply_to == sent.remote_id]
            thanked += len(said)
            assert all(t.author == h.author for t in said)
        assert thanked

    def test_it_is_the_same_each_time_and_another_seed_is_another_day(self, tmp_path: Path) -> None:
        def day(folder: str, seed: int) -> list[tuple[str, str]]:
            rehearsal = Rehearsal(tmp_path / folder)
            rehearsal.platform = rehearsal.another(seed=seed)
            for n in range(6):
                rehearsal.publish(f"Helpline news, number {n}.")
            rehearsal.at += timedelta(hours=1)
            return [(h.author, h.text) for h in rehearsal.heard()]

        assert day("one", 1) == day("two", 1) != day("three", 2)


class TestMisbehaviour:
    @pytest.mark.parametrize(
        ("how", "failure", "accepted"),
        [
            ("lose the answer", OutcomeUnknown, True),
            ("rate limit", RateLimited, False),
            ("reject", Rejected, False),
            ("unreachable", Unreachable, False),
            ("sign-in rejected", CredentialsRejected, False),
        ],
    )
    def test_the_next_send_meets_it_once(
        self, rehearsal: Rehearsal, how: str, failure: type[Exception], accepted: bool
    ) -> None:
        rehearsal.another().misbehave(how)
        with pytest.raises(failure, match=r"^[A-Z].*\.$"):
            rehearsal.publish("Once")
        assert rehearsal.texts() == ["Once"] * accepted
        rehearsal.publish("Once")
        assert rehearsal.texts() == ["Once"]

    def test_what_it_cannot_do_is_a_mistake_of_ours(self, rehearsal: Rehearsal) -> None:
        with pytest.raises(ValueError, match="explode"):
            rehearsal.platform.misbehave("explode")


class TestMemory:
    def test_the_same_key_is_never_published_twice(self, rehearsal: Rehearsal) -> None:
        first = rehearsal.publish("Once", "key")
        assert rehearsal.publish("Once", "key") == first
        assert rehearsal.texts() == ["Once"]

    def test_its_file_is_private_and_whole(self, rehearsal: Rehearsal) -> None:
        rehearsal.publish("Once")
        (file,) = rehearsal.folder.glob("*.json")
        assert file.stat().st_mode & 0o077 == 0
        assert not list(rehearsal.folder.glob("*.new"))
        file.write_text("{", encoding="utf-8")
        with pytest.raises(Unreachable, match="damaged"):
            rehearsal.publish("Twice")

    def test_several_at_once_lose_nothing(self, rehearsal: Rehearsal) -> None:
        def publish(n: int) -> None:
            rehearsal.another().publish(Part(f"Number {n}"), str(n), rehearsal.soon)

        threads = [threading.Thread(target=publish, args=(n,)) for n in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(rehearsal.texts()) == sorted(f"Number {n}" for n in range(12))
        assert len({p.remote_id for p in rehearsal.platform.recent_own_posts(rehearsal.soon).posts}) == 12

    def test_pictures_and_their_words_are_counted_and_kept(self, rehearsal: Rehearsal) -> None:
        picture = Media("d" * 64, "image/png", b"png", "A harbour")
        sent = rehearsal.platform.publish(Part("", (picture,)), "key", rehearsal.soon)
        assert sent.remote_id
        with pytest.raises(Rejected, match="4 pictures"):
            rehearsal.platform.publish(Part("Many", (picture,) * 5), "other", rehearsal.soon)

    def test_figures_grow_with_time(self, rehearsal: Rehearsal) -> None:
        sent = rehearsal.publish("Clear and useful")
        rehearsal.at += timedelta(hours=1)
        rehearsal.heard()
        figures = rehearsal.platform.metrics([sent.remote_id], rehearsal.soon)[sent.remote_id]
        assert figures["views"] > 0
        assert figures["replies"] >= 1

    def test_it_tells_the_time_like_a_server(self, rehearsal: Rehearsal) -> None:
        told: list[datetime] = []
        platform = PracticePlatform(
            rehearsal.folder, "a1", "deptgov", lambda: rehearsal.at, server_date=told.append
        )
        platform.profile(rehearsal.soon)
        assert told == [NINE]
