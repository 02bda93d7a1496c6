"""Made-up rows for the window, Today, Calendar, Published, Record and one delivery: the day of the drawings."""

from datetime import UTC, datetime, timedelta

from office.rows import (
    AccountId,
    AccountRow,
    DeliveryId,
    DeliveryRow,
    EntryRow,
    HeaderRow,
    PartRow,
    PeriodId,
    PeriodRow,
    PersonId,
    PersonRow,
    PostId,
    RecordRow,
    SendingRow,
    StoryRow,
    TodayItem,
    TodayRows,
    UncertainRow,
)

NOW = datetime(2026, 6, 3, 10, 42, tzinfo=UTC)
"""11:42 in London, Wednesday 3 June 2026."""


def at(hour, minute=0, day=3, month=6, second=0):
    """A moment of 2026's summer by London's clock."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC) - timedelta(hours=1)


X = AccountRow(AccountId("a-x"), "x", "@dept_rehearsal", "Department for Rehearsals")
BLUESKY = AccountRow(AccountId("a-b"), "bluesky", "dept.example", "Department for Rehearsals")
MASTODON = AccountRow(AccountId("a-m"), "mastodon", "@dept@social.example", "Department for Rehearsals")
LINKEDIN = AccountRow(
    AccountId("a-l"), "handoff", "Department for Rehearsals", "LinkedIn", settings={"network": "linkedin"}
)
MANAGER = PersonRow(PersonId("p-lm"), "Line manager", "LM", ("line-manager",), is_me=True)
OFFICER = PersonRow(PersonId("p-do"), "Digital officer", "DO", ("officer",))
DIRECTOR = PersonRow(PersonId("p-di"), "Director", "DI", ("director",))
RECORDS = PersonRow(PersonId("p-ro"), "Records officer", "RO", ("records",))


def delivery(number, title, account, when, state="approved", **more):
    facts = {
        "category": "operational",
        "until": when + timedelta(minutes=15),
        "revision": 2,
        "author": "Digital officer",
    }
    facts |= more
    start = facts.pop("start", when)
    post = facts.pop("post", PostId(f"post-{number}"))
    return DeliveryRow(
        DeliveryId(f"d{number}"), post, title, account, state, facts.pop("category"), start, **facts
    )


FLU = delivery(2, "Flu jabs: book now", X, at(14), "in review", category="campaign", stage=1, stages=2)
FLU_B = delivery(3, "Flu jabs: book now", BLUESKY, at(14), "in review", category="campaign", post=FLU.post)
GOING = (
    delivery(
        1, "Tide tables updated", MASTODON, at(11, 30), "published", url="https://social.example/@dept/1"
    ),
    FLU,
    FLU_B,
    delivery(4, "Helpline hours, bank holiday", X, at(15, 30)),
    delivery(5, "Apprentice stories", LINKEDIN, at(17)),
)
PERIOD = PeriodRow(
    PeriodId("q1"),
    "uk-general-election",
    "UK general election",
    at(0, 1, day=25, month=5),
    None,
    "in force",
    "Director",
    "Essential, factual posts only.",
    levels={
        "operational": "allow",
        "emergency": "allow",
        "campaign": "block",
        "ministerial": "block",
        "news-release": "exception",
    },
)
RECORD = RecordRow(4812, "a0c942f7", at(11, 30), True, sealed_to=4809, sealed_at=at(11, 30))
HEADER = HeaderRow(
    MANAGER,
    "Department for Rehearsals",
    False,
    False,
    SendingRow("on"),
    (PERIOD,),
    3,
    {"today": 6, "drafts": 3, "approvals": 2, "replies": 14},
    FLU,
    RECORD,
    NOW,
    (OFFICER, MANAGER, DIRECTOR, RECORDS),
)

TODAY = TodayRows(
    "Line manager",
    NOW,
    (
        TodayItem(
            "approve",
            "Flu jabs: book now if you are 65 or over",
            "today.post",
            {
                "category": "campaign",
                "accounts": ["x:@dept_rehearsal", "bluesky:dept.example"],
                "author": "Digital officer",
                "stage": 1,
                "stages": 2,
                "start": at(14),
            },
            "review",
            "approvals/r1",
            at(13, 45),
        ),
        TodayItem(
            "approve",
            "Reply to a question about passport renewals",
            "today.reply",
            {
                "category": "reply",
                "accounts": ["x:@dept_rehearsal"],
                "author": "Digital officer",
                "stage": 1,
                "stages": 1,
                "start": None,
            },
            "review",
            "approvals/r2",
            at(13),
        ),
        TodayItem(
            "uncertain",
            "Road closures this weekend, part 2 of 3",
            "today.uncertain",
            {"platform": "x", "account": "@dept_rehearsal"},
            "decide",
            "delivery/d6",
            at(9, 0, second=4),
        ),
        TodayItem(
            "missed",
            "Job of the week",
            "today.missed",
            {"platform": "x", "code": "clock.jumped"},
            "choose",
            "delivery/d7",
            at(8, 30),
        ),
        TodayItem(
            "held",
            "",
            "today.held",
            {"name": "UK general election", "count": 3},
            "see",
            "rules/held",
            at(0, 1, day=25, month=5),
            3,
        ),
        TodayItem(
            "reconnect",
            "Bluesky sign-in for dept.example runs out tomorrow",
            "today.reconnect",
            {},
            "reconnect",
            "accounts",
            at(10, day=4),
        ),
    ),
    GOING,
    3,
    9,
    2,
    ((X, 3, at(12, 5)),),
)
NOTHING = TodayRows("Line manager", NOW, (), (), 0, 0, 0)


def _weeks():
    rows, number = [], 100
    plan = (
        ("Helpline hours", X, 9, 30, (25, 1, 19), "approved"),
        ("Road closures", X, 10, 0, (26, 2), "approved"),
        ("Apprentices", BLUESKY, 16, 0, (26, 2), "approved"),
        ("Tide tables", MASTODON, 12, 30, (25, 27, 1, 3, 8, 19), "approved"),
        ("Road closures this weekend", X, 9, 0, (27, 3, 8), "uncertain"),
        ("New strategy", X, 9, 0, (28, 4, 9, 15), "held"),
        ("Road closures", X, 11, 0, (28, 4, 9), "approved"),
        ("Job of the week", X, 8, 30, (29, 5, 10, 16), "held"),
        ("Thank you, carers", X, 10, 0, (7, 12, 18), "held"),
    )
    for title, account, hour, minute, days, state in plan:
        for day in days:
            number += 1
            rows.append(delivery(number, title, account, at(hour, minute, day, 5 if day > 20 else 6), state))
    return (*rows, *GOING[1:])


CALENDAR = _weeks()
PUBLISHED = tuple(
    delivery(
        200 + n,
        title,
        account,
        when,
        "published",
        url=f"https://x.com/dept_rehearsal/status/17{n}",
        state_at=when,
    )
    for n, (title, account, when) in enumerate(
        (
            ("Tide tables updated", MASTODON, at(11, 30)),
            ("Road closures, part 1 of 3", X, at(10, 0, day=2)),
            ("Helpline hours, bank holiday", X, at(9, 30, day=1)),
            ("Apprentices: how to apply", BLUESKY, at(16, 0, day=26, month=5)),
            ("<b>Flood</b> warning: river", X, at(17, 20, day=26, month=5)),
        )
    )
)


def _entries():
    def entry(number, when, actor, kind, title="", **facts):
        return EntryRow(
            number,
            when,
            actor,
            kind,
            {"title": title, **facts} if title else facts,
            "post-1",
            "d1",
            "a0c942f7" * 8,
        )

    return (
        entry(
            4812,
            at(11, 42, second=7),
            "Line manager",
            "delivery.changes-asked",
            "Reply: passport renewals",
            words="Say three weeks",
            person="Line manager",
            platform="x",
        ),
        entry(
            4811, at(11, 40, second=31), "Digital officer", "post.revised", "Flu jabs: book now", revision=5
        ),
        entry(4810, at(11, 30), "Despatch", "record.sealed", seq=4809),
        entry(
            4797,
            at(10, 58, second=12),
            "Digital officer",
            "mention.answered",
            "Helpline hours",
            author="@tide_watcher",
            platform="x",
        ),
        entry(
            4790,
            at(10, 0, second=1),
            "Despatch",
            "delivery.published",
            "Road closures, part 1 of 3",
            platform="x",
            account="@dept_rehearsal",
            sent_digest="5b1e0c4491d7",
        ),
        entry(
            4780,
            at(9, 0, second=34),
            "Despatch",
            "delivery.uncertain",
            "Road closures, part 2 of 3",
            platform="x",
        ),
        entry(
            4770,
            at(8, 45),
            "Despatch",
            "delivery.missed",
            "Job of the week",
            refusals=[{"code": "window.missed", "facts": {}}],
        ),
        entry(
            4766,
            at(17, 20, day=2),
            "Director",
            "delivery.excepted",
            "Flood warning: river",
            revision=2,
            ground="Public safety",
        ),
        entry(
            4760,
            at(17, 2, day=2),
            "Line manager",
            "delivery.approved",
            "Flood warning: river",
            revision=2,
            stage=1,
            stages=1,
            person="Line manager",
        ),
        entry(
            4700,
            at(0, 1, day=30, month=5),
            "Despatch",
            "delivery.held",
            "New strategy",
            period_title="UK general election",
            platform="x",
        ),
        entry(
            4690,
            at(16, 40, day=29, month=5),
            "Director",
            "period.declared",
            title="UK general election",
            start="2026-05-24T23:01:00Z",
        ),
        entry(4689, at(16, 30, day=29, month=5), "Director", "brand.new-kind", words="<i>anything</i>"),
    )


ENTRIES = _entries()
STORY = StoryRow(
    "Road closures, part 1 of 3",
    tuple(
        EntryRow(seq, when, actor, kind, facts, "post-1", "d1", "a0c942f7" * 8)
        for seq, when, actor, kind, facts in (
            (
                4701,
                at(9, 12, day=1),
                "Digital officer",
                "post.drafted",
                {"title": "Road closures, part 1 of 3"},
            ),
            (4702, at(9, 40, day=1), "Digital officer", "post.revised", {"revision": 2}),
            (
                4703,
                at(10, 5, day=1),
                "Line manager",
                "delivery.approved",
                {"stage": 1, "stages": 2, "person": "Line manager"},
            ),
            (
                4704,
                at(11, 30, day=1),
                "Roads policy",
                "delivery.approved",
                {"stage": 2, "stages": 2, "person": "Roads policy"},
            ),
            (4765, at(10, 0, day=2), "Despatch", "delivery.claimed", {}),
            (
                4766,
                at(10, 0, day=2, second=1),
                "Despatch",
                "delivery.published",
                {"platform": "x", "url": "https://x.com/dept/status/1797"},
            ),
        )
    ),
    "5b1e 0c44 91d7",
    "5b1e 0c44 91d7",
    True,
)

PARTS = (
    PartRow(
        "If you are 65 or over, you can book your flu jab now.\n\nFind a pharmacy near you:\nhttps://www.gov.uk/get-flu-vaccine"
    ),
)
MISSED = delivery(
    7,
    "Job of the week",
    X,
    at(8, 30),
    "missed",
    why="window.missed",
    why_facts={"until": at(8, 45)},
    state_at=at(8, 45),
    fingerprint="9f3c71abe204",
)
HELD = delivery(
    8,
    "New strategy",
    X,
    at(9, 0, day=4),
    "held",
    why="period.blocks",
    why_facts={"title": "UK general election"},
    period="UK general election",
    state_at=at(0, 1, day=25, month=5),
)
REJECTED = delivery(
    9,
    "Apprentice stories",
    BLUESKY,
    at(9, 0),
    "rejected",
    why="platform.rejected",
    why_facts={"words": "The post is a copy of an earlier one."},
    state_at=at(9, 0),
)
UNCERTAIN = delivery(
    6,
    "Road closures this weekend",
    X,
    at(9, 0),
    "uncertain",
    parts=3,
    parts_out=1,
    why="uncertain.no-answer",
    state_at=at(9, 0, second=4),
)
DOUBT = UncertainRow(
    UNCERTAIN,
    2,
    "Part 2 of 3: the A6 is closed between Northtown and Fells from Friday 22:00 to Monday 05:00.",
    at(9, 0, second=4),
    "uncertain.no-answer",
    (
        (
            "1797",
            "Part 1 of 3: road closures this weekend. Plan ahead.",
            at(9, 0),
            "https://x.com/dept/status/1797",
        ),
        (
            "1790",
            "<b>Helpline</b> hours on the bank holiday: 10:00 to 16:00.",
            at(9, 30, day=1),
            "https://x.com/dept/status/1790",
        ),
    ),
    at(11, 40),
)
