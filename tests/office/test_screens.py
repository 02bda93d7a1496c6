"""What screens are told: the header, Today, the editor, the calendar, the record, in a small department's day."""

from datetime import timedelta

from office import approvals, periods, sealing, sending
from office.journal import queries
from office.rows import DraftInput, PartRow, RecordRow
from office.rules.refusal import Level
from office.screens import approvals as approvals_screen
from office.screens import calendar, editor, record, rules
from office.screens.header import header, sending_row
from office.screens.shared import Looking
from office.screens.today import today
from tests.office.test_posts import asked
from tests.office.world import HOUR, TWO_O_CLOCK, World


def look(world: World, who: str = "olive") -> Looking:
    return Looking(world.desk(who))


def typed(world: World, text: str, **more: object) -> DraftInput:
    given = {
        "title": "", "category": "operational", "objective": "", "source": "", "parts": (PartRow(text),),
        "variants": {}, "chosen": (world.account,), "start": None, "until": None,
    }  # fmt: skip
    return DraftInput(**{**given, **more})  # type: ignore[arg-type]


def test_a_request_is_todays_work_for_the_line_manager_and_not_for_its_author(world: World) -> None:
    asked(world)
    assert [i.kind for i in today(look(world, "len")).items] == ["approve"]
    assert today(look(world, "olive")).items == ()


def test_a_draft_sent_back_is_its_authors_work_with_the_words(world: World) -> None:
    _, request, delivery = asked(world)
    approvals.answer_here(world.desk("len"), [delivery], request, "changes", {}, "Say until when.")
    item = today(look(world)).items[0]
    assert (item.kind, item.facts["words"]) == ("changes", "Say until when.")


def test_a_pause_is_said_everywhere(world: World) -> None:
    sending.pause(world.desk("len"), "Incident")
    assert sending_row(look(world)).state == "paused"
    assert today(look(world)).items[0].kind == "resume"


def test_the_header_counts_what_waits(world: World) -> None:
    asked(world)
    row = header(look(world), False, RecordRow(0, ""))
    assert (row.counts["drafts"], row.counts["approvals"], row.workspace) == (1, 1, "Department for Tests")


def test_the_editor_says_what_stops_it_before_anything_is_saved(world: World) -> None:
    row = editor.checked(look(world), None, typed(world, "a" * 300))
    assert not row.may_ask
    assert row.checks[0].level is Level.BLOCK
    assert row.measures[0].length == 300
    assert world.journal.streams("post-") == ()


def test_the_editor_lets_a_good_draft_be_asked_for(world: World) -> None:
    row = editor.checked(look(world), None, typed(world, "The helpline is open until 8pm."))
    assert row.may_ask
    assert row.stages[0].title == "Line manager"


def test_the_editor_tells_of_a_period_as_a_warning(world: World) -> None:
    periods.declare(world.desk("olive"), "uk-general-election", "", world.now(), None)
    row = editor.checked(look(world), None, typed(world, "Our strategy.", category="campaign"))
    assert "period.needs-exception" in {c.code for c in row.checks}
    assert row.may_ask


def test_the_approver_sees_exactly_what_is_asked_and_what_they_saw_before(world: World) -> None:
    post, request, delivery = asked(world)
    approvals.answer_here(world.desk("len"), [delivery], request, "changes", {}, "Until 9.")
    from office import posts
    from office.contents import Words
    from office.rules.facts import Window

    posts.save(world.desk("olive"), post, posts.Draft("", "operational", (Words("Open until 9pm."),)))
    again = approvals.ask(world.desk("olive"), post, [world.account], Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR))
    detail = approvals_screen.detail(look(world, "len"), again)
    assert (detail.revision, detail.seen_revision) == (2, 1)
    assert detail.seen_parts is not None
    assert detail.seen_parts[0].text == "The helpline is open until 8pm."
    assert detail.parts[0].text == "Open until 9pm."
    assert len(detail.questions) == 5


def test_declaring_shows_first_what_it_would_catch(world: World) -> None:
    world.draft_and_approve("Our strategy.", category="campaign")
    world.draft_and_approve("Road closed.", category="emergency")
    caught = rules.preview(look(world), "uk-general-election", world.now(), None)
    assert [d.title for d in caught] == ["Our strategy."]


def test_the_calendar_shows_what_goes_out_and_the_period_over_it(world: World) -> None:
    delivery = world.draft_and_approve("The line is open.")
    periods.declare(world.desk("olive"), "bridge", "", world.now(), None)
    rows, shown = calendar.between(
        look(world), TWO_O_CLOCK - timedelta(days=1), TWO_O_CLOCK + timedelta(days=1)
    )
    assert [r.id for r in rows] == [delivery]
    assert len(shown) == 1


def test_the_record_is_searched_by_what_was_written(world: World) -> None:
    asked(world, "Tide tables for Whitby.")
    asked(world, "The helpline is open.")
    found = record.acts(look(world), "whitb")
    assert {e.facts["title"] for e in found} == {"Tide tables for Whitby."}
    assert record.acts(look(world), '"; DROP TABLE entry') == ()


def test_the_story_of_a_post_is_told_from_the_first_draft(world: World) -> None:
    delivery = world.draft_and_approve("The line is open.")
    story = record.story(look(world), world.delivery(delivery).post)
    assert next(e.kind for e in story.entries) == "post.drafted"
    assert story.sent_is_approved is None
    assert story.approved_fingerprint


def test_a_seal_is_noted_in_the_record(world: World) -> None:
    made = sealing.seal(world.desk("ada"))
    assert sealing.last(world.desk("ada")) == made
    assert queries.acts(world.journal, kind="record.sealed")
