"""X end to end in the window, against the local server that speaks X's API; and no key of X's is written anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.homes import Home, played
from tests.servers.x import XServer


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_posts_a_picture_settles_a_doubt_and_answers(tmp_path: Path) -> None:
    home, picture, kept = Home(tmp_path / "home"), tmp_path / "nurse.png", tmp_path / "keys.json"
    Image.effect_noise((320, 180), 60).convert("RGB").save(picture)
    with XServer() as server:
        keys = server.oauth1()
        kept.write_text(keys.to_json())
        done = home.play("x", server.base_url, str(kept), str(picture))
        played(done)
        posts = [post for post in server.store.accepted if post.author_id == "1001"]
        assert server.store.copies("Book your flu jab now.") == 1
        assert server.store.copies("We are open from 9 to 5.") == 1
        with_picture = next(post for post in posts if post.media)
        assert server.store.picture("1001", with_picture.media[0]).alt == "A nurse gives a jab"
        answers = [post for post in posts if post.reply_to]
        assert len(answers) == 1
        assert "8am to 6pm" in answers[0].text
        assert len(posts) == 3
    assert home.reports() == []
    written = [p for p in home.folder.rglob("*") if p.is_file()]
    assert any(p.name == "record.db" for p in written)
    for secret in keys.secrets():
        assert secret not in done.stdout + done.stderr
        assert not [p for p in written if secret.encode() in p.read_bytes()]
