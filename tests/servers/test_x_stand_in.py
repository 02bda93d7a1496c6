"""The stand-in for X keeps to X's own description: what it asks of requests, and what it answers."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from requests_oauthlib import OAuth1

from accounts.platforms.x_credentials import XCredentials
from tests.servers.x import XServer
from tests.servers.x_description import check_answer, description

ROOT = Path(__file__).parents[2]
Ask = Callable[..., requests.Response]


@pytest.fixture
def server() -> Iterator[XServer]:
    with XServer() as server:
        yield server


@pytest.fixture
def ask(server: XServer) -> Iterator[Ask]:
    keys = server.oauth1()
    with requests.Session() as session:
        session.trust_env = False
        session.auth = signed(keys)

        def ask(method: str, path: str, **how: object) -> requests.Response:
            return session.request(method, server.base_url + path, timeout=5, **how)

        yield ask


def signed(keys: XCredentials) -> OAuth1:
    return OAuth1(keys.key, keys.secret, keys.token, keys.token_secret)


FIELDS = {
    "post.fields": "created_at,entities,note_post,public_metrics",
    "expansions": "author_id,referenced_posts",
}


def test_every_success_is_as_described(server: XServer, ask: Ask) -> None:
    seen = []

    def check(method: str, template: str, path: str = "", status: int = 200, **how: object) -> dict:
        answer = ask(method, path or template, **how)
        assert answer.status_code == status, answer.text
        check_answer(method, template, status, answer.json())
        seen.append((method.lower(), template))
        return answer.json()

    start = {"media_type": "image/png", "media_category": "tweet_image", "total_bytes": 12}
    media = check("POST", "/2/media/upload/initialize", json=start)["data"]["id"]
    at = f"/2/media/upload/{media}"
    check(
        "POST",
        "/2/media/upload/{id}/append",
        f"{at}/append",
        json={"media": "iVBORw0KGgpBQkNE", "segment_index": 0},
    )
    server.store.polls_before_ready = 1
    check("POST", "/2/media/upload/{id}/finalize", f"{at}/finalize")
    check("GET", "/2/media/upload", params={"media_id": media, "command": "STATUS"})
    check("POST", "/2/media/metadata", json={"id": media, "metadata": {"alt_text": {"text": "A"}}})
    post = check(
        "POST",
        "/2/tweets",
        status=201,
        json={"text": "Hi https://www.gov.uk", "media": {"media_ids": [media]}},
    )
    post_id = post["data"]["id"]
    check("POST", "/2/tweets", status=201, json={"text": "2", "reply": {"in_reply_to_tweet_id": post_id}})
    server.store.say("@deptgov hello")
    check("GET", "/2/tweets", params={"ids": f"{post_id},12", **FIELDS})
    check("GET", "/2/users/me", params={"user.fields": "name,username"})
    check("GET", "/2/users/{id}/mentions", "/2/users/1001/mentions", params=FIELDS)
    check("GET", "/2/users/{id}/tweets", "/2/users/1001/tweets", params={**FIELDS, "max_results": "5"})
    check("DELETE", "/2/tweets/{id}", f"/2/tweets/{post_id}")
    described = {
        (method, path) for path, operations in description()["paths"].items() for method in operations
    }
    assert set(seen) == described


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": 7},
        {"text": "a", "colour": "red"},
        {"text": "a", "reply": {}},
        {"text": "a", "reply": {"in_reply_to_tweet_id": 5}},
        {"text": "a", "reply": {"in_reply_to_tweet_id": "x"}},
        {"text": "a", "media": {"media_ids": []}},
        {"text": "a", "media": {"media_ids": ["1", "2", "3", "4", "5"]}},
        {"text": "a", "media": {"media_ids": ["1"], "alt": "a"}},
        {"text": "a", "reply_settings": "nobody"},
        [],
        "text",
    ],
)
def test_a_post_that_is_not_as_described_is_refused(server: XServer, ask: Ask, body: object) -> None:
    answer = ask("POST", "/2/tweets", json=body)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert server.store.accepted == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/2/tweets", 400),
        ("GET", "/2/users/1001/mentions?max_results=101", 400),
        ("GET", "/2/users/1001/mentions?max_results=four", 400),
        ("GET", "/2/users/1001/mentions?tweet.fields=created_at", 400),
        ("GET", "/2/users/1001/mentions?post.fields=author_id", 400),
        ("GET", "/2/users/1001/mentions?since_id=a", 400),
        ("GET", "/2/users/1001/mentions?pagination_token=!", 400),
        ("GET", "/2/users/7/mentions", 404),
        ("GET", "/2/users/x/mentions", 400),
        ("GET", "/2/tweets", 400),
        ("GET", "/2/media/upload?media_id=1", 400),
        ("PUT", "/2/tweets", 501),
        ("GET", "/1.1/statuses", 404),
        ("DELETE", "/2/tweets/1", 404),
    ],
)
def test_other_requests_that_are_not_as_described_are_refused(
    ask: Ask, method: str, path: str, status: int
) -> None:
    assert ask(method, path).status_code == status


def test_a_wrong_signature_is_refused(server: XServer) -> None:
    keys = server.oauth1()
    for wrong in (
        OAuth1(keys.key, "wrong", keys.token, keys.token_secret),
        OAuth1("wrong", keys.secret, keys.token, keys.token_secret),
        OAuth1(keys.key, keys.secret, keys.token, "wrong"),
        OAuth1(keys.key, keys.secret, "wrong", keys.token_secret),
        OAuth1(keys.key, keys.secret, keys.token, keys.token_secret, timestamp="1"),
        None,
    ):
        assert requests.get(f"{server.base_url}/2/users/me", auth=wrong, timeout=5).status_code == 401
    once = OAuth1(keys.key, keys.secret, keys.token, keys.token_secret, nonce="n1")
    assert requests.get(f"{server.base_url}/2/users/me", auth=once, timeout=5).status_code == 200
    assert requests.get(f"{server.base_url}/2/users/me", auth=once, timeout=5).status_code == 401


def test_a_bearer_needs_the_scopes_of_the_endpoint(server: XServer) -> None:
    token = server.sign_in.give_bearer("1001", ("tweet.read", "users.read"))["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert requests.get(f"{server.base_url}/2/users/me", headers=headers, timeout=5).status_code == 200
    answer = requests.post(f"{server.base_url}/2/tweets", headers=headers, json={"text": "a"}, timeout=5)
    assert (answer.status_code, "tweet.write" in answer.text) == (403, True)


def test_by_itself_it_prints_keys_and_can_be_told_to_misbehave() -> None:
    command = [sys.executable, "-m", "tests.servers.x", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as alone:
        try:
            words = alone.stdout.readline().split()
            base = words[4]
            auth = OAuth1(*words[-4:])
            told = {"endpoint": "POST /2/tweets", "kind": "503-after"}
            assert post_json(f"{base}/_control/faults", told) == {"queued": True}
            assert "id" in post_json(f"{base}/_control/say", {"text": "@deptgov hello"})
            answer = requests.post(f"{base}/2/tweets", auth=auth, json={"text": "once"}, timeout=5)
            assert answer.status_code == 503
            accepted = requests.get(f"{base}/_control/accepted", timeout=5).json()["accepted"]
            assert [post["text"] for post in accepted] == ["@deptgov hello", "once"]
        finally:
            alone.terminate()


def post_json(url: str, body: dict) -> dict:
    return requests.post(
        url, data=json.dumps(body), headers={"content-type": "application/json"}, timeout=5
    ).json()
