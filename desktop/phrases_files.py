"""What is said of `.despatch` files and of the exchange folder. The first of each pair is a title, the second says why and
what to do."""

from __future__ import annotations

from desktop.phrases_tongue import mark

FILES = {
    "file.not-whole": (
        mark("This file is not whole yet"),
        mark("It was cut short, or is still being copied. Wait a moment, or ask for it to be sent again."),
    ),
    "file.not-ours": (
        mark("This is not a Despatch file"),
        mark("Nothing in it can be used. It is kept aside."),
    ),
    "file.newer": (
        mark("This file comes from a newer Despatch"),
        mark("Bring this Despatch up to date, then open the file again."),
    ),
    "file.too-big": (
        mark("This file is too large"),
        mark("It has {size} megabytes; {limit} is the most. Use fewer or smaller pictures."),
    ),
    "file.forged": (
        mark("This file was changed after it was signed"),
        mark(
            "What it says is not what its sender signed. It is kept aside; tell whoever sent it, by telephone."
        ),
    ),
    "file.unknown-key": (
        mark("Nobody here is known by this key"),
        mark(
            "Whoever signed this file is not enrolled, as far as this Despatch has been told. It is kept aside."
        ),
    ),
    "file.not-trusted": (
        mark("This key is no longer trusted"),
        mark("It was {name}’s, and has been revoked, or they have left. The file is kept aside."),
    ),
    "file.not-administrator": (
        mark("Only an administrator may send this"),
        mark("{name} signed it, who is not one. It is kept aside."),
    ),
    "file.foreign": (
        mark("This file belongs to another workspace"),
        mark("Nothing was changed here. It is kept aside."),
    ),
    "file.not-for-you": (
        mark("This file is for somebody else"),
        mark(
            "Requests and welcomes go to the person whom they name; answers and pauses go to the desk that sends."
        ),
    ),
    "file.not-joined": (
        mark("You have not joined yet"),
        mark("Accept your welcome first, having compared the fingerprints. Then open this file again."),
    ),
    "file.replayed": (
        mark("This was used before"),
        mark(
            "What is in this file has been recorded already, or stands for something else. It does not count twice."
        ),
    ),
    "file.resent": (mark("This has been here before"), mark("Nothing had to be done again.")),
    "file.stale": (
        mark("This is about something that is asked no more"),
        mark("The words, picture, account or time have changed since, or it was settled. It is kept aside."),
    ),
    "file.too-many": (
        mark("Too many people are asking to join"),
        mark("{limit} requests wait already. Enrol them or put them away; then open this one again."),
    ),
    "file.no-picture": (mark("A request could not be sent"), mark("{why}")),
    "seat.not-joined": (
        mark("You have not joined yet"),
        mark("Nothing can be signed before an administrator’s welcome has been accepted."),
    ),
}

EXCHANGE = {
    "exchange.not-there": (
        mark("The exchange folder is not there"),
        mark(
            "{folder} cannot be found. Connect the share, choose another folder, or leave it empty for now."
        ),
    ),
    "exchange.away": (
        mark("The exchange folder is not connected"),
        mark(
            "{folder} cannot be reached. Nothing is lost: what waits is carried when it is back. Files can go by e-mail."
        ),
    ),
    "exchange.no-mark": (
        mark("This is not the exchange folder"),
        mark(
            "{folder} is there, but Despatch’s mark is not in it: the share may not be connected. Nothing is written to it."
        ),
    ),
    "exchange.back": (mark("The exchange folder is connected again"), mark("What waited is being carried.")),
    "exchange.not-written": (
        mark("Nothing can be put into the exchange folder"),
        mark(
            "{why}. It is tried again every few seconds. Ask for leave to write there, or for room on the share."
        ),
    ),
    "exchange.unreadable": (
        mark("A file in the exchange folder cannot be read"),
        mark("{name}: {why}. It is tried again."),
    ),
    "exchange.waiting": (
        mark("Files wait in the exchange folder"),
        mark("They could not be taken just now, and are tried again."),
    ),
    "exchange.failed": (
        mark("The exchange folder could not be looked at"),
        mark("Something went wrong in Despatch itself ({why}). It goes on trying; please report it."),
    ),
}

CLOSED = {
    "recorded": mark("Your answer is in the record."),
    "not-needed": mark("Somebody else has answered, or it is too late: your answer is not needed."),
    "approved": mark("It has been approved."),
    "changes": mark("It has gone back to its author."),
    "answered": mark("It has been answered, or asked anew."),
    "withdrawn": mark("It has been withdrawn."),
    "missed": mark("Nobody answered in time."),
    "held": mark("A period or a pause holds it."),
    "refused": mark("The rules no longer allow it."),
}
"""Why a request waits for this person no more (office.outbox)."""
