"""What stops a part on its way, what settles its outcome, and what is said of replies: a title, and a sentence that
says why and what to do."""

from __future__ import annotations

from desktop.phrases_tongue import mark

SENDING = {
    "claim.lost": (
        mark("Another Despatch has it now"),
        mark("It took over while this one was working. Nothing was sent from here."),
    ),
    "claim.late": (
        mark("It took too long"),
        mark("It had to be under way by {deadline}. Nothing was sent; it is tried again inside its time."),
    ),
    "claim.other-content": (
        mark("It was changed on its way"),
        mark("What would go out is not what was claimed. Nothing was sent; look at it again."),
    ),
    "sending.rate-limited": (
        mark("The platform asked us to wait"),
        mark(
            "It is tried again by itself when the platform takes posts again, if its time has not passed by then."
        ),
    ),
    "sending.unreachable": (
        mark("The platform could not be reached"),
        mark("Nothing left this computer. It is tried again by itself inside its time."),
    ),
    "sending.given-back": (
        mark("It was given back"),
        mark("Nothing was sent. It is tried again inside its time."),
    ),
    "sending.tried-again": (mark("It is tried again"), mark("What it waited for is there again.")),
    "account.reconnect": (
        mark("The account has to be connected again"),
        mark(
            "The platform does not accept the sign-in any more. Nothing was sent. Connect it in Accounts, people."
        ),
    ),
    "platform.rejected": (mark("The platform said no"), mark("{why}")),
    "uncertain.no-answer": (
        mark("No answer came"),
        mark("It may be out or not. Nothing is sent again before somebody or the evidence has decided."),
    ),
    "uncertain.stopped": (
        mark("It was stopped while it was tried again"),
        mark("The first try may be out. Look at the account before you decide."),
    ),
    "uncertain.rejected-again": (
        mark("The second try was refused"),
        mark(
            "The first may be out: a platform's no to the second says nothing about it. Look at the account."
        ),
    ),
    "post.already-out": (
        mark("It is out already"),
        mark("“{title}” was published on every account that is chosen. Write a new post, or a correction."),
    ),
    "sending.account-busy": (
        mark("Another post is going out on this account"),
        mark("One at a time: this one follows by itself."),
    ),
    "sending.put-off": (
        mark("The platform asked us to wait"),
        mark("It is tried again {until}, if its time has not passed by then."),
    ),
    "record.fault": (
        mark("The record could not be written"),
        mark("Nothing is sent that cannot be recorded. Check the disk; it is tried again by itself."),
    ),
    "uncertain.expired": (
        mark("Nobody knows whether it is out"),
        mark("No answer came by {until}. Look at the account, and say what is there."),
    ),
    "uncertain.key-over": (
        mark("It is too late to try again safely"),
        mark("The platform told duplicates apart until {until}. Look at the account, and say what is there."),
    ),
    "settle.nothing": (mark("There is nothing to settle"), mark("What became of it is known already.")),
    "delivery.settled": (mark("What became of it is known"), mark("Nobody needs to look any more.")),
    "settle.too-early": (
        mark("It is too early to say that it is not there"),
        mark("It may still appear. Look again after {until}."),
    ),
    "settle.no-post": (
        mark("Which post is it?"),
        mark("Give the address of the post as it is on the account."),
    ),
    "settle.other-delivery": (
        mark("That post belongs to something else"),
        mark("It is recorded for another delivery. Give the address of this one."),
    ),
    "exception.none": (
        mark("{title} allows no exception for this"),
        mark("Posts of this kind wait until it is over, and are approved afresh then."),
    ),
}

REPLIES = {
    "reply.class-unknown": (mark("There is no such kind of message"), mark("Choose one of the list.")),
    "reply.goes-to-press-office": (
        mark("This goes to the press office"),
        mark("Contact with the media is authorised in advance. Hand it over; they answer."),
    ),
    "reply.goes-to-foi": (
        mark("This may be a Freedom of Information request"),
        mark("Do not answer it here. Hand it over to the FOI team: 20 working days run from when it came."),
    ),
    "reply.goes-to-correspondence": (
        mark("This goes to the correspondence unit"),
        mark("Members of Parliament and of the devolved parliaments are answered there. Hand it over."),
    ),
    "reply.goes-to-procedure": (
        mark("This needs somebody trained now"),
        mark("Do not answer it here. Follow the procedure for threats and safeguarding, and hand it over."),
    ),
    "reply.gone": (
        mark("The message is not here any more"),
        mark("It was deleted, here or on the platform, so there is nothing to answer."),
    ),
    "reply.dealt-with": (mark("This has been dealt with"), mark("It was {state}. Nothing more is needed.")),
    "reply.taken": (
        mark("{by} is answering this"),
        mark("So that nobody is answered twice, only one person can. They can give it back."),
    ),
    "reply.under-way": (
        mark("An answer is under way"),
        mark("It waits for approval or for its turn. Withdraw it to write another."),
    ),
    "reply.no-target": (
        mark("What it answers is missing"),
        mark("The message, or the part before, cannot be found on the platform. Nothing was sent."),
    ),
    "account.reading-off": (
        mark("Reading is switched off"),
        mark("What people write to this account does not arrive here. An administrator can turn it on."),
    ),
    "template.empty": (
        mark("The answer needs a title and words"),
        mark("Others find it by its title."),
    ),
    "template.unknown": (mark("There is no such answer"), mark("It may belong to another workspace.")),
    "template.not-valid": (
        mark("“{title}” may not be used now"),
        mark("It is not approved, has run out, or is for other accounts. Choose another answer."),
    ),
}
