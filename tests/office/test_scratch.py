"""What is typed and not saved survives a crash, beside the record and not in it."""

from datetime import timedelta

from office.rows import AccountId, DraftInput, PartRow
from office.screens import editor, scratch
from office.screens.shared import Looking
from tests.office.world import TWO_O_CLOCK, World


def typed(world: World) -> DraftInput:
    return DraftInput(
        "Hours", "operational", "Service", "Rota", (PartRow("Open until 8pm.  \u00a0"), PartRow("Two")),
        {world.account: (PartRow("Open till 8"),)}, (AccountId(world.account),), TWO_O_CLOCK,
        TWO_O_CLOCK + timedelta(hours=1),
    )  # fmt: skip


def test_every_letter_comes_back(world: World) -> None:
    before = world.journal.head()
    world.journal.local.scratch_set(scratch.key(None), scratch.kept(typed(world)))
    assert scratch.found(Looking(world.desk("olive")), None) == typed(world)
    assert world.journal.head() == before


def test_nothing_kept_is_nothing_found(world: World) -> None:
    assert scratch.found(Looking(world.desk("olive")), None) is None
    world.journal.local.scratch_set(scratch.key(None), {"parts": ["older"]})
    assert scratch.found(Looking(world.desk("olive")), None) is None


def test_posts_are_found_by_words_of_their_title(world: World) -> None:
    world.draft_and_approve("Tide tables for Whitby.")
    look = Looking(world.desk("olive"))
    assert [p.title for p in editor.found_posts(look, "whitby TIDE")] == ["Tide tables for Whitby."]
    assert editor.found_posts(look, "%") == ()
    assert editor.found_posts(look, "   ") == ()
