"""Strangers' words: nothing hidden works, nothing towers, nothing is without end."""

from desktop.views.strangers import AT_MOST, one_line, shown

START, END = "\u2068", "\u2069"


def test_hidden_direction_marks_are_left_out_and_counted():
    seen = shown("pay \u202eevil\u202c now\u200b")
    assert (seen.text, seen.hidden) == (f"{START}pay evil now{END}", 3)


def test_markup_is_left_as_it_is():
    assert shown("<b>hello</b>").text == f"{START}<b>hello</b>{END}"


def test_families_of_emoji_stay_together():
    assert "\U0001f468\u200d\U0001f469" in shown("\U0001f468\u200d\U0001f469").text


def test_control_characters_and_half_characters_become_a_mark():
    assert shown("a\x00b\ud800c").text == f"{START}a\ufffdb\ufffdc{END}"


def test_towers_of_accents_are_levelled():
    seen = shown("e" + "\u0301" * 500)
    assert seen.text == f"{START}e\u0301\u0301\u0301{END}"
    assert seen.hidden == 497


def test_a_megabyte_is_cut_and_the_rest_is_counted():
    text = "\U0001f600" * 1_000_000
    seen = shown(text)
    assert (len(seen.text), seen.more) == (503, 999_500)
    assert len(shown(text, enough=len(text)).text) == AT_MOST + 3


def test_a_row_shows_one_line_of_it():
    assert one_line("a\n\n b\u2028c") == f"{START}a b c{END}"
    assert len(one_line("x" * 10_000)) == 283


def test_many_lines_are_cut_as_well():
    assert shown("a\n" * 500).text.count("a") < 20


def test_a_long_post_of_letters_is_shown_by_the_screen():
    assert shown("a" * 5_000).more == 4_000
