"""What X answered, or did not, as one of the port's five failures with a sentence that a person understands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from requests import exceptions as lost
from urllib3 import exceptions as wire_lost

from accounts.platform import (
    CredentialsRejected,
    OutcomeUnknown,
    PlatformFailure,
    RateLimited,
    Rejected,
    Unreachable,
)
from accounts.platforms.x_wire import Cut, TooMuch

_QUARTER = timedelta(minutes=15)
_LONGEST_WAIT = timedelta(days=32)
_AT_LEAST = timedelta(seconds=30)
_QUOTED = 200

# Words of X's answer (lower case) and what they mean for the officer. The first that fits is used.
_MEANINGS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("duplicate",),
        "X does not take the same text twice: this account has already posted these words. Change the text and have it approved again.",
    ),
    (
        (
            "reply to this conversation",
            "mentioned or otherwise engaged",
            "can reply",
            "allowed to reply",
            "reply is not allowed",
        ),
        "X does not let this account answer here: it takes answers only to people who mentioned or quoted the account, and the author may have limited who can reply.",
    ),
    (
        ("deleted or not visible", "in_reply_to_tweet_id"),
        "The post that this answers is no longer there, or its author does not show it to this account.",
    ),
    (
        ("suspended", "account is locked", "temporarily locked"),
        "X has suspended or locked this account. Sign in on x.com to see why.",
    ),
    (
        ("oauth1 app permissions", "oauth1-permissions", "app permissions", "read-only application", "scope"),
        "The X app or this sign-in may not do this. An administrator has to allow the app to write, and connect the account again.",
    ),
    (
        (
            "client-not-enrolled",
            "client-forbidden",
            "access level",
            "subset of",
            "enroll",
            "credits",
            "billing",
        ),
        "X's plan for this app does not allow this. An administrator has to look at the app's plan and credit at X.",
    ),
    (("too long", "shorter"), "X says that the text is too long."),
)


@dataclass(frozen=True)
class Asked:
    """What X was asked to do: "X was asked to {to}"; whether it changes anything, and what is certain if it failed."""

    to: str
    changing: bool = False
    certain: str = "Nothing was changed."
    before: str = ""


class Misasked(Rejected):
    """A 400: X did not understand a parameter. `said` is its answer in lower case."""

    def __init__(self, sentence: str, said: str) -> None:
        super().__init__(sentence)
        self.said = said


class Malformed(Exception):
    """A success whose body is not what X's description says."""


def understood(content: bytes, *, empty: bool = False) -> dict[str, Any]:
    """The answer's JSON object. Raises Malformed; `empty` allows an answer without a body."""
    if empty and not content.strip():
        return {}
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(answer, dict):
        raise Malformed
    return answer


def broken(why: BaseException | None, asked: Asked, *, sent: bool) -> PlatformFailure:
    """No answer, or none that can be believed. What only reads changes nothing, so it may simply be asked again."""
    if not sent:
        return Unreachable(f"{asked.before}{_unsent(why)} Nothing was sent.")
    sentence = f"{asked.before}X was asked to {asked.to}, and {_unanswered(why)}."
    if asked.changing:
        return OutcomeUnknown(f"{sentence} It may or may not have been done: look at the account on X.")
    return Unreachable(f"{sentence} {asked.certain}")


def refused(
    answer: requests.Response, asked: Asked, now: datetime, secrets: Iterable[str]
) -> PlatformFailure:
    """An answer that is not a success."""
    status = answer.status_code
    words = quoted(answer.content, secrets)
    said = f" X said: “{words}”" if words else ""
    if status == 429:
        until = _reset(answer, now)
        return RateLimited(
            f"{asked.before}X takes no more of these requests until {until:%H:%M} UTC. {asked.certain}", until
        )
    if status == 401:
        return CredentialsRejected(f"{asked.before}{_unaccepted(words)}{said}")
    if status == 408 or not 400 <= status < 500:
        return broken(_Status(status), asked, sent=True)
    sentence = f"{asked.before}{_meaning(status, answer.content, asked)}{said}"
    if status == 400:
        return Misasked(sentence, answer.content[:20_000].decode("utf-8", "replace").lower())
    return Rejected(sentence)


def quoted(content: bytes, secrets: Iterable[str]) -> str:
    """X's own words from an answer of any shape: one line, short, printable, and without anything of ours."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    return quoted_words(answer, secrets)


def quoted_words(answer: object, secrets: Iterable[str] = ()) -> str:
    words = "; ".join(dict.fromkeys(_words(answer)))
    for secret in secrets:
        words = words.replace(secret, "…")
    words = "".join(character if character.isprintable() else " " for character in words)
    words = re.sub(r"\s+", " ", words).strip()
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"


def errors_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The partial errors of a success."""
    errors = answer.get("errors")
    return [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []


class _Status(Exception):
    """Stands for a status that is neither success nor a definite no."""


def _words(answer: object) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    if not isinstance(answer, dict):
        return
    errors = answer.get("errors")
    for error in errors[:3] if isinstance(errors, list) else []:
        yield from _words(error)
    for name in ("detail", "message", "error_description", "error", "title"):
        text = answer.get(name)
        if isinstance(text, str) and text:
            yield text
            return


def _meaning(status: int, content: bytes, asked: Asked) -> str:
    said = content[:20_000].decode("utf-8", "replace").lower()
    for words, meaning in _MEANINGS if status in {400, 402, 403, 404} else ():
        if any(word in said for word in words):
            return meaning
    if status == 404:
        return f"X was asked to {asked.to}, and does not find what that is about: it may have been deleted."
    if status == 413:
        return f"X was asked to {asked.to}, and says that it is too big."
    return f"X was asked to {asked.to}, and refused ({status})."


def _unaccepted(words: str) -> str:
    if "timestamp" in words.lower():
        return "X does not accept the sign-in because this computer's clock is wrong. Nothing was done."
    return "X does not accept this account's sign-in. Nothing was done; somebody has to connect the account again."


def _reset(answer: requests.Response, now: datetime) -> datetime:
    """When X says that it listens again; 15 minutes from now where it does not say so believably."""
    names = ["x-rate-limit-reset"]
    for limit in ("x-user-limit-24hour", "x-app-limit-24hour"):
        if answer.headers.get(f"{limit}-remaining") == "0":
            names.insert(0, f"{limit}-reset")
    for name in names:
        try:
            until = datetime.fromtimestamp(int(answer.headers.get(name, "")), UTC)
        except (ValueError, OverflowError, OSError):
            continue
        if until <= now + _LONGEST_WAIT:
            return max(until, now + _AT_LEAST)
    return now + _QUARTER


def _unsent(why: BaseException | None) -> str:
    if _within(why, wire_lost.NameResolutionError):
        return "X cannot be found by its name: this computer seems to have no network."
    if isinstance(why, lost.InvalidSchema) or _within(why, wire_lost.ProxyError):
        return "The proxy that is set up on this computer does not let Despatch through to X."
    if isinstance(why, lost.SSLError):
        return "The secure connection to X failed: its certificate is not one that Despatch trusts. Ask your IT help desk."
    if _within(why, wire_lost.NewConnectionError):
        return "X cannot be reached: the connection was refused, or this computer has no network."
    if why is None or isinstance(why, Cut | lost.Timeout) or _within(why, wire_lost.TimeoutError):
        return "There was no connection to X in time."
    return "The connection to X could not be made."


def _unanswered(why: BaseException | None) -> str:
    if why is None or isinstance(why, Cut | lost.Timeout) or _within(why, wire_lost.TimeoutError):
        return "did not answer in time"
    if isinstance(why, _Status):
        status = why.args[0]
        if 300 <= status < 400:
            return f"sent Despatch elsewhere ({status}), where it does not go"
        return f"answered that it has a trouble of its own ({status})"
    if isinstance(why, Malformed | TooMuch | lost.ContentDecodingError):
        return "gave an answer that cannot be understood"
    return "the connection broke off"


def _within(why: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether this failure, or one that it wraps, is of a kind."""
    seen: set[int] = set()
    waiting: list[object] = [why]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, kind):
            return True
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return False
