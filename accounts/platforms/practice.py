"""The practice platform: publishes nowhere. A small pretend platform for rehearsal, training and tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from accounts.platform import (
    Capabilities,
    CredentialsRejected,
    Heard,
    Measured,
    OutcomeUnknown,
    OwnPost,
    OwnPosts,
    Part,
    Profile,
    RateLimited,
    Rejected,
    Sent,
    ServerDate,
    Unreachable,
)
from accounts.platforms.practice_citizens import answers, openings, thanks
from accounts.platforms.practice_state import State, StateFile

LENGTH = 280
FIRST_ID = 1000
RESET = timedelta(minutes=2)
WHOLE = datetime(1970, 1, 1, tzinfo=UTC)
MISBEHAVIOURS = ("lose the answer", "rate limit", "reject", "unreachable", "sign-in rejected")


class PracticePlatform:
    """One practice account. Its posts, mentions and misbehaviours lie in a file of its own in `folder`.

    Any number of objects, threads and processes may use one account. `seed` chooses what citizens answer.
    """

    name = "practice"
    capabilities = Capabilities(absence_conclusive=True, key_lifetime=timedelta(days=365))

    def __init__(
        self,
        folder: Path,
        account: str,
        handle: str,
        now: Callable[[], datetime],
        *,
        seed: int = 0,
        server_date: ServerDate | None = None,
    ) -> None:
        self._file = StateFile(folder / f"{account}.json")
        self._account, self._handle, self._now, self._seed = account, handle, now, seed
        self._server_date = server_date

    def measure(self, text: str) -> Measured:
        return Measured(len(text), LENGTH)

    def publish(self, part: Part, key: str, deadline: datetime) -> Sent:
        self._in_time(deadline)
        with self._file.changing() as state:
            how = state["misbehave"].pop(0) if self._ready(state)["misbehave"] else ""
        self._refuse(how)
        with self._file.changing() as state:
            known = self._ready(state)["keys"].get(key)
            post = state["posts"][known] if known else self._accept(state, part, key)
        if how == "lose the answer":
            raise OutcomeUnknown("The practice platform's answer was lost, as the rehearsal asked.")
        return Sent(post["id"], self._url(post["id"]), post["text"])

    def recent_own_posts(self, deadline: datetime) -> OwnPosts:
        self._in_time(deadline)
        with self._file.changing() as state:
            posts = [p for p in self._ready(state)["posts"].values() if not p["deleted"]]
        own = [self._own(p) for p in reversed(posts)]
        return OwnPosts(tuple(own), WHOLE)

    def mentions(self, since: str | None, deadline: datetime) -> Sequence[Heard]:
        self._in_time(deadline)
        with self._file.changing() as state:
            self._arrive(self._ready(state))
            said = [m for m in state["mentions"].values() if since is None or int(m["id"]) > _number(since)]
        return tuple(self._heard(m) for m in said)

    def delete(self, remote_id: str, deadline: datetime) -> None:
        self._in_time(deadline)
        with self._file.changing() as state:
            post = self._ready(state)["posts"].get(remote_id)
            if post is None or post["deleted"]:
                raise Rejected("There is no such post on the practice account.")
            post["deleted"] = True

    def metrics(self, remote_ids: Sequence[str], deadline: datetime) -> Mapping[str, Mapping[str, int]]:
        self._in_time(deadline)
        with self._file.changing() as state:
            posts = self._ready(state)["posts"]
            return {i: self._counted(state, i) for i in remote_ids if i in posts}

    def profile(self, deadline: datetime) -> Profile:
        self._in_time(deadline)
        return Profile(self._account, self._handle, self._handle)

    def misbehave(self, how: str) -> None:
        """What the next send meets (MISBEHAVIOURS); several are met one after the other."""
        if how not in MISBEHAVIOURS:
            raise ValueError(f"the practice platform cannot do that: {how}")
        with self._file.changing() as state:
            self._ready(state)["misbehave"].append(how)

    def _ready(self, state: State) -> State:
        if not state:
            started = self._now()
            state.update(next=FIRST_ID, posts={}, mentions={}, keys={}, misbehave=[])
            state["coming"] = openings(self._handle, started)
        return state

    def _in_time(self, deadline: datetime) -> None:
        if self._now() >= deadline:
            raise Unreachable("There was no time left to reach the practice platform.")
        if self._server_date is not None:
            self._server_date(self._now())

    def _refuse(self, how: str) -> None:
        match how:
            case "rate limit":
                raise RateLimited("The practice platform asks for a pause.", self._now() + RESET)
            case "reject":
                raise Rejected("The practice platform does not take this post, as the rehearsal asked.")
            case "unreachable":
                raise Unreachable("The practice platform cannot be reached, as the rehearsal asked.")
            case "sign-in rejected":
                raise CredentialsRejected("The practice platform does not know this account any more.")

    def _accept(self, state: State, part: Part, key: str) -> State:
        self._check(state, part)
        at, remote_id = self._now(), self._fresh_id(state)
        post: State = {
            "id": remote_id,
            "text": part.text,
            "at": at.isoformat(),
            "reply_to": part.reply_to,
            "media": [{"digest": m.digest, "alt": m.alt} for m in part.media],
            "deleted": False,
        }
        state["posts"][remote_id] = post
        state["keys"][key] = remote_id
        asked = state["mentions"].get(part.reply_to) if part.reply_to else None
        if asked:
            state["coming"] += thanks(self._handle, remote_id, asked, at, self._seed)
        elif part.reply_to is None:
            state["coming"] += answers(self._handle, remote_id, part.text, at, self._seed)
        return post

    def _check(self, state: State, part: Part) -> None:
        if not part.text.strip() and not part.media:
            raise Rejected("The practice platform does not take an empty post.")
        if not (part.media or self.measure(part.text).fits) or len(part.text) > LENGTH:
            raise Rejected(f"The practice platform takes {LENGTH} characters at most.")
        if len(part.media) > self.capabilities.images:
            raise Rejected(f"The practice platform takes {self.capabilities.images} pictures at most.")
        if part.reply_to is not None and part.reply_to not in state["mentions"]:
            answered = state["posts"].get(part.reply_to)
            if answered is None or answered["deleted"]:
                raise Rejected("What this answers is not on the practice platform any more.")

    def _arrive(self, state: State) -> None:
        """What was to be said by now has been said, in the order of its time; ids grow with it."""
        now = self._now()
        due = sorted((c for c in state["coming"] if _at(c) <= now), key=_at)
        for coming in due:
            remote_id = self._fresh_id(state)
            state["mentions"][remote_id] = {"id": remote_id, **coming}
        state["coming"] = [c for c in state["coming"] if _at(c) > now]

    def _fresh_id(self, state: State) -> str:
        state["next"] += 1
        return str(state["next"])

    def _counted(self, state: State, remote_id: str) -> dict[str, int]:
        minutes = max(int((self._now() - _at(state["posts"][remote_id])).total_seconds() // 60), 0)
        replies = sum(1 for m in state["mentions"].values() if m["in_reply_to"] == remote_id)
        return {"views": 40 * min(minutes, 600), "likes": min(minutes, 600) // 5, "replies": replies}

    def _own(self, post: State) -> OwnPost:
        return OwnPost(post["id"], self._url(post["id"]), post["text"], _at(post), post["reply_to"])

    def _heard(self, m: State) -> Heard:
        url = self._url(m["id"], m["author"])
        return Heard(m["id"], m["author"], m["name"], m["text"], _at(m), url, m["in_reply_to"])

    def _url(self, remote_id: str, author: str = "") -> str:
        # .invalid is reserved: such an address leads nowhere (RFC 2606).
        return f"https://practice.invalid/{author or self._handle}/{remote_id}"


def _at(of: State) -> datetime:
    return datetime.fromisoformat(of["at"])


def _number(remote_id: str) -> int:
    return int(remote_id) if remote_id.isascii() and remote_id.isdigit() else 0
