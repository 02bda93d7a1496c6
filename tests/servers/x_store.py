"""What the stand-in for X knows: people, posts, pictures; in memory, under one lock."""

import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from accounts.platforms.x_length import weighted_length

_EPOCH = 1_288_834_974_657
_LINK = re.compile(r"https?://[^\s]+")
_SIGNATURES = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}
IMAGE_BYTES = 5 * 1024 * 1024


class Problem(Exception):
    """An answer that is not a success."""

    def __init__(self, status: int, detail: str, kind: str = "about:blank", **more: object) -> None:
        super().__init__(detail)
        titles = {400: "Invalid Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found Error"}
        self.status = status
        self.body = {
            "title": titles.get(status, "Error"),
            "type": kind,
            "status": status,
            "detail": detail,
            **more,
        }


@dataclass
class User:
    id: str
    username: str
    name: str


@dataclass
class Post:
    id: str
    author_id: str
    text: str
    at: datetime
    reply_to: str | None = None
    media: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    reply_settings: str = "everyone"
    deleted: bool = False
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Picture:
    id: str
    owner: str
    media_type: str
    total: int
    segments: dict[int, bytes] = field(default_factory=dict)
    finished: bool = False
    waits: int = 0
    alt: str | None = None

    @property
    def data(self) -> bytes:
        return b"".join(self.segments[index] for index in sorted(self.segments))


class Store:
    """`accepted` holds every post that was ever taken, deleted ones included: tests count copies in it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.users = {
            "1001": User("1001", "deptgov", "Department of Examples"),
            "2001": User("2001", "ada_citizen", "Ada Citizen"),
            "2002": User("2002", "press_reporter", "A Reporter"),
        }
        self.accepted: list[Post] = []
        self.pictures: dict[str, Picture] = {}
        self.polls_before_ready = 0
        self.pictures_fail = False
        self._last_id = 0

    def new_id(self, at: datetime | None = None) -> str:
        """An id that tells its time, as X's do, and is larger than every one before."""
        now = datetime.now(UTC) if at is None else at
        own = (int(now.timestamp() * 1000) - _EPOCH) << 22
        self._last_id = max(self._last_id + 1, own)
        return str(self._last_id)

    def living(self) -> list[Post]:
        return [post for post in self.accepted if not post.deleted]

    def find(self, post_id: str) -> Post | None:
        return next((post for post in self.living() if post.id == post_id), None)

    def copies(self, text: str) -> int:
        return sum(post.text == text for post in self.accepted)

    def say(
        self, text: str, author: str = "2001", reply_to: str | None = None, at: datetime | None = None
    ) -> Post:
        """A citizen, or an official in their browser, posts something."""
        with self.lock:
            moment = at or datetime.now(UTC)
            post = Post(self.new_id(at), author, text, moment, reply_to, mentions=self._named(text, reply_to))
            self.accepted.append(post)
            return post

    def publish(self, author: str, body: dict) -> Post:
        """As X does it, with its refusals. Raises Problem."""
        with self.lock:
            text = body.get("text", "")
            media = tuple(body.get("media", {}).get("media_ids", ()))
            reply_to = body.get("reply", {}).get("in_reply_to_tweet_id")
            if not text and not media:
                raise Problem(
                    400, "You must provide text or media.", "https://api.x.com/2/problems/invalid-request"
                )
            if weighted_length(text) > 280:
                raise Problem(403, "Your Tweet text is too long. For more information, see the docs.")
            if text and any(post.text == text for post in self._recent(author)):
                raise Problem(403, "You are not allowed to create a Tweet with duplicate content.")
            self._check_reply(author, reply_to)
            self._check_media(author, media)
            post = Post(
                self.new_id(), author, text, datetime.now(UTC), reply_to, media, self._named(text, reply_to)
            )
            post.reply_settings = body.get("reply_settings", "everyone")
            self.accepted.append(post)
            return post

    def delete(self, author: str, post_id: str) -> None:
        with self.lock:
            post = self.find(post_id)
            if post is None:
                kind = "https://api.x.com/2/problems/resource-not-found"
                raise Problem(404, f"Could not find tweet with id: [{post_id}].", kind, resource_type="tweet")
            if post.author_id != author:
                raise Problem(403, "You are not authorized to delete this Tweet.")
            post.deleted = True

    def start_picture(self, owner: str, body: dict) -> Picture:
        with self.lock:
            if body.get("total_bytes", 0) > IMAGE_BYTES and body.get("media_category") == "tweet_image":
                raise Problem(
                    400, "File size exceeds 5242880 bytes.", "https://api.x.com/2/problems/invalid-request"
                )
            picture = Picture(self.new_id(), owner, body.get("media_type", ""), body.get("total_bytes", 0))
            self.pictures[picture.id] = picture
            return picture

    def picture(self, owner: str, media_id: str) -> Picture:
        picture = self.pictures.get(media_id)
        if picture is None or picture.owner != owner:
            raise Problem(
                400, "Invalid media id.", "https://api.x.com/2/problems/invalid-request", parameter="id"
            )
        return picture

    def finish_picture(self, picture: Picture) -> None:
        with self.lock:
            signature = _SIGNATURES.get(picture.media_type, b"")
            if len(picture.data) != picture.total or sorted(picture.segments) != list(
                range(len(picture.segments))
            ):
                raise Problem(400, "Segments do not add up to provided total file size.")
            if not picture.data.startswith(signature):
                raise Problem(400, "The media is not of the type it was said to be.")
            picture.finished = True
            picture.waits = self.polls_before_ready

    def _recent(self, author: str) -> list[Post]:
        since = datetime.now(UTC) - timedelta(days=1)
        return [post for post in self.living() if post.author_id == author and post.at > since]

    def _check_reply(self, author: str, reply_to: str | None) -> None:
        if reply_to is None:
            return
        answered = self.find(reply_to)
        if answered is None:
            raise Problem(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
        if answered.author_id != author and author not in answered.mentions:
            raise Problem(
                403,
                "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged"
                " by the author of the post you are replying to.",
            )

    def _check_media(self, author: str, media: tuple[str, ...]) -> None:
        for media_id in media:
            picture = self.picture(author, media_id)
            if not picture.finished or picture.waits:
                raise Problem(
                    400, "Your media IDs are invalid.", "https://api.x.com/2/problems/invalid-request"
                )

    def _named(self, text: str, reply_to: str | None) -> tuple[str, ...]:
        """Who is mentioned; whoever is answered is, even if the text does not say so."""
        names = {name.lower() for name in re.findall(r"@(\w+)", text)}
        found = [user.id for user in self.users.values() if user.username.lower() in names]
        answered = next((post.author_id for post in self.accepted if post.id == reply_to), None)
        return tuple(dict.fromkeys(found + ([answered] if answered else [])))


def shown(post: Post) -> tuple[str, list[dict]]:
    """The text with short links and entities, as X gives it out, and the entities of its links."""
    urls: list[dict] = []

    def shorten(found: re.Match[str]) -> str:
        short = f"https://t.co/{post.id[-6:]}{len(urls)}"
        urls.append({"url": short, "expanded_url": found[0], "display_url": found[0].split("//", 1)[1][:27]})
        return short

    text = _LINK.sub(shorten, post.text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if post.media:
        short = f"https://t.co/{post.id[-6:]}pic"
        place = f"https://x.com/i/status/{post.id}/photo/1"
        urls.append(
            {
                "url": short,
                "expanded_url": place,
                "display_url": f"pic.x.com/{short[-9:]}",
                "media_key": f"3_{post.media[0]}",
            }
        )
        text = f"{text} {short}".strip()
    for entity in urls:
        entity["start"] = text.index(entity["url"])
        entity["end"] = entity["start"] + len(entity["url"])
    return text, urls
