"""What X allows, read once from resources/platforms/x.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from accounts.platform import Capabilities


@dataclass(frozen=True)
class XLimits:
    """Lengths in X's weighted characters, sizes in bytes."""

    base: str
    authorize_page: str
    scopes: tuple[str, ...]
    callback_port: int
    length: int
    scale: int
    default_weight: int
    emoji_weight: int
    url_length: int
    ranges: tuple[tuple[int, int, int], ...]
    images: int
    image_bytes: int
    image_types: tuple[str, ...]
    alt_characters: int
    chunk_bytes: int
    page: int
    mention_pages: int
    own_for: timedelta
    own_pages: int


@cache
def x_limits() -> XLimits:
    text = (files("resources") / "platforms" / "x.toml").read_text("utf-8")
    return _limits(tomllib.loads(text))


def x_capabilities() -> Capabilities:
    """No key makes a second post impossible on X, and what it does not list may still be there."""
    limits = x_limits()
    return Capabilities(
        images=limits.images,
        image_bytes=limits.image_bytes,
        image_types=limits.image_types,
        alt_limit=limits.alt_characters,
    )


@cache
def top_level_domains() -> frozenset[str]:
    """Every top-level domain, in lower case."""
    text = (files("resources") / "platforms" / "top_level_domains.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _limits(table: Mapping[str, Any]) -> XLimits:
    api, length, media, read = table["api"], table["length"], table["media"], table["read"]
    return XLimits(
        base=api["base"],
        authorize_page=api["authorize_page"],
        scopes=tuple(api["scopes"]),
        callback_port=api["callback_port"],
        length=length["limit"],
        scale=length["scale"],
        default_weight=length["default_weight"],
        emoji_weight=length["emoji_weight"],
        url_length=length["url_length"],
        ranges=tuple((row["first"], row["last"], row["weight"]) for row in length["ranges"]),
        images=media["images"],
        image_bytes=media["image_bytes"],
        image_types=tuple(media["types"]),
        alt_characters=media["alt_characters"],
        chunk_bytes=media["chunk_bytes"],
        page=read["page"],
        mention_pages=read["mention_pages"],
        own_for=timedelta(days=read["own_days"]),
        own_pages=read["own_pages"],
    )
