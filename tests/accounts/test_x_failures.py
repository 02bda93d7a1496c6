"""X misbehaves, fault by fault: each becomes one of the port's failures, with a sentence, and nothing is sent twice."""

import json
import re
from datetime import timedelta

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
from tests.accounts.conftest import MakeX, now, within
from tests.servers.x import XServer

POST, DELETE, MENTIONS = "POST /2/tweets", "DELETE /2/tweets/{id}", "GET /2/users/{id}/mentions"
OWN, ME, IDS = "GET /2/users/{id}/tweets", "GET /2/users/me", "GET /2/tweets"
SENTENCE = re.compile(r"[A-Z].*[.”]", re.DOTALL)
PICTURE = Media("d", "image/png", b"\x89PNG\r\n\x1a\n" + b"p" * 1_500_000, "A map of the closed roads")


@pytest.fixture
def x(make_x: MakeX) -> XPlatform:
    return make_x()


def publish(x: XPlatform, text: str = "Flood warning", seconds: float = 10, **part: object):
    return x.publish(Part(text, **part), "key", within(seconds))


def patience(kind: str) -> float:
    """Seconds: few where the deadline is what is tried, many where it is not."""
    return 2 if kind in {"slow", "trickle-headers", "trickle-body"} else 10


def said(failure: pytest.ExceptionInfo[PlatformFailure]) -> str:
    sentence = str(failure.value)
    assert SENTENCE.fullmatch(sentence), sentence
    return sentence


def problem(detail: str, status: int = 403, **more: object) -> dict:
    return {"title": "Forbidden", "type": "about:blank", "status": status, "detail": detail, **more}


@pytest.mark.parametrize(
    ("kind", "copies", "words"),
    [
        ("lose", 1, "broke off"),
        ("reset", 0, "broke off"),
        ("503-after", 1, "trouble of its own"),
        ("slow", 1, "in time"),
        ("trickle-headers", 1, "in time"),
        ("trickle-body", 1, "in time"),
        ("cut", 1, "broke off"),
        ("malformed", 1, "cannot be understood"),
        ("not-an-object", 1, "cannot be understood"),
        ("no-id", 1, "cannot be understood"),
    ],
)
def test_a_send_without_a_believable_answer_is_unknown_and_not_repeated(
    x: XPlatform, x_server: XServer, kind: str, copies: int, words: str
) -> None:
    x_server.misbehave(POST, kind)
    started = now()
    with pytest.raises(OutcomeUnknown, match="may or may not") as failure:
        publish(x, seconds=patience(kind))
    assert words in said(failure)
    assert now() - started < timedelta(seconds=30)
    assert x_server.store.copies("Flood warning") == copies
    assert len(x_server.seen(POST)) == copies


@pytest.mark.parametrize(
    "kind", ["lose", "reset", "503-after", "slow", "trickle-body", "cut", "malformed", "no-id"]
)
def test_a_delete_without_a_believable_answer_is_unknown(x: XPlatform, x_server: XServer, kind: str) -> None:
    sent = publish(x)
    x_server.misbehave(DELETE, kind)
    with pytest.raises(OutcomeUnknown) as failure:
        x.delete(sent.remote_id, within(patience(kind)))
    said(failure)


@pytest.mark.parametrize(
    "kind", ["lose", "reset", "503-after", "slow", "trickle-headers", "trickle-body", "cut", "malformed"]
)
def test_a_read_without_a_believable_answer_may_be_tried_again(
    x: XPlatform, x_server: XServer, kind: str
) -> None:
    """What only reads changes nothing at X: there is no outcome to be unsure of."""
    x_server.misbehave(MENTIONS, kind)
    with pytest.raises(Unreachable, match="Nothing was changed") as failure:
        x.mentions(None, within(patience(kind)))
    said(failure)
    x_server.misbehave(ME, kind)
    with pytest.raises(Unreachable):
        x.profile(within(patience(kind)))
    assert x.profile(within()).handle == "deptgov"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 301, 302, 307, 308, 304, 600])
def test_any_status_that_is_neither_yes_nor_no_is_unknown(
    x: XPlatform, x_server: XServer, status: int
) -> None:
    x_server.misbehave(POST, "answer", status=status, headers={"location": "http://127.0.0.1:9/elsewhere"})
    with pytest.raises(OutcomeUnknown):
        publish(x)
    assert len(x_server.requests) == 1


@pytest.mark.parametrize(
    ("status", "detail", "words"),
    [
        (403, "You are not allowed to create a Tweet with duplicate content.", "same text twice"),
        (
            403,
            "Reply to this conversation is not allowed because you have not been mentioned.",
            "answers only to people",
        ),
        (403, "You attempted to reply to a Tweet that is deleted or not visible to you.", "no longer there"),
        (403, "Your account is suspended and is not permitted to access this feature.", "suspended"),
        (
            403,
            "Your client app is not configured with the appropriate oauth1 app permissions.",
            "allow the app to write",
        ),
        (
            403,
            "When authenticating requests, you must enroll your app. client-not-enrolled",
            "plan for this app",
        ),
        (402, "Your enrolled account does not have any credits to fulfill this request.", "plan and credit"),
        (403, "You are not permitted to perform this action.", "refused (403)"),
        (400, "One or more parameters to your request was invalid.", "refused (400)"),
        (404, "Not found.", "may have been deleted"),
        (413, "Payload too large.", "too big"),
        (422, "Something new.", "refused (422)"),
    ],
)
def test_a_definite_no_is_rejected_in_words(
    x: XPlatform, x_server: XServer, status: int, detail: str, words: str
) -> None:
    x_server.misbehave(POST, "answer", status=status, body=problem(detail, status))
    with pytest.raises(Rejected) as failure:
        publish(x)
    assert words in said(failure)
    assert detail in said(failure)
    assert x_server.store.accepted == []


@pytest.mark.parametrize(
    "body",
    [
        {"errors": [{"code": 187, "message": "Status is a duplicate."}]},
        {"errors": [{"detail": "duplicate", "title": "No", "type": "about:blank"}], "title": "No"},
        {"code": 187, "message": "Status is a duplicate."},
        {"errors": "duplicate"},
        {"errors": {"a": 1}, "error": "duplicate"},
        {"errors": [None, 7, "duplicate"]},
        ["duplicate"],
        "duplicate",
        "",
        None,
        {"detail": {"text": "duplicate"}},
        {"detail": "duplicate\u0000\u202e\n" + "x" * 5000},
    ],
)
def test_a_no_of_any_shape_is_a_no(x: XPlatform, x_server: XServer, body: object) -> None:
    x_server.misbehave(POST, "answer", status=403, body=body, headers={"content-type": "text/html"})
    with pytest.raises(Rejected) as failure:
        publish(x)
    assert len(said(failure)) < 600
    assert str(failure.value).isprintable()


def test_the_same_text_twice_is_refused_by_x_itself(x: XPlatform, x_server: XServer) -> None:
    publish(x)
    with pytest.raises(Rejected, match="same text twice"):
        publish(x)
    assert x_server.store.copies("Flood warning") == 1


def test_only_who_mentions_us_can_be_answered(x: XPlatform, x_server: XServer) -> None:
    stranger = x_server.store.say("Nothing to do with the department")
    with pytest.raises(Rejected, match="answers only to people"):
        publish(x, reply_to=stranger.id)


def test_a_rate_limit_says_until_when(x: XPlatform, x_server: XServer) -> None:
    until = x_server.rate_limit(POST)
    with pytest.raises(RateLimited) as failure:
        publish(x)
    assert failure.value.until == until
    assert "UTC" in said(failure)
    until = x_server.rate_limit(MENTIONS, timedelta(hours=3))
    with pytest.raises(RateLimited) as failure:
        x.mentions(None, within())
    assert failure.value.until == until
    assert publish(x).remote_id


@pytest.mark.parametrize(
    "value", [None, "", "soon", "-1", "99999999999999999999", "1e9", str(int(now().timestamp()) - 900)]
)
def test_a_rate_limit_without_a_believable_reset_waits(
    x: XPlatform, x_server: XServer, value: str | None
) -> None:
    headers = {} if value is None else {"X-Rate-Limit-Reset": value}
    x_server.misbehave(POST, "answer", status=429, headers=headers | {"x-rate-limit-reset": value or ""})
    with pytest.raises(RateLimited) as failure:
        publish(x)
    assert timedelta(0) < failure.value.until - now() <= timedelta(minutes=15)


def test_a_days_limit_counts_before_the_quarter_of_an_hours(x: XPlatform, x_server: XServer) -> None:
    tomorrow = int((now() + timedelta(hours=20)).timestamp())
    headers = {"x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": str(tomorrow)}
    x_server.misbehave(POST, "answer", status=429, headers=headers)
    with pytest.raises(RateLimited) as failure:
        publish(x)
    assert failure.value.until.timestamp() == tomorrow


def test_a_sign_in_that_is_refused_is_named(x: XPlatform, x_server: XServer) -> None:
    x_server.misbehave(POST, "answer", status=401, body={"title": "Unauthorized", "status": 401})
    with pytest.raises(CredentialsRejected, match="connect the account again") as failure:
        publish(x)
    said(failure)
    x_server.sign_in.tokens.clear()
    with pytest.raises(CredentialsRejected):
        x.mentions(None, within())
    body = {"errors": [{"code": 135, "message": "Timestamp out of bounds."}]}
    x_server.misbehave(POST, "answer", status=401, body=body)
    with pytest.raises(CredentialsRejected, match="clock"):
        publish(x)


def test_switched_off_is_refused_before_any_network(make_x: MakeX, x_server: XServer) -> None:
    reader, writer = make_x(writing=False), make_x(reading=False)
    with pytest.raises(Rejected, match="switched off"):
        publish(reader)
    with pytest.raises(Rejected, match="switched off"):
        reader.delete("1", within())
    for act in (
        lambda: writer.mentions(None, within()),
        lambda: writer.recent_own_posts(within()),
        lambda: writer.metrics(["1"], within()),
    ):
        with pytest.raises(Rejected, match="switched off"):
            act()
    assert x_server.requests == []


@pytest.mark.parametrize(
    "part",
    [
        Part("x" * 281),
        Part("half a pair \ud83d"),
        Part("a NUL \0"),
        Part("To nobody", reply_to="../users/me"),
        Part("Five", media=(PICTURE,) * 5),
        Part("Big", media=(Media("d", "image/png", b"p" * 5_000_001, "alt"),)),
        Part("Odd", media=(Media("d", "image/svg+xml", b"<svg/>", "alt"),)),
        Part("Alt", media=(Media("d", "image/png", b"p", "a" * 1001),)),
        Part("Nothing", media=(Media("d", "image/png", b"", "alt"),)),
        Part("Both", media=(PICTURE, Media("d", "image/gif", b"GIF89a", "alt"))),
    ],
)
def test_what_x_would_refuse_is_refused_before_any_network(
    x: XPlatform, x_server: XServer, part: Part
) -> None:
    with pytest.raises(Rejected) as failure:
        x.publish(part, "key", within())
    said(failure)
    assert x_server.requests == []


@pytest.mark.parametrize("remote_id", ["", "abc", "1/../2", "12345678901234567890", "1?x=2"])
def test_what_is_not_an_id_goes_nowhere(x: XPlatform, x_server: XServer, remote_id: str) -> None:
    with pytest.raises(Rejected):
        x.delete(remote_id, within())
    with pytest.raises(Rejected):
        x.metrics([remote_id], within())
    assert x_server.requests == []


def test_a_success_that_speaks_of_errors_and_of_nothing_else_is_refused(
    x: XPlatform, x_server: XServer
) -> None:
    errors = {
        "errors": [
            {"title": "Not Found Error", "detail": "Could not find user with id: [1001].", "type": "x"}
        ]
    }
    x_server.misbehave(MENTIONS, "answer", status=200, body=errors)
    with pytest.raises(Rejected, match="Could not find user"):
        x.mentions(None, within())
    x_server.misbehave(POST, "answer", status=200, body=errors)
    with pytest.raises(OutcomeUnknown):
        publish(x)


def test_a_receipt_with_a_number_for_an_id_and_no_text_is_a_receipt(x: XPlatform, x_server: XServer) -> None:
    x_server.misbehave(
        POST, "answer", status=201, body={"data": {"id": 1346889436626259968}, "later": {"a": []}}
    )
    sent = publish(x)
    assert (sent.remote_id, sent.text) == ("1346889436626259968", None)


@pytest.mark.parametrize(
    "body",
    [{"data": {"id": ""}}, {"data": {"id": "x1"}}, {"data": {"id": True}}, {"data": []}, {"data": None}, {}],
)
def test_a_success_without_an_id_is_no_receipt(x: XPlatform, x_server: XServer, body: dict) -> None:
    x_server.misbehave(POST, "answer", status=201, body=body)
    with pytest.raises(OutcomeUnknown):
        publish(x)


def test_an_endless_answer_is_not_read_to_its_end(x: XPlatform, x_server: XServer) -> None:
    x_server.misbehave(MENTIONS, "answer", status=200, body=json.dumps({"data": [], "pad": "x" * 33_000_000}))
    with pytest.raises(Unreachable, match="cannot be understood"):
        x.mentions(None, within())


def test_a_delete_that_x_does_not_carry_out_is_a_no(x: XPlatform, x_server: XServer) -> None:
    x_server.misbehave(DELETE, "answer", status=200, body={"data": {"deleted": False}})
    with pytest.raises(Rejected, match="did not delete"):
        x.delete("1346889436626259968", within())
