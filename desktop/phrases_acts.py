"""What each kind of entry says, for the Record: `*bold*`, `{fact}`, and `[a part that falls away without its fact]`.

To add one: its kind, its words, the word on its pill and the pill's tone. A kind that is not here still reads.
"""

from __future__ import annotations

from desktop.phrases_tongue import mark

Act = tuple[str, str, str]

WORKSPACE: dict[str, Act] = {
    "workspace.founded": (mark("founded the workspace *{department}*"), mark("workspace"), "neutral"),
    "person.enrolled": (mark("enrolled *{name}*[: {roles}]"), mark("people"), "neutral"),
    "person.named": (mark("gave the name *{name}*"), mark("people"), "neutral"),
    "person.roles-set": (mark("set the roles of *{name}*[: {roles}]"), mark("people"), "neutral"),
    "person.left": (mark("noted that *{name}* has left"), mark("people"), "warn"),
    "key.added": (mark("added a key for *{name}*"), mark("key"), "neutral"),
    "key.revoked": (mark("revoked a key of *{name}*[, not trusted since {since}]"), mark("key"), "warn"),
    "device.enrolled": (mark("enrolled this computer as a device"), mark("key"), "neutral"),
    "account.added": (mark("added the account *{handle}*[ on {platform}]"), mark("account"), "neutral"),
    "account.switched": (
        mark("set the account *{account}*: reading {reading}, writing {writing}"),
        mark("account"),
        "neutral",
    ),
    "account.clause-read": (
        mark("read the Government Use clause for *{account}*"),
        mark("account"),
        "neutral",
    ),
    "account.retired": (mark("retired the account *{account}*[: {reason}]"), mark("account"), "warn"),
    "account.contact-named": (mark("named a contact for *{account}*"), mark("account"), "neutral"),
    "workflow.set": (mark("set who must say yes[ to {category}]"), mark("rules"), "neutral"),
    "template.proposed": (mark("proposed the answer *{title}*"), mark("answer"), "neutral"),
    "template.approved": (
        mark("approved the answer *{title}*[, valid until {valid_until}]"),
        mark("answer"),
        "ok",
    ),
    "template.refused": (mark("refused the answer *{title}*[: {words}]"), mark("answer"), "warn"),
    "template.withdrawn": (mark("withdrew the answer *{title}*[: {reason}]"), mark("answer"), "neutral"),
    "record.sealed": (mark("sealed the record at entry {seq}"), mark("seal"), "ok"),
    "record.erased": (mark("erased personal data[: {reason}]. The entry stays."), mark("erased"), "warn"),
    "file.refused": (
        mark("refused a file that came in[: {because}]. It is kept aside."),
        mark("refused"),
        "bad",
    ),
    "clock.correction-asked": (
        mark("said that the record’s last time was wrong[: {why}]"),
        mark("clock"),
        "warn",
    ),
    "clock.corrected": (mark("agreed that the clock is right now"), mark("clock"), "warn"),
}

POSTS: dict[str, Act] = {
    "post.drafted": (mark("drafted *{title}*"), mark("draft"), "neutral"),
    "post.revised": (mark("saved revision {revision} of *{title}*"), mark("draft"), "neutral"),
    "post.discarded": (mark("discarded *{title}*"), mark("draft"), "neutral"),
    "post.addressed": (mark("chose where *{title}* goes"), mark("draft"), "neutral"),
    "delivery.planned": (mark("planned *{title}*[ for {account}][, {start}]"), mark("planned"), "accent"),
    "delivery.moved": (mark("moved *{title}*[ to {start}]"), mark("moved"), "accent"),
    "delivery.requested": (
        mark("asked for approval of[ revision {revision} of] *{title}*"),
        mark("asked"),
        "warn",
    ),
    "delivery.approved": (
        mark("approved[ revision {revision} of] *{title}*[, stage {stage} of {stages}]"),
        mark("approved"),
        "ok",
    ),
    "delivery.cleared": (
        mark("passed *{title}*: its words are an approved answer’s"),
        mark("approved"),
        "ok",
    ),
    "delivery.changes-asked": (mark("asked for changes to *{title}*[: {words}]"), mark("changes"), "warn"),
    "delivery.reopened": (mark("opened *{title}* again, because it was edited"), mark("draft"), "neutral"),
    "delivery.withdrawn": (mark("withdrew *{title}*[: {reason}]"), mark("withdrawn"), "neutral"),
    "delivery.held": (mark("held *{title}*[: {because}]"), mark("held"), "hold"),
    "delivery.released": (mark("let *{title}* go on"), mark("released"), "accent"),
    "delivery.missed": (mark("did not send *{title}*[: {because}]"), mark("missed"), "warn"),
    "delivery.refused": (mark("refused to send *{title}*[: {because}]"), mark("refused"), "bad"),
    "delivery.claimed": (
        mark("began to send *{title}*[, part {part}][ on {platform}]: nothing was in the way"),
        mark("sending"),
        "accent",
    ),
    "delivery.part-published": (
        mark("published part {part} of *{title}*[ on {platform}]"),
        mark("published"),
        "ok",
    ),
    "delivery.published": (
        mark("published *{title}*[ on {platform}]"),
        mark("published"),
        "ok",
    ),
    "delivery.rejected": (
        mark("could not publish *{title}*[: {platform} said no][. {why}]"),
        mark("rejected"),
        "bad",
    ),
    "delivery.uncertain": (
        mark("lost the answer to *{title}*[, part {part}]. Nothing is sent again."),
        mark("uncertain"),
        "bad",
    ),
    "delivery.settled": (mark("settled *{title}*[, part {part}][: {verdict}]"), mark("settled"), "accent"),
    "delivery.put-off": (mark("put off *{title}*[ until {until}][: {because}]"), mark("put off"), "neutral"),
    "delivery.copy-found": (mark("found a second copy of *{title}* on the account"), mark("copy"), "bad"),
    "delivery.exception-asked": (
        mark("asked for an exception for *{title}*[. Ground: {ground}]."),
        mark("exception"),
        "hold",
    ),
    "delivery.excepted": (
        mark("granted an exception for[ revision {revision} of] *{title}*[. Ground: {ground}]."),
        mark("exception"),
        "hold",
    ),
    "delivery.exception-refused": (mark("refused an exception for *{title}*"), mark("exception"), "hold"),
    "lane.taken": (mark("took the account’s turn to send"), mark("sending"), "neutral"),
}

RULES: dict[str, Act] = {
    "period.declared": (mark("declared the period *{title}*[ from {start}]"), mark("period"), "hold"),
    "period.change-asked": (mark("asked to change the period *{title}*[: {why}]"), mark("period"), "hold"),
    "period.change-refused": (mark("refused to change the period *{title}*"), mark("period"), "hold"),
    "period.changed": (mark("changed the period *{title}*[ to end {end}]"), mark("period"), "hold"),
    "period.lifted": (mark("lifted the period *{title}*"), mark("period"), "hold"),
    "sending.paused": (mark("*paused everything*[: {reason}]"), mark("pause"), "bad"),
    "sending.resume-asked": (mark("asked to resume sending[: {why}]"), mark("resume"), "warn"),
    "sending.resume-refused": (mark("refused to resume sending"), mark("resume"), "bad"),
    "sending.resumed": (mark("*resumed sending*, item by item"), mark("resume"), "ok"),
    "sending.publisher-named": (
        mark("named this computer as the one that sends"),
        mark("sending"),
        "neutral",
    ),
    "sending.rules-changed": (mark("told the publisher[ of *{period_title}*]"), mark("sending"), "neutral"),
    "sending.taken-over": (mark("took over sending on this computer"), mark("sending"), "warn"),
    "mention.noted": (mark("noted what {author} said"), mark("reply"), "accent"),
    "mention.triaged": (mark("sorted a message[ as {class}]"), mark("reply"), "neutral"),
    "mention.taken": (mark("took a message to answer"), mark("reply"), "neutral"),
    "mention.released": (mark("gave a message back"), mark("reply"), "neutral"),
    "mention.handed-over": (mark("handed a message over[ to {to}]"), mark("reply"), "neutral"),
    "mention.closed": (mark("closed a message without an answer[: {reason}]"), mark("reply"), "neutral"),
    "mention.answering": (mark("began to answer a message[ with *{title}*]"), mark("reply"), "accent"),
    "mention.answered": (mark("answered {author}[ with *{title}*]"), mark("reply"), "accent"),
}

ACTS: dict[str, Act] = {**WORKSPACE, **POSTS, **RULES}

STORY: dict[str, str] = {
    "post.drafted": mark("Drafted"),
    "post.revised": mark("Revision {revision}"),
    "post.discarded": mark("Discarded"),
    "delivery.planned": mark("Planned"),
    "delivery.moved": mark("Moved"),
    "delivery.requested": mark("Approval asked"),
    "delivery.approved": mark("Approved"),
    "delivery.cleared": mark("Approved answer"),
    "delivery.changes-asked": mark("Changes asked"),
    "delivery.reopened": mark("Edited again"),
    "delivery.withdrawn": mark("Withdrawn"),
    "delivery.held": mark("Held"),
    "delivery.released": mark("Released"),
    "delivery.missed": mark("Missed"),
    "delivery.refused": mark("Refused"),
    "delivery.claimed": mark("Gate asked"),
    "delivery.part-published": mark("Part {part} out"),
    "delivery.published": mark("Published"),
    "delivery.rejected": mark("Not accepted"),
    "delivery.uncertain": mark("Answer lost"),
    "delivery.settled": mark("Settled"),
    "delivery.put-off": mark("Put off"),
    "delivery.exception-asked": mark("Exception asked"),
    "delivery.excepted": mark("Exception granted"),
    "delivery.exception-refused": mark("Exception refused"),
    "delivery.copy-found": mark("Second copy found"),
    "mention.answered": mark("Answered"),
}
