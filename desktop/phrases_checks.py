"""What the linter's findings mean: a title, and a sentence that says why and what to do. Also pictures, texts and times
that were handed in and cannot be used as they are."""

from __future__ import annotations

from desktop.phrases_tongue import mark

CHECKS = {
    "check.alt-too-long": (
        mark("A picture’s description is too long"),
        mark("{length} characters; this account takes {limit}. Shorten it."),
    ),
    "check.alt-file-name": (
        mark("A picture is described by a file’s name"),
        mark("“{found}” tells nobody what is in it. Say what it shows."),
    ),
    "check.sentence": (
        mark("A sentence is long"),
        mark("{words} words; {most} are easy to read. Make it two: “{found}”"),
    ),
    "check.hashtag-capitals": (
        mark("Hashtag reads as one word"),
        mark("A screen reader runs the words of {found} together. Write {instead}."),
    ),
    "check.hashtag-one-word": (
        mark("Hashtag reads as one word"),
        mark("A screen reader runs the words of {found} together. Begin each word with a capital."),
    ),
    "check.hashtag-count": (
        mark("There are many hashtags"),
        mark("{count}; use {most} at most."),
    ),
    "check.hashtag-place": (
        mark("A hashtag stands inside the text"),
        mark("Move {found} to the end, so that the sentence reads well aloud."),
    ),
    "check.emoji-count": (
        mark("There are many emoji"),
        mark("{count}; use {most} at most. A screen reader reads out the name of each."),
    ),
    "check.emoji-repeated": (
        mark("An emoji is repeated"),
        mark("A screen reader reads out {found} each time. Use it once."),
    ),
    "check.fancy-letters": (
        mark("Some letters only look like letters"),
        mark("A screen reader cannot read “{found}”. Write “{instead}”."),
    ),
    "check.capitals": (
        mark("Words are in capitals"),
        mark("Capitals are hard to read, and look like shouting: “{found}”. Use small letters."),
    ),
    "check.link-count": (
        mark("There are several links"),
        mark("{count}; one link, with a clear reason to follow it, works best."),
    ),
    "check.link-scheme": (
        mark("A link is not secure"),
        mark("Write {instead} in place of {found}."),
    ),
    "check.link-shortener": (
        mark("A link hides where it leads"),
        mark("People cannot see where {found} takes them. Use the page’s own address."),
    ),
    "check.insurance-number": (
        mark("This may be a National Insurance number"),
        mark("It begins {found} Take it out: personal data does not go out."),
    ),
    "check.phone": (
        mark("This may be somebody’s telephone number"),
        mark("It begins {found} Take it out, unless it is an office’s own line."),
    ),
    "check.e-mail": (
        mark("This may be somebody’s e-mail address"),
        mark("It begins {found} Take it out, or give an office’s address."),
    ),
    "check.postcode": (
        mark("This may be somebody’s postcode"),
        mark("It begins {found} Take it out, unless it is a public place."),
    ),
    "check.marking": (
        mark("It carries a marking"),
        mark(
            "“{found}” stands in the text. What is marked is not for the public: check where the words come from."
        ),
    ),
    "check.names": (
        mark("A name on the list for this period"),
        mark("{title} is in force, and {found} is on the local list. Leave it out, or ask."),
    ),
    "check.achievement": (
        mark("This may read as praise for the government"),
        mark("{title} is in force. Say it without “{found}”."),
    ),
    "check.duplicate": (
        mark("{account} gets the same words"),
        mark("X does not allow the same post on several accounts. Say it differently there."),
    ),
    "check.near-duplicate": (
        mark("{account} gets nearly the same words"),
        mark("X does not allow much the same post on several accounts. Say it differently there."),
    ),
    "check.pace-day": (
        mark("That is a lot for one day"),
        mark("It would be number {count}; {most} a day are the most that followers are asked to read."),
    ),
    "check.pace-gap": (
        mark("It is close to another post"),
        mark("{minutes} minutes apart; {least} are wanted. The next free time is {next}."),
    ),
    "check.out-of-hours": (
        mark("It is outside office hours"),
        mark("Nobody may be there to answer. The office is open from {start} to {end} on its days."),
    ),
    "check.bank-holiday": (
        mark("It is a bank holiday"),
        mark("{title}: nobody may be there to answer. Choose another day, or arrange for cover."),
    ),
    "check.source": (
        mark("A figure has no source"),
        mark("Say where {found} comes from, so that it can be checked."),
    ),
    "check.objective": (
        mark("It serves no objective yet"),
        mark("Say which one, so that its effect can be reported."),
    ),
    "check.parliament": (
        mark("Has Parliament been told?"),
        mark("New policy is for Parliament to hear first. If that is still to come, set an embargo."),
    ),
    "text.changed": (
        mark("The text was made regular"),
        mark("Despatch changed {what}. What you see now is what goes out."),
    ),
}

HANDED_IN = {
    "content.enormous": (
        mark("There is too much text"),
        mark("At most {limit} characters can be worked with. Take some out."),
    ),
    "picture.not-one": (
        mark("This is not a picture"),
        mark("It cannot be opened as one. Use a JPEG, PNG, GIF or WebP file."),
    ),
    "picture.too-big": (
        mark("The picture’s file is too large"),
        mark("It has {size} bytes; {limit} are the most. Save it smaller."),
    ),
    "picture.bomb": (
        mark("The picture is far too large to open safely"),
        mark("Save it with fewer pixels."),
    ),
    "picture.animated": (mark("The picture moves"), mark("Use a still one.")),
    "time.gap": (
        mark("There is no {said} on that day"),
        mark("The clocks go forward then. The moment meant may be {instead}."),
    ),
    "time.overlap": (
        mark("{said} comes twice on that day"),
        mark("The clocks go back then. Choose the first, in summer time, or the second, an hour later."),
    ),
    "window.clipped": (
        mark("Its time was cut short"),
        mark("It may go out until {until}, when a period starts or ends."),
    ),
    "window.nothing-left": (
        mark("There is no time left for it"),
        mark("An embargo or a period covers all of its time. Choose a later one."),
    ),
}
