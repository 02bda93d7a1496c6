"""How an account on X is set up, and what of that reaches X."""

import json

import pytest

from accounts.platform import Part
from tests.accounts.conftest import MakeX, within
from tests.servers.x import XServer


@pytest.mark.parametrize(
    "facts", [{"user_id": "deptgov"}, {"reply_settings": "nobody"}, {"base_url": "https://evil.example"}]
)
def test_a_setting_that_cannot_be_is_refused_at_once(make_x: MakeX, facts: dict) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        make_x(**facts)


def test_who_may_answer_is_said_with_a_new_post_and_not_with_an_answer(
    make_x: MakeX, x_server: XServer
) -> None:
    x = make_x(reply_settings="mentionedUsers")
    first = x.publish(Part("First"), "key", within())
    x.publish(Part("Second", reply_to=first.remote_id), "key", within())
    bodies = [json.loads(request.body) for request in x_server.seen("POST /2/tweets")]
    assert bodies == [
        {"text": "First", "reply_settings": "mentionedUsers"},
        {"text": "Second", "reply": {"in_reply_to_tweet_id": first.remote_id}},
    ]


def test_what_x_cannot_promise_is_not_claimed(make_x: MakeX) -> None:
    can = make_x().capabilities
    assert not can.absence_conclusive
    assert not can.key_lifetime
    assert (can.images, can.image_bytes, can.alt_limit) == (4, 5_000_000, 1000)


def test_despatch_says_who_it_is(make_x: MakeX, x_server: XServer) -> None:
    make_x().profile(within())
    assert x_server.requests[0].headers["user-agent"].startswith("Despatch")
