"""Pictures reach X whole and with their alt text before the post, or nothing is posted."""

import pytest

from accounts.platform import (
    CredentialsRejected,
    Media,
    OutcomeUnknown,
    Part,
    PlatformFailure,
    RateLimited,
    Rejected,
    Unreachable,
)
from accounts.platforms.x import XPlatform
from tests.accounts.conftest import MakeX, within
from tests.servers.x import XServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10_000
PICTURE = Media("d", "image/png", PNG, "A map of the closed roads & bridges")
START, APPEND = "POST /2/media/upload/initialize", "POST /2/media/upload/{id}/append"
END, STATUS, ALT = "POST /2/media/upload/{id}/finalize", "GET /2/media/upload", "POST /2/media/metadata"


@pytest.fixture(params=["oauth1", "oauth2"])
def x(request: pytest.FixtureRequest, make_x: MakeX, x_server: XServer) -> XPlatform:
    return make_x(credentials=x_server.oauth1() if request.param == "oauth1" else x_server.oauth2())


def test_four_pictures_arrive_whole_in_order_and_described(x: XPlatform, x_server: XServer) -> None:
    kinds = [
        ("image/png", PNG),
        ("image/jpeg", b"\xff\xd8\xff" + PNG),
        ("image/webp", b"RIFFxxxx"),
        ("image/png", PNG[:9]),
    ]
    media = tuple(Media("d", mime, data, f"Picture {number}") for number, (mime, data) in enumerate(kinds))
    x.publish(Part("Four", media), "key", within())
    (post,) = x_server.store.accepted
    pictures = [x_server.store.pictures[media_id] for media_id in post.media]
    assert [(picture.media_type, picture.data) for picture in pictures] == kinds
    assert [picture.alt for picture in pictures] == [picture.alt for picture in media]
    assert len(x_server.seen(APPEND)) == 3 + 3 + 1 + 1


def test_a_picture_may_stand_alone_and_a_gif_is_a_gif(x: XPlatform, x_server: XServer) -> None:
    x.publish(Part("", (Media("d", "image/gif", b"GIF89a" + PNG, "Waves"),)), "key", within())
    assert b'"media_category": "tweet_gif"' in x_server.seen(START)[0].body
    assert x_server.store.accepted[0].media


def test_x_is_given_the_time_to_look_at_a_picture(x: XPlatform, x_server: XServer) -> None:
    x_server.store.polls_before_ready = 3
    assert x.publish(Part("Looked at", (PICTURE,)), "key", within()).remote_id
    assert len(x_server.seen(STATUS)) == 3


def test_a_picture_that_x_cannot_use_stops_the_post(x: XPlatform, x_server: XServer) -> None:
    x_server.store.pictures_fail = True
    with pytest.raises(Rejected, match="Nothing was posted"):
        x.publish(Part("Never", (PICTURE,)), "key", within())
    assert x_server.seen("POST /2/tweets") == []


def test_a_picture_that_x_looks_at_for_ever_stops_the_post_in_time(x: XPlatform, x_server: XServer) -> None:
    x_server.store.polls_before_ready = 10_000
    with pytest.raises(Unreachable, match="Nothing was posted"):
        x.publish(Part("Never", (PICTURE,)), "key", within(2))
    assert x_server.seen("POST /2/tweets") == []


@pytest.mark.parametrize("name", [START, APPEND, END, ALT])
@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        ("lose", Unreachable),
        ("reset", Unreachable),
        ("503-after", Unreachable),
        ("slow", Unreachable),
        ("malformed", Unreachable),
        (401, CredentialsRejected),
        (403, Rejected),
        (413, Rejected),
        (429, RateLimited),
    ],
)
def test_a_picture_that_does_not_arrive_stops_the_post_and_is_never_uncertain(
    make_x: MakeX, x_server: XServer, name: str, kind: str | int, failure: type[PlatformFailure]
) -> None:
    if isinstance(kind, int):
        x_server.misbehave(name, "answer", status=kind, body={"title": "No", "detail": "Not today."})
    else:
        x_server.misbehave(name, kind)
    with pytest.raises(failure) as raised:
        make_x().publish(Part("Never", (PICTURE,)), "key", within(0.5 if kind == "slow" else 10))
    assert not isinstance(raised.value, OutcomeUnknown)
    assert str(raised.value).startswith(("A picture", "X does not accept"))
    assert x_server.seen("POST /2/tweets") == []


@pytest.mark.parametrize("name", [START, END])
def test_a_picture_without_a_number_stops_the_post(make_x: MakeX, x_server: XServer, name: str) -> None:
    x_server.misbehave(name, "no-id")
    with pytest.raises(Unreachable, match="Nothing was posted"):
        make_x().publish(Part("Never", (PICTURE,)), "key", within())
    assert x_server.seen("POST /2/tweets") == []


def test_servers_may_answer_a_piece_with_nothing_at_all(make_x: MakeX, x_server: XServer) -> None:
    from tests.servers import x_endpoints

    kept = x_endpoints.ENDPOINTS[APPEND]

    def append(*request: object) -> tuple[int, object]:
        kept(*request)
        return 204, None

    x_endpoints.ENDPOINTS[APPEND] = append
    try:
        assert make_x().publish(Part("Sent", (PICTURE,)), "key", within()).remote_id
    finally:
        x_endpoints.ENDPOINTS[APPEND] = kept
