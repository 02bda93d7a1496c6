"""Reading from X: all pages, its short links undone, and servers that keep to the description in their own way."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.platform import Rejected, Unreachable
from accounts.platforms.x import XPlatform
from tests.accounts.conftest import MakeX, now, within
from tests.servers.x import XServer

MENTIONS, OWN, IDS = "GET /2/users/{id}/mentions", "GET /2/users/{id}/tweets", "GET /2/tweets"


@pytest.fixture
def x(make_x: MakeX) -> XPlatform:
    return make_x()


def answer(server: XServer, name: str, body: object, status: int = 200) -> None:
    server.misbehave(name, "answer", status=status, body=body)


def test_mentions_of_many_pages_come_oldest_first_and_none_twice(x: XPlatform, x_server: XServer) -> None:
    start = now() - timedelta(hours=1)
    said = [x_server.store.say(f"@deptgov {n}", at=start + timedelta(seconds=n)) for n in range(250)]
    heard = x.mentions(None, within())
    assert [one.remote_id for one in heard] == [post.id for post in said]
    assert len(x_server.seen(MENTIONS)) == 3
    assert [one.text for one in x.mentions(said[100].id, within())][:2] == ["@deptgov 101", "@deptgov 102"]
    assert "since_id" in x_server.seen(MENTIONS)[-1].path


def test_no_mentions_is_an_empty_list(x: XPlatform, x_server: XServer) -> None:
    assert x.mentions(None, within()) == []
    answer(
        x_server, MENTIONS, {"meta": {"result_count": 0}, "errors": [{"detail": "one could not be shown"}]}
    )
    assert x.mentions("5", within()) == []


def test_a_server_that_leads_in_a_circle_is_left(x: XPlatform, x_server: XServer) -> None:
    page = {
        "data": [{"id": "1", "text": "a", "created_at": "2026-01-01T00:00:00Z"}],
        "meta": {"next_token": "again"},
    }
    for _ in range(3):
        answer(x_server, MENTIONS, page)
    assert len(x.mentions(None, within())) == 1
    assert len(x_server.seen(MENTIONS)) == 2


def test_a_failure_on_the_second_page_is_a_failure(x: XPlatform, x_server: XServer) -> None:
    for n in range(150):
        x_server.store.say(f"@deptgov {n}")
    page = {
        "data": [{"id": "9", "text": "a", "created_at": "2026-01-01T00:00:00Z"}],
        "meta": {"next_token": "b"},
    }
    answer(x_server, MENTIONS, page)
    answer(x_server, MENTIONS, {"title": "x"}, 503)
    with pytest.raises(Unreachable):
        x.mentions(None, within())


def test_what_is_missing_from_an_answer_is_done_without(x: XPlatform, x_server: XServer) -> None:
    old = str((1_760_000_000_000 - 1_288_834_974_657) << 22)
    rows = [
        {"id": old},
        {"id": "3", "text": None, "author_id": "77", "created_at": "not a date"},
        {
            "id": "4",
            "text": "Hi",
            "author_id": "78",
            "created_at": "2026-01-01T10:00:00+01:00",
            "new": {"field": [1]},
        },
        {"id": 5, "text": "A number for an id", "username": "someone"},
        {"text": "no id"},
        "nonsense",
        None,
    ]
    includes = {"users": [{"id": "78", "username": "bea", "name": "Bea"}, {"id": "77"}, None], "later": 1}
    answer(x_server, MENTIONS, {"data": rows, "includes": includes, "errors": [{"detail": "partial"}]})
    heard = {one.remote_id: one for one in x.mentions(None, within())}
    assert list(heard) == ["3", "4", "5", old]
    assert (heard["4"].author, heard["4"].author_name, heard["4"].url) == (
        "bea",
        "Bea",
        "https://x.com/bea/status/4",
    )
    assert heard["4"].at == datetime(2026, 1, 1, 9, tzinfo=UTC)
    assert (heard["3"].author, heard["3"].text, heard["3"].url) == ("77", "", "https://x.com/i/status/3")
    assert heard["5"].author == "someone"
    assert heard[old].at == datetime.fromtimestamp(1_760_000_000, UTC)


def test_a_strangers_text_stays_as_it_is_and_can_be_stored(x: XPlatform, x_server: XServer) -> None:
    text = (
        "@deptgov <script>alert(1)</script> \u202egnp.exe &amp; &lt;b&gt; \ud83d half \0 nul " + "😀" * 10_000
    )
    row = {"id": "1", "text": text, "created_at": "2026-01-01T00:00:00Z", "author_id": "2"}
    users = [{"id": "2", "username": "../evil?x=1", "name": "<b>Bold</b>\u202e"}]
    answer(x_server, MENTIONS, {"data": [row], "includes": {"users": users}})
    (heard,) = x.mentions(None, within())
    assert "<script>alert(1)</script> \u202egnp.exe & <b> \ufffd half \ufffd nul 😀" in heard.text
    assert heard.text.count("😀") == 10_000
    assert heard.text.encode()
    assert heard.author_name == "<b>Bold</b>\u202e"
    assert heard.url == "https://x.com/i/status/1"


@pytest.mark.parametrize("body", [{"data": {"id": "1"}}, {"data": "1"}, {"data": 7}])
def test_a_list_that_is_none_cannot_be_understood(x: XPlatform, x_server: XServer, body: dict) -> None:
    answer(x_server, MENTIONS, body)
    with pytest.raises(Unreachable, match="cannot be understood"):
        x.mentions(None, within())


def test_an_answer_to_us_says_what_it_answers_and_our_own_posts_are_no_mentions(
    x: XPlatform, x_server: XServer
) -> None:
    ours = x_server.store.say("Open on Monday", "1001")
    reply = x_server.store.say("And on Tuesday?", "2001", reply_to=ours.id)
    x_server.store.say("@deptgov is us", "1001")
    (heard,) = x.mentions(None, within())
    assert (heard.remote_id, heard.in_reply_to, heard.summons) == (reply.id, ours.id, True)


def test_a_since_that_has_become_too_old_for_x_is_done_without(x: XPlatform, x_server: XServer) -> None:
    first, second = x_server.store.say("@deptgov one"), x_server.store.say("@deptgov two")
    detail = "'since_id' must be a tweet id created after [2026-01-01T00:00Z]."
    answer(x_server, MENTIONS, {"errors": [{"parameters": {"since_id": ["1"]}, "message": detail}]}, 400)
    assert [one.remote_id for one in x.mentions(first.id, within())] == [second.id]


def test_own_posts_reach_back_a_week_and_say_how_far_they_are_complete(
    x: XPlatform, x_server: XServer
) -> None:
    for n in range(350):
        x_server.store.say(f"Post {n}", "1001", at=now() - timedelta(hours=350 - n))
    own = x.recent_own_posts(within())
    assert len(own.posts) == 200
    assert own.posts[0].text == "Post 349"
    assert own.complete_since == own.posts[-1].at
    assert "exclude=retweets" in x_server.seen(OWN)[0].path


def test_all_own_posts_are_complete_from_the_beginning_unless_some_could_not_be_shown(
    x: XPlatform, x_server: XServer
) -> None:
    x_server.store.say("One", "1001")
    assert x.recent_own_posts(within()).complete_since == datetime.fromtimestamp(0, UTC)
    row = {"id": "1", "text": "a", "created_at": "2026-01-01T00:00:00Z"}
    answer(x_server, OWN, {"data": [row], "errors": [{"resource_type": "tweet", "detail": "withheld"}]})
    assert x.recent_own_posts(within()).complete_since is None


def test_links_pictures_and_long_texts_come_back_as_they_were_written(
    x: XPlatform, x_server: XServer
) -> None:
    urls = [
        {"start": 0, "end": 1, "url": "https://t.co/a", "expanded_url": "https://www.gov.uk/?a=1&b=2"},
        {"start": 0, "end": 1, "url": "https://t.co/ab", "expanded_url": "https://www.gov.uk/ab"},
        {
            "start": 0,
            "end": 1,
            "url": "https://t.co/pic",
            "expanded_url": "https://x.com/x/status/1/photo/1",
            "media_key": "3_1",
        },
        {"start": 0, "end": 1, "url": "https://t.co/none", "expanded_url": None},
        None,
    ]
    text = "A &amp; B: https://t.co/a https://t.co/ab, https://t.co/none and &amp;lt; https://t.co/pic"
    rows = [
        {
            "id": "1",
            "text": text,
            "entities": {"urls": urls, "hashtags": None},
            "created_at": "2026-01-01T00:00:00.000Z",
        },
        {
            "id": "2",
            "text": "Long…",
            "note_post": {"text": "Long &gt; 280", "entities": {}},
            "created_at": "2026-01-02T00:00:00Z",
        },
    ]
    answer(x_server, OWN, {"data": rows, "meta": {}})
    newest, oldest = x.recent_own_posts(within()).posts
    assert (
        oldest.text == "A & B: https://www.gov.uk/?a=1&b=2 https://www.gov.uk/ab, https://t.co/none and &lt;"
    )
    assert newest.text == "Long > 280"


def test_figures_of_many_posts_are_asked_for_by_the_hundred(x: XPlatform, x_server: XServer) -> None:
    posts = [x_server.store.say(f"Post {n}", "1001") for n in range(120)]
    posts[0].counts = {"repost_count": 3, "impression_count": 99}
    figures = x.metrics([post.id for post in posts], within())
    assert len(figures) == 120
    assert len(x_server.seen(IDS)) == 2
    assert (figures[posts[0].id]["reposts"], figures[posts[0].id]["views"]) == (3, 99)
    answer(
        x_server,
        IDS,
        {"data": [{"id": "1", "public_metrics": {"retweet_count": 4, "like_count": None, "x": 1}}]},
    )
    assert x.metrics(["1"], within()) == {"1": {"reposts": 4}}


def test_a_server_that_knows_only_xs_older_words_is_understood(x: XPlatform, x_server: XServer) -> None:
    """X's description says post.fields; its guides say tweet.fields."""
    detail = (
        "The query parameter [post.fields] is not one of [expansions,max_results,tweet.fields,user.fields]"
    )
    answer(
        x_server,
        MENTIONS,
        {"errors": [{"parameters": {}, "message": detail}], "title": "Invalid Request"},
        400,
    )
    row = {
        "id": "1",
        "text": "@deptgov hello",
        "author_id": "2",
        "created_at": "2026-01-01T00:00:00.000Z",
        "referenced_tweets": [{"type": "quoted", "id": "7"}, {"type": "replied_to", "id": "8"}],
        "note_tweet": {"text": "@deptgov hello, at length"},
    }
    page = {
        "data": [row],
        "includes": {"users": [{"id": "2", "username": "bea", "name": "Bea"}], "tweets": []},
    }
    answer(x_server, MENTIONS, page)
    (heard,) = x.mentions(None, within())
    assert (heard.text, heard.in_reply_to, heard.author) == ("@deptgov hello, at length", "8", "bea")
    assert "tweet.fields=" in x_server.seen(MENTIONS)[-1].path
    answer(x_server, OWN, page)
    x.recent_own_posts(within())
    assert "tweet.fields=" in x_server.seen(OWN)[-1].path


def test_a_server_that_passes_over_the_newer_words_is_asked_again(x: XPlatform, x_server: XServer) -> None:
    answer(x_server, MENTIONS, {"data": [{"id": "1", "text": "bare"}], "meta": {}})
    answer(x_server, MENTIONS, {"data": [{"id": "1", "text": "whole", "created_at": "2026-01-01T00:00:00Z"}]})
    (heard,) = x.mentions(None, within())
    assert (heard.text, heard.at) == ("whole", datetime(2026, 1, 1, tzinfo=UTC))


def test_a_server_that_gives_bare_posts_in_any_words_is_believed(x: XPlatform, x_server: XServer) -> None:
    answer(x_server, MENTIONS, {"data": [{"id": "1", "text": "bare"}]})
    (heard,) = x.mentions(None, within())
    assert heard.text == "bare"
    assert len(x_server.seen(MENTIONS)) == 2


def test_another_bad_parameter_is_a_no(x: XPlatform, x_server: XServer) -> None:
    answer(x_server, MENTIONS, {"title": "Invalid Request", "detail": "max_results"}, 400)
    with pytest.raises(Rejected, match="max_results"):
        x.mentions(None, within())


def test_a_profile_without_a_name_or_with_nothing(x: XPlatform, x_server: XServer) -> None:
    answer(x_server, "GET /2/users/me", {"data": {"id": "1001", "username": "deptgov"}})
    assert x.profile(within()).name == "deptgov"
    for body in ({"data": {"id": "1001"}}, {"data": []}, {}, {"data": {"username": "deptgov"}}):
        answer(x_server, "GET /2/users/me", body)
        with pytest.raises(Unreachable):
            x.profile(within())
