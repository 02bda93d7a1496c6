"""People: enrolling, leaving, and whose signature counts."""

import pytest

from office import approvals, people, posts
from office.contents import Words
from office.desk import Reading, Refused
from office.journal import queries
from office.journal.keys import MemorySigner
from office.rules.facts import Window
from tests.office.test_posts import YES, codes
from tests.office.world import HOUR, TWO_O_CLOCK, World


def test_only_an_administrator_enrols(world: World) -> None:
    with pytest.raises(Refused) as refused:
        people.enrol(world.desk("olive"), "New", "", MemorySigner.generate("").public, ["officer"])
    assert codes(refused) == {"person.not-administrator"}


def test_a_key_belongs_to_one_person(world: World) -> None:
    with pytest.raises(Refused) as refused:
        people.enrol(world.desk("ada"), "New", "", world.people["len"].public, ["officer"])
    assert codes(refused) == {"key.known"}


@pytest.mark.parametrize(
    ("name", "roles", "code"), [("", ["officer"], "person.no-name"), ("New", ["king"], "person.roles")]
)
def test_a_person_needs_a_name_and_known_roles(world: World, name: str, roles: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        people.enrol(world.desk("ada"), name, "", MemorySigner.generate("").public, roles)
    assert codes(refused) == {code}


def test_a_leaver_loses_everything_at_once(world: World) -> None:
    people.leave(world.desk("ada"), world.people["len"].actor, "New job")
    with pytest.raises(Refused) as refused:
        posts.save(world.desk("len"), None, posts.Draft("", "operational", (Words("Hello"),)))
    assert codes(refused) == {"person.left"}


def test_a_leavers_yes_does_not_count_at_the_send(world: World) -> None:
    from office.facts import case
    from office.rules.gate import may_send

    delivery = world.draft_and_approve("The line is open.")
    people.leave(world.desk("ada"), world.people["len"].actor, "")
    world.now.go_to(TWO_O_CLOCK)
    found = {r.code for r in may_send(case(world.desk(None), Reading(world.journal), delivery).facts)}
    assert found & {"approval.untrusted", "approval.missing"}


def test_nobody_puts_themselves_out(world: World) -> None:
    with pytest.raises(Refused) as refused:
        people.leave(world.desk("ada"), world.people["ada"].actor, "")
    assert codes(refused) == {"person.not-oneself"}


def test_a_stranger_signs_nothing(world: World) -> None:
    world.people["eve"] = MemorySigner.generate("eve-id")
    with pytest.raises(Refused) as refused:
        posts.save(world.desk("eve"), None, posts.Draft("", "operational", (Words("Hello"),)))
    assert codes(refused) == {"person.not-enrolled"}


def test_until_two_people_are_enrolled_nothing_that_needs_approval_is_asked_for(world: World) -> None:
    for who in ("dee", "len"):
        people.leave(world.desk("ada"), world.people[who].actor, "")
    post = posts.save(world.desk("olive"), None, posts.Draft("", "operational", (Words("Hello"),)))
    with pytest.raises(Refused) as refused:
        approvals.ask(world.desk("olive"), post, [world.account], Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR))
    assert codes(refused) == {"approval.nobody-else"}


def test_somebody_elses_signature_under_my_name_is_refused(world: World) -> None:
    from office.statements import make

    post = posts.save(world.desk("olive"), None, posts.Draft("", "operational", (Words("Hello"),)))
    request = approvals.ask(
        world.desk("olive"), post, [world.account], Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR)
    )
    row = queries.of_request(world.journal, request)[0]
    mallory = MemorySigner.generate(world.people["len"].actor)
    item = {"delivery": row["id"], "digest": row["digest"], "stage": 1}
    statement, signature = make(
        mallory, world.now, "approval", world.journal.workspace,
        request=request, deliveries=[item], verdict="yes", answers=YES, words="",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        approvals.record_answer(world.desk("olive"), statement, signature, "file")
    assert codes(refused) == {"statement.not-trusted"}
