"""What every platform's adapter promises. To join: subclass, and give a `stage` fixture."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.platform import Measured, Part, Platform, PlatformFailure, Rejected


@dataclass
class Stage:
    """One account on one platform. `speak` makes at least two people say something to the account, one after the
    other; `now` is the platform's clock."""

    platform: Platform
    speak: Callable[[], None]
    now: Callable[[], datetime]

    def within(self, seconds: float = 10) -> datetime:
        return self.now() + timedelta(seconds=seconds)

    def publish(self, text: str, reply_to: str | None = None):
        return self.platform.publish(Part(text, reply_to=reply_to), str(uuid4()), self.within())


class PlatformContract:
    """Runs against each adapter. Tests are named by what is promised."""

    def test_it_has_a_name_and_says_what_it_can(self, stage: Stage) -> None:
        can = stage.platform.capabilities
        assert stage.platform.name
        assert can.images >= 1
        assert can.image_bytes > 0
        assert can.alt_limit > 0
        assert can.key_lifetime >= timedelta(0)

    def test_it_measures_without_a_network(self, stage: Stage) -> None:
        one = stage.platform.measure("One")
        assert isinstance(one, Measured)
        assert (one.length, one.fits) == (3, True)
        assert not stage.platform.measure("x" * (one.limit + 1)).fits
        assert not stage.platform.measure("").fits

    def test_it_says_whom_it_speaks_as(self, stage: Stage) -> None:
        profile = stage.platform.profile(stage.within())
        assert profile.remote_id
        assert profile.handle
        assert not profile.handle.startswith("@")

    def test_a_post_has_a_receipt_and_is_among_the_own_posts(self, stage: Stage) -> None:
        sent = stage.publish("Roads in the north are open again & safe <from noon>.")
        assert sent.remote_id in sent.url
        own = stage.platform.recent_own_posts(stage.within())
        found = next(post for post in own.posts if post.remote_id == sent.remote_id)
        assert found.text == "Roads in the north are open again & safe <from noon>."
        assert found.at.tzinfo is UTC
        assert abs(found.at - stage.now()) < timedelta(minutes=1)
        assert own.complete_since is None or own.complete_since.tzinfo is not None

    def test_links_come_back_as_they_were_written(self, stage: Stage) -> None:
        text = "Find a food bank: https://www.gov.uk/food?a=1&b=2 or call."
        sent = stage.publish(text)
        own = stage.platform.recent_own_posts(stage.within())
        assert next(post.text for post in own.posts if post.remote_id == sent.remote_id) == text

    def test_a_thread_hangs_together_newest_first(self, stage: Stage) -> None:
        first = stage.publish("A thread about flu jabs, first part.")
        second = stage.publish("The second part.", reply_to=first.remote_id)
        third = stage.publish("The third part.", reply_to=second.remote_id)
        posts = stage.platform.recent_own_posts(stage.within()).posts
        assert [post.remote_id for post in posts[:3]] == [third.remote_id, second.remote_id, first.remote_id]
        assert [post.reply_to for post in posts[:3]] == [second.remote_id, first.remote_id, None]

    def test_mentions_come_oldest_first_and_only_those_since(self, stage: Stage) -> None:
        stage.speak()
        heard = stage.platform.mentions(None, stage.within())
        assert len(heard) >= 2
        assert [one.at for one in heard] == sorted(one.at for one in heard)
        assert len({one.remote_id for one in heard}) == len(heard)
        assert all(one.author and one.author_name and one.text and one.url for one in heard)
        assert list(stage.platform.mentions(heard[0].remote_id, stage.within())) == list(heard[1:])
        assert list(stage.platform.mentions(heard[-1].remote_id, stage.within())) == []

    def test_a_mention_that_summons_can_be_answered(self, stage: Stage) -> None:
        stage.speak()
        heard = next(one for one in stage.platform.mentions(None, stage.within()) if one.summons)
        answer = stage.publish("Thank you for asking. We open at nine.", reply_to=heard.remote_id)
        own = stage.platform.recent_own_posts(stage.within()).posts
        assert next(post.reply_to for post in own if post.remote_id == answer.remote_id) == heard.remote_id

    def test_a_deleted_post_is_gone_and_is_not_deleted_twice(self, stage: Stage) -> None:
        sent = stage.publish("This one was a mistake.")
        stage.platform.delete(sent.remote_id, stage.within())
        own = stage.platform.recent_own_posts(stage.within()).posts
        assert sent.remote_id not in {post.remote_id for post in own}
        with pytest.raises(Rejected, match=r"^[A-Z].*[.”]$"):
            stage.platform.delete(sent.remote_id, stage.within())

    def test_figures_are_whole_numbers_by_post(self, stage: Stage) -> None:
        sent = stage.publish("How is this one doing?")
        figures = stage.platform.metrics([sent.remote_id, "987654321987654321"], stage.within())
        assert set(figures) == {sent.remote_id}
        assert all(isinstance(count, int) and count >= 0 for count in figures[sent.remote_id].values())
        assert stage.platform.metrics([], stage.within()) == {}

    @pytest.mark.parametrize("text", ["", " \n", "x" * 100_000])
    def test_what_it_cannot_publish_is_refused_in_a_sentence(self, stage: Stage, text: str) -> None:
        with pytest.raises(Rejected, match=r"^[A-Z].*\.$"):
            stage.publish(text)
        assert stage.platform.recent_own_posts(stage.within()).posts == ()

    def test_an_answer_to_nothing_is_refused_in_a_sentence(self, stage: Stage) -> None:
        with pytest.raises(Rejected, match=r"^[A-Z].*[.”]$"):
            stage.publish("In answer to nobody.", reply_to="987654321987654321")

    def test_nothing_is_done_after_the_deadline(self, stage: Stage) -> None:
        late = stage.now() - timedelta(seconds=1)
        for act in (
            lambda: stage.platform.publish(Part("Too late."), "key", late),
            lambda: stage.platform.recent_own_posts(late),
            lambda: stage.platform.mentions(None, late),
            lambda: stage.platform.profile(late),
            lambda: stage.platform.delete("987654321987654321", late),
            lambda: stage.platform.metrics(["987654321987654321"], late),
        ):
            with pytest.raises(PlatformFailure, match=r"^[A-Z].*\.$"):
                act()
        assert "Too late." not in {
            post.text for post in stage.platform.recent_own_posts(stage.within()).posts
        }
