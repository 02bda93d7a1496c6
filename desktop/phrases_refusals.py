"""What each rule's code means: a title, and a sentence that says why and what to do.

To add one: put its code here; in the words, `{name}` is a fact of the refusal. A code that is not here still
reads as a sentence (desktop.phrases.refusal_words).
"""

from __future__ import annotations

from desktop.phrases_checks import CHECKS, HANDED_IN
from desktop.phrases_files import EXCHANGE, FILES
from desktop.phrases_sending import REPLIES, SENDING
from desktop.phrases_tongue import mark

APPROVAL = {
    "approval.own-post": (
        mark("You wrote this"),
        mark("Nobody approves their own words. Somebody else has to say yes."),
    ),
    "approval.spad": (
        mark("A civil servant must approve this"),
        mark("Special advisers may comment. The approver of record is a civil servant."),
    ),
    "approval.answered": (mark("You have answered this"), mark("Each request is answered once.")),
    "approval.too-late": (
        mark("It is too late to approve this"),
        mark("Its time ended {until}. The author can choose a new time and ask again."),
    ),
    "approval.complete": (mark("Everybody has said yes"), mark("Nothing more is needed from you.")),
    "approval.already-yours": (
        mark("You have already said yes to this"),
        mark("The next stage needs another person."),
    ),
    "approval.not-your-stage": (
        mark("This stage is not yours"),
        mark("It now waits for: {title}. Your role does not cover that."),
    ),
    "approval.no-workflow": (
        mark("No rule says who must approve this"),
        mark("An administrator has to set the stages for this kind of post, under Rules."),
    ),
    "approval.missing": (
        mark("It has not been approved"),
        mark("Stage {stage} of {stages} is waiting for: {title}."),
    ),
    "approval.stale": (
        mark("It was approved, and then changed"),
        mark(
            "A yes is to exact words, pictures, account and time. Stage {stage} of {stages}, {title}, must look again.",
        ),
    ),
    "approval.untrusted": (
        mark("An approval cannot be trusted"),
        mark("Its signature or key is not good. Stage {stage} of {stages}, {title}, must be asked again."),
    ),
    "approval.nobody-else": (
        mark("Nobody else can approve yet"),
        mark(
            "You are the only person here. Enrol a second person under Accounts, people; drafts are safe until then.",
        ),
    ),
    "person.left": (mark("This person has left"), mark("Their roles ended when they left the workspace.")),
    "resume.own-pause": (
        mark("You paused it"),
        mark("Resuming takes a different, senior person."),
    ),
    "resume.own-request": (
        mark("You asked for this"),
        mark("Resuming takes a second person. You have asked; somebody else confirms."),
    ),
    "resume.not-senior": (
        mark("Resuming takes a senior person"),
        mark("One of these roles may: {roles}."),
    ),
    "resume.not-paused": (mark("Sending is already on"), mark("There is nothing to resume.")),
    "second.same-person": (
        mark("This takes two people"),
        mark("You asked for it, so somebody else confirms it."),
    ),
    "second.not-entitled": (
        mark("Your role may not confirm this"),
        mark("One of these roles may: {roles}."),
    ),
    "request.answered": (mark("This has been answered"), mark("Each request is answered once.")),
    "words.needed": (mark("Say why"), mark("A few words are needed; they are kept in the record.")),
}

CONTENT = {
    "content.empty": (mark("There is nothing to send"), mark("Write something, or add a described picture.")),
    "content.too-long": (
        mark("It is too long"),
        mark("{length} of {limit} {unit}: take out {over}."),
    ),
    "content.too-many-images": (
        mark("There are too many pictures"),
        mark("{images} pictures; this account shows at most {limit}."),
    ),
    "content.no-alt": (
        mark("A picture is not described"),
        mark("People who cannot see it need a description. Write one beside the picture."),
    ),
    "content.media-changed": (
        mark("A picture is not what was approved"),
        mark("Its file is missing or has changed. Attach it again."),
    ),
    "delivery.withdrawn": (
        mark("This was withdrawn"),
        mark("It will not go out. Draft it again if it is needed."),
    ),
    "delivery.unknown": (
        mark("There is no such delivery"),
        mark("It may have been made in another workspace."),
    ),
    "delivery.on-its-way": (
        mark("It is on its way"),
        mark("It is being sent now, or it is already out, so it cannot be changed here."),
    ),
    "post.unknown": (mark("There is no such post"), mark("It may have been made in another workspace.")),
    "post.discarded": (mark("This draft was discarded"), mark("Its words are still in the record.")),
    "post.on-its-way": (
        mark("It is on its way"),
        mark("It is being sent now, or it is already out, so its words cannot change."),
    ),
    "post.has-deliveries": (
        mark("It has been asked for or sent"),
        mark("Withdraw its deliveries first; then it can be discarded."),
    ),
    "post.no-account": (mark("No account is chosen"), mark("Choose where it goes.")),
}

ACCOUNT = {
    "account.retired": (mark("The account is retired"), mark("Nothing is sent from it any more.")),
    "account.clause-not-read": (
        mark("The account is switched off"),
        mark("An administrator has to read X’s Government Use clause and turn the account on."),
    ),
    "account.writing-off": (
        mark("Writing is switched off"),
        mark("An administrator can turn it on under Accounts, people."),
    ),
    "account.not-connected": (
        mark("The account is not signed in"),
        mark("Sign in to it under Accounts, people. Nothing is lost until then."),
    ),
    "account.unknown": (mark("There is no such account"), mark("It may belong to another workspace.")),
    "account.no-handle": (mark("The account needs its handle"), mark("Write it as the platform shows it.")),
    "account.known": (mark("This account is already here"), mark("{handle} is in the list.")),
    "account.no-holder": (
        mark("Nobody holds this account’s sign-in"),
        mark("Sign in to it on the machine that sends."),
    ),
    "reply.not-summoned": (
        mark("The platform does not allow this reply"),
        mark("X lets an account reply only where it was mentioned or quoted."),
    ),
    "reply.class-not-answered": (
        mark("This kind of message is not answered"),
        mark("The reply policy of this account says so. You can close it with the reason."),
    ),
}

TIME = {
    "window.not-yet": (mark("It is not due yet"), mark("It is planned for {start}.")),
    "window.missed": (
        mark("Its time has passed"),
        mark("It could go out until {until}. It is never sent late: choose a new time, or let it go."),
    ),
    "window.past": (mark("That time has passed"), mark("Choose a time after now.")),
    "window.embargo": (mark("It is under embargo"), mark("It may not go out before {embargo}.")),
    "period.blocks": (
        mark("{title} stops this"),
        mark("During this period posts of this kind do not go out."),
    ),
    "period.needs-exception": (
        mark("{title}: this needs an exception"),
        mark("A named authority can permit exactly this, once."),
    ),
    "period.caught": (
        mark("It was caught by {title}"),
        mark("Nothing is released by itself when a period ends. It needs a fresh approval."),
    ),
    "period.second-approver": (
        mark("{title}: two people must say yes"),
        mark("During this period posts of this kind need a second approver."),
    ),
    "period.warn": (
        mark("{title} is in force"),
        mark("Essential, factual information only. Look once more."),
    ),
    "period.stops-act": (mark("{title} stops this"), mark("During this period accounts do not do this.")),
    "period.unknown": (mark("There is no such period"), mark("It may belong to another workspace.")),
    "period.pack-unknown": (mark("These rules are not here"), mark("Choose one of the listed periods.")),
    "period.end-before-start": (mark("The end is before the start"), mark("Choose an end after the start.")),
    "period.lifted": (mark("This period was lifted"), mark("Declare a new one if it is needed.")),
    "pause.here": (
        mark("Sending is paused on this computer"),
        mark("Nothing goes out from here until a senior person resumes it."),
    ),
    "pause.all": (
        mark("Everything is paused"),
        mark("Since {at}. It goes on when a different, senior person resumes it."),
    ),
    "pause.caught": (
        mark("It was caught by a pause"),
        mark("Sending was resumed without it, so it needs a fresh approval."),
    ),
    "clock.behind-record": (
        mark("This computer’s clock is behind the record"),
        mark("The last entry was made {last}. Correct the clock; until then nothing is sent."),
    ),
    "clock.differs": (
        mark("This computer’s clock is wrong"),
        mark(
            "A server says {theirs}; this computer said {ours}. Correct the clock; until then nothing is sent.",
        ),
    ),
    "clock.jumped": (
        mark("The clock is being checked"),
        mark(
            "This computer slept or its clock jumped. Sending goes on when a server has confirmed the time.",
        ),
    ),
    "sending.not-here": (
        mark("Another computer sends for this workspace"),
        mark("This one does not. A person can take over sending under Rules."),
    ),
}

PEOPLE = {
    "person.not-administrator": (mark("This takes an administrator"), mark("Your role does not cover it.")),
    "person.not-enrolled": (mark("You are not enrolled here"), mark("Ask an administrator to enrol you.")),
    "person.roles": (mark("A person needs a role"), mark("Choose from: {roles}.")),
    "person.no-name": (mark("A name is needed"), mark("Others see it beside what this person does.")),
    "person.not-oneself": (mark("Not for yourself"), mark("Somebody else has to do this.")),
    "key.away": (
        mark("Your key is not here"),
        mark(
            "Approving and sending need the keyring of the computer where you signed in. Reading and drafts still work.",
        ),
    ),
    "key.not-trusted": (
        mark("Your key is no longer trusted"),
        mark("It was revoked. Ask an administrator for a new one."),
    ),
    "key.known": (mark("This key is already enrolled"), mark("It belongs to {name}.")),
    "workspace.no-department": (
        mark("The department’s name is needed"),
        mark("Others see it on every screen."),
    ),
    "workspace.unfounded": (mark("This workspace has no beginning"), mark("Its founding entry is missing.")),
    "statement.not-trusted": (
        mark("This statement cannot be trusted"),
        mark("Its signature is not good, or its key is not one of ours. It is kept aside."),
    ),
    "statement.seen": (mark("This was received before"), mark("A statement counts once.")),
    "statement.other-content": (
        mark("This yes is to something else"),
        mark("The words, picture, account or time have changed since. Ask again."),
    ),
}

REFUSALS: dict[str, tuple[str, str]] = {
    **APPROVAL, **CONTENT, **ACCOUNT, **TIME, **PEOPLE, **FILES, **EXCHANGE, **CHECKS, **HANDED_IN, **SENDING,
    **REPLIES,
}  # fmt: skip
