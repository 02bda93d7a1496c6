"""Made-up rows for the views' tests and their gallery: the flu jab post of the drawings and what surrounds it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from office.rows import (
    AccountId,
    AccountRow,
    CategoryRow,
    DeliveryId,
    DeliveryRow,
    DraftRow,
    EditorRow,
    KeyRow,
    MeasureRow,
    MediaRow,
    MentionDetail,
    MentionId,
    MentionRow,
    PackRow,
    PartRow,
    PeriodId,
    PeriodRow,
    PersonId,
    PersonRow,
    PostId,
    RequestDetail,
    RequestId,
    RequestRow,
    RulesRows,
    SendingRow,
    StageRow,
    TemplateId,
    TemplateRow,
)
from office.rules.refusal import Level, Refusal

NOW = datetime(2026, 6, 3, 10, 42, tzinfo=UTC)
"""11:42 in London, Wednesday 3 June 2026."""


def at(hour, minute=0, day=3, month=6):
    """A moment of June 2026 by London's clock (summer time)."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def picture_bytes(width=320, height=180):
    """A soft blue picture, as a PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    paint = QPainter(image)
    shade = QLinearGradient(0, 0, width, height)
    for where, colour in ((0.0, "#b5d0e6"), (0.6, "#7ea5c6"), (1.0, "#e0cdb8")):
        shade.setColorAt(where, QColor(colour))
    paint.fillRect(image.rect(), shade)
    paint.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


X = AccountRow(AccountId("a-x"), "x", "@dept_rehearsal", "Department for Rehearsals")
BLUESKY = AccountRow(AccountId("a-b"), "bluesky", "dept.example", "Department for Rehearsals")
MASTODON = AccountRow(AccountId("a-m"), "mastodon", "@dept@social.example", "Department for Rehearsals")
PRACTICE = AccountRow(AccountId("a-p"), "practice", "@practice", "Practice")

PICTURE = MediaRow(
    digest="ab" * 32,
    name="pharmacy.jpg",
    mime="image/jpeg",
    alt="A pharmacist in a white tunic gives a seated older man an injection in his upper arm. Both are smiling.",
    width=1600,
    height=900,
    size=412_000,
)
WORDS = (
    "If you are 65 or over, you can book your flu jab now. It takes ten minutes and it is free.\n\n"
    "Find a pharmacy near you:\nhttps://www.gov.uk/get-flu-vaccine\n\n#GetVaccinated #FluJab"
)
SEEN = (
    "If you are 65 or over, get your flu jab today. It takes ten minutes and it is free.\n\n"
    "Find a pharmacy near you:\nhttps://www.gov.uk/get-flu-vaccine\n\n#getvaccinated #flujab"
)
ODD = "5\u00a0mg\u2028twice \U0001f468\u200d\U0001f469\u200d\U0001f467 a day\r\nor\t\ud83d once"
MARKUP = '<b>hello</b> <img src="file:///etc/passwd"> <span style="font-size:60pt">big</span>'

CATEGORIES = tuple(
    CategoryRow(name, title)
    for name, title in (
        ("campaign", "Campaign"),
        ("operational", "Service information"),
        ("emergency", "Emergency"),
        ("news-release", "News release"),
        ("ministerial", "Ministerial announcement"),
    )
)
STAGES = (
    StageRow(1, "Line manager", ("line-manager",), 1, "next"),
    StageRow(2, "Health policy", ("policy",), 1, "waiting"),
)


def delivery(
    number=1, account=X, state="in review", title="Flu jabs: book now if you are 65 or over", **more
):
    given = {"start": at(14), "until": at(14, 15), "revision": 5, "author": "Digital officer"} | more
    return DeliveryRow(
        DeliveryId(f"d{number}"),
        PostId("p1"),
        title,
        account,
        state,
        given.pop("category", "campaign"),
        **given,
    )


def editor(text=WORDS, media=(PICTURE,), **more):
    row = EditorRow(
        post=PostId("p1"),
        title="Flu jabs: book now",
        category="campaign",
        objective="Winter readiness",
        source="Health statistics, 1 Sept",
        parts=(PartRow(text, media),),
        variants={},
        accounts=(X, BLUESKY, MASTODON),
        chosen=(X.id, BLUESKY.id),
        categories=CATEGORIES,
        start=at(14),
        until=at(14, 15),
        revision=4,
        saved=at(11, 41),
        checks=(Refusal("content.no-alt", {"part": 1, "parts": 1, "images": 1}),),
        passed=("check.length", "check.sentence"),
        measures=(MeasureRow(X, 1, 151, 280), MeasureRow(BLUESKY, 1, 168, 300)),
        stages=STAGES,
        may_ask=True,
    )
    return replace(row, **more)


DRAFTS = (
    DraftRow(PostId("p1"), "Flu jabs: book now", "campaign", 4, "Digital officer", at(11, 40), (X, BLUESKY), ("draft",)),
    DraftRow(
        PostId("p2"), "Helpline hours, bank holiday", "operational", 2, "Digital officer", at(9, 5), (X,), ("in review",),
        note="Give the number before the hours.",
    ),
    DraftRow(PostId("p3"), MARKUP, "news-release", 1, "Me", at(16, day=2), (MASTODON,), ("draft",)),
)  # fmt: skip

QUESTIONS = (
    ("not-political", "Not political: words, links and the comments under them"),
    ("no-party", "No party or partisan account is relayed"),
    ("parliament-first", "Parliament has been told first, or need not be"),
    ("tone", "Tone: nobody is attacked"),
    ("stranger", "I have read it as a stranger would"),
)


def request(number=1, kind="post", **more):
    given = {
        "title": "Flu jabs: book now if you are 65 or over",
        "category": "campaign",
        "accounts": (X, BLUESKY),
        "author": "Digital officer",
        "asked": at(11),
        "due": at(13, 45),
        "start": at(14),
        "stage": 1,
        "stages": 2,
    } | more
    return RequestRow(RequestId(f"r{number}"), kind, **given)


def detail(row=None, **more):
    given = {
        "revision": 5,
        "parts": (PartRow(WORDS, (PICTURE,)),),
        "variants": {},
        "seen_revision": 3,
        "seen_parts": (PartRow(SEEN, (PICTURE,)),),
        "deliveries": (
            delivery(1, fingerprint="9f3c71abe204d51b"),
            delivery(2, BLUESKY, fingerprint="51b0aa71c2d98e31"),
        ),
        "stages": STAGES,
        "questions": QUESTIONS,
        "next_stage": "Health policy",
    } | more
    return RequestDetail(row or request(), **given)


REQUESTS = (
    request(),
    request(
        2, "reply", title="Reply: passport renewals", category="reply", accounts=(X,), due=at(13), stages=1
    ),
    request(3, "resume", title="Resume sending", category="", accounts=(), due=None, start=None, stages=1),
)


def mention(
    number=1,
    text="@dept_rehearsal My passport expires in 5 weeks. Is it too late to renew before I travel?",
    **more,
):
    given = {
        "account": X,
        "author": "@passport_worry",
        "author_name": "Passport worry",
        "at": at(11, 1),
        "due": at(12),
        "triage": "service-question",
        "suggested": "service-question",
        "state": "waiting",
    } | more
    return MentionRow(id=MentionId(f"m{number}"), text=text, **given)


TEMPLATES = (
    TemplateRow(
        TemplateId("t1"), "Passport: how long it takes",
        "Allow up to 3 weeks. Apply or check at gov.uk/renew-adult-passport. Please do not send personal details here. ^DO",
        "Line manager", at(9, day=4, month=5), datetime(2026, 11, 4, tzinfo=UTC), "", 141, 280,
    ),
    TemplateRow(
        TemplateId("t2"), "Passport: urgent service",
        "If you travel within 3 weeks you may be able to pay for faster service: gov.uk/get-a-passport-urgently ^DO",
        "Line manager", at(9, day=4, month=5), None, "", 120, 280,
    ),
    TemplateRow(
        TemplateId("t3"), "Where to complain", "We are sorry. You can complain formally at … ^DO",
        "Line manager", at(9, day=4, month=5), None, "Policy ref. C-12: pointing people to the complaints process is right.", 60, 280,
    ),
)  # fmt: skip

MENTIONS = (
    mention(1),
    mention(2, "@dept_rehearsal who signed off the closure of the Northtown office?", author="@city_desk_reporter",
            triage="journalist", due=at(12, 42)),
    mention(3, "Please send me all emails about the Northtown decision since January.", author="fells.example",
            account=BLUESKY, triage="possible-foi", due=datetime(2026, 7, 1, tzinfo=UTC)),
    mention(4, "Brilliant service from your helpline today, thank you.", author="@happy_walker", triage="praise",
            due=at(17)),
    mention(5, "You are all crooks and your minister is worse", author="@cross_person", triage="political", due=None),
    mention(6, "Is the helpline open on the bank holiday?", author="@asker@town.example", account=MASTODON,
            triage="", suggested="service-question", due=at(18)),
)  # fmt: skip


def mention_detail(row=None, **more):
    given = {
        "may": (),
        "may_codes": ("reply.summoned", "reply.template-straight-out", "reply.own-words-need"),
        "templates": TEMPLATES,
        "keep_until": datetime(2027, 6, 3, tzinfo=UTC),
        "initials": "DO",
    } | more
    return MentionDetail(row or MENTIONS[0], **given)


SENDING_ON = SendingRow("on")
PAUSED = SendingRow("paused", "pause.all", {"by": "Duty officer", "at": at(10, 5)})

PACK = PackRow(
    id="uk-general",
    title="UK general election",
    force="Convention and the Civil Service Code",
    notice="We are in the pre-election period. We post essential, factual information only.",
    levels={
        "operational": "allow",
        "emergency": "allow",
        "reply": "warn",
        "campaign": "exception",
        "*": "block",
    },
    stops=("repost", "quote", "delete", "profile", "pin"),
    grantors=("director",),
    sources=(
        (
            "The period starts at 00:01 on the day named in the guidance.",
            "Cabinet Office guidance, 2024",
            "confirmed",
        ),
        ("Factual answers to enquiries may continue.", "Cabinet Office guidance, 2024", "confirmed"),
        ("Profiles are not updated during the period.", "from memory of earlier guidance", "not confirmed"),
    ),
    start_rule="00:01 on the day that the Cabinet Office names",
    end_rule="When a new government is formed, not at the close of poll",
    body_types=("uk-department", "alb"),
    territories=("uk",),
    grounds=("Public safety or public health", "Required by law"),
)
LOCAL = replace(
    PACK, id="uk-local", title="English local elections", levels={"*": "warn"}, sources=PACK.sources[:1]
)
PERIOD = PeriodRow(
    PeriodId("q1"), "uk-general", "UK general election", at(0, 1, day=25, month=5), None, "in force", "Director",
    PACK.notice, levels=PACK.levels, stops=PACK.stops, statuses=(("Profiles are not updated.", "not confirmed"),),
    caught=(delivery(7, state="held", title="New strategy"), delivery(8, state="held", title="Job of the week")),
    body_types=PACK.body_types, territories=PACK.territories,
)  # fmt: skip
COMING = replace(PERIOD, id=PeriodId("q2"), title="English local elections", state="coming", start=at(0, day=16, month=9),
                 end=at(22, day=7, month=10), caught=())  # fmt: skip
ENDED = replace(PERIOD, id=PeriodId("q3"), title="Referendum", state="ended", start=at(0, day=2, month=2),
                end=at(22, day=1, month=3), caught=())  # fmt: skip
HELD = (
    delivery(
        7, state="held", title="New strategy", period="UK general election", why="period.needs-exception"
    ),
    delivery(8, state="held", title="Job of the week", period="UK general election", why="period.blocks"),
    delivery(9, BLUESKY, state="held", title=MARKUP, why="pause.caught"),
)
ANSWERS = (
    replace(TEMPLATES[1], id=TemplateId("t4"), approved_by="", approved=None, state="waiting", proposed_by="Digital officer"),
    TEMPLATES[0],
    replace(TEMPLATES[2], id=TemplateId("t5"), title=MARKUP, state="refused", why="Say where.", approved_by="", approved=None),
)  # fmt: skip
RULES = RulesRows(
    (PERIOD, COMING, ENDED), (PACK, LOCAL), SENDING_ON, (("Campaign, standard", STAGES),), HELD, ANSWERS
)

PEOPLE = (
    PersonRow(PersonId("u1"), "Digital officer", "DO", ("officer", "administrator"), "do@dept.example",
              (KeyRow("k1", "8a41 77c0 19de 5b2f", at(9, day=1)),), is_me=True),
    PersonRow(PersonId("u2"), "Line manager", "LM", ("line-manager",), "lm@dept.example",
              (KeyRow("k2", "11c0 9e52 7fa3 0d18", at(9, day=1)),
               KeyRow("k3", "5510 a1b2 c3d4 e5f6", at(9, day=1), revoked=at(9, day=2)))),
    PersonRow(PersonId("u3"), "Former director", "FD", ("director",), left=True),
)  # fmt: skip
ACCOUNTS = (
    X,
    replace(BLUESKY, state="reconnect"),
    replace(PRACTICE, state="connected"),
    replace(MASTODON, state="off", reading=False, writing=False),
)
OWN_POST = Refusal("approval.own-post")
WARNING = Refusal(
    "period.warn",
    {"title": "UK general election", "period": "q1", "category": "campaign", "end": None},
    Level.WARN,
)
