"""What the editor holds: the words for all, and the words of accounts that differ. No Qt; nothing is altered unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.views.diff import differing
from office.rows import MediaRow, PartRow

Parts = tuple[PartRow, ...]
EMPTY = PartRow("")


class Contents:
    """`account` "" stands for "the same for all". An account has words of its own only while they differ.

    Pictures and parts that are added for all also go to the accounts that had the same ones before.
    """

    def __init__(
        self, parts: Sequence[PartRow] = (), variants: Mapping[str, Sequence[PartRow]] | None = None
    ) -> None:
        self._shared: Parts = tuple(parts) or (EMPTY,)
        self._variants: dict[str, Parts] = {a: tuple(p) for a, p in (variants or {}).items()}

    @property
    def shared(self) -> Parts:
        return self._shared

    @property
    def variants(self) -> dict[str, Parts]:
        return dict(self._variants)

    def parts(self, account: str = "") -> Parts:
        return self._variants.get(account, self._shared) if account else self._shared

    def differs(self, account: str) -> bool:
        return account in self._variants

    def difference(self, account: str) -> int:
        """By how many characters an account's words differ from those for all."""
        mine = self.parts(account)
        count = max(len(mine), len(self._shared))
        texts = [[p.text for p in parts] + [""] * (count - len(parts)) for parts in (self._shared, mine)]
        return sum(differing(one, other) for one, other in zip(*texts, strict=True))

    def write(self, account: str, number: int, text: str) -> None:
        """New words for one part."""
        parts = list(self.parts(account))
        parts[number] = replace(parts[number], text=text)
        self._put(account, parts)

    def add_part(self, account: str) -> int:
        """A part at the end; its number."""
        if not account:
            for name, parts in self._variants.items():
                if len(parts) == len(self._shared):
                    self._variants[name] = (*parts, EMPTY)
        self._put(account, [*self.parts(account), EMPTY])
        return len(self.parts(account)) - 1

    def remove_part(self, account: str, number: int) -> None:
        """The last part that is left is emptied instead."""
        before = self._shared
        if not account:
            for name, parts in self._variants.items():
                if len(parts) == len(before):
                    self._variants[name] = _without(parts, number)
        self._put(account, _without(self.parts(account), number))

    def picture(self, account: str, number: int, media: Sequence[MediaRow]) -> None:
        """New pictures, or new descriptions, for one part."""
        if not account:
            old = self._shared[number].media
            for name, parts in self._variants.items():
                if number < len(parts) and parts[number].media == old:
                    self._variants[name] = _with(parts, number, media)
        self._put(account, list(_with(self.parts(account), number, media)))

    def share(self, account: str) -> None:
        """Back to the words for all."""
        self._variants.pop(account, None)

    def _put(self, account: str, parts: Sequence[PartRow]) -> None:
        if not account:
            self._shared = tuple(parts)
        elif tuple(parts) == self._shared:
            self._variants.pop(account, None)
        else:
            self._variants[account] = tuple(parts)


def _with(parts: Parts, number: int, media: Sequence[MediaRow]) -> Parts:
    return (*parts[:number], replace(parts[number], media=tuple(media)), *parts[number + 1 :])


def _without(parts: Parts, number: int) -> Parts:
    return (*parts[:number], *parts[number + 1 :]) or (EMPTY,)
