"""Links: the addresses in a text, and what is to be said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WITH_SCHEME = r"https?://[^\s<>\"]+"
_BARE = r"(?<![\w@./:-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,24})(?![\w@-]|\.\w)(?::\d{1,5})?(?:/[^\s<>\"]*)?"
_LINK = re.compile(f"{_WITH_SCHEME}|{_BARE}", re.IGNORECASE)
_AFTER = ".,;:!?)]}'’”\""


@dataclass(frozen=True)
class Link:
    """`written`: as it stands in the text. `host` in small letters."""

    written: str
    host: str
    scheme: str

    @property
    def suggested(self) -> str:
        """The same address with https://."""
        return "https://" + self.written.removeprefix("http://").removeprefix("HTTP://")


def links(text: str, endings: frozenset[str]) -> list[Link]:
    """The addresses in a text; without a scheme they are recognised by their `endings` (uk, com)."""
    found = []
    for match in _LINK.finditer(text):
        written = match[0].rstrip(_AFTER)
        scheme, _, rest = written.partition("://") if "://" in written else ("", "", written)
        if scheme or match[1].lower() in endings:
            host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
            found.append(Link(written, host.lower(), scheme.lower()))
    return found


def without_links(text: str) -> str:
    """The text without the addresses that have a scheme: their words are nobody's sentences or hashtags."""
    return re.sub(_WITH_SCHEME, "", text, flags=re.IGNORECASE)
