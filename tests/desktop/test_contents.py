"""What the editor holds comes back as it was given, and an account follows the words for all until it differs."""

import pytest

from desktop.views.contents import Contents
from office.rows import PartRow
from tests.desktop.sample_rows import ODD, PICTURE

OTHER = PartRow("for X only", (PICTURE,))


def texts(parts):
    return [part.text for part in parts]


def test_what_was_given_comes_back():
    parts, variants = (PartRow(ODD, (PICTURE,)), PartRow("")), {"x": (OTHER,)}
    held = Contents(parts, variants)
    assert (held.shared, held.variants) == (parts, variants)


def test_a_new_post_has_one_empty_part():
    assert Contents().shared == (PartRow(""),)


def test_an_account_differs_once_it_is_written_for():
    held = Contents((PartRow("book now"),))
    held.write("x", 0, "book")
    assert (held.difference("x"), held.parts("b")) == (4, (PartRow("book now"),))
    held.write("x", 0, "book now")
    assert not held.differs("x")


def test_it_can_go_back_to_the_words_for_all():
    held = Contents((PartRow("a"),), {"x": (PartRow("b"),)})
    held.share("x")
    assert held.parts("x") == held.shared


def test_a_part_is_added_and_removed_for_those_that_had_the_same_ones():
    held = Contents((PartRow("a"),), {"x": (PartRow("b"),), "m": (PartRow("c"), PartRow("d"))})
    assert held.add_part("") == 1
    assert [texts(held.parts(a)) for a in ("", "x", "m")] == [["a", ""], ["b", ""], ["c", "d"]]
    held.remove_part("", 0)
    assert [texts(held.parts(a)) for a in ("", "x", "m")] == [[""], [""], ["d"]]


def test_the_last_part_is_emptied():
    held = Contents((PartRow("a"),))
    held.remove_part("", 0)
    assert held.shared == (PartRow(""),)


@pytest.mark.parametrize(("mine", "follows"), [((), True), ((PICTURE,), False)])
def test_a_picture_for_all_goes_to_those_that_had_the_same(mine, follows):
    new = (PICTURE, PICTURE)
    held = Contents((PartRow("a"),), {"x": (PartRow("b", mine),)})
    held.picture("", 0, new)
    assert held.shared[0].media == new
    assert held.parts("x")[0] == PartRow("b", new if follows else mine)
