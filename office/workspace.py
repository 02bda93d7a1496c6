"""The workspace: founded by one person, with its own device; its id is the digest of the founding entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from office.desk import Desk, Reading, Refused, new_id
from office.journal.port import Event, Journal
from office.people import enrolment, key_body
from office.ports import Signer
from office.rules.refusal import Refusal


@dataclass(frozen=True)
class Workspace:
    """What the founding entry says."""

    id: str
    department: str
    body_type: str
    territory: str
    founder: str


def found(
    journal: Journal,
    department: str,
    body_type: str,
    territory: str,
    name: str,
    email: str,
    signer: Signer,
    device: Signer,
    at: datetime,
) -> str:
    """Found a workspace in an empty journal: the founder, administrator and officer, and this machine's device.

    `signer.actor` is the founder's person id. Until two people are enrolled nothing that needs approval goes out.
    Returns the workspace id. Raises Refused for an empty department or name.
    """
    refusals = []
    if not department.strip():
        refusals.append(Refusal("workspace.no-department"))
    if not name.strip():
        refusals.append(Refusal("person.no-name"))
    if refusals:
        raise Refused(*refusals)
    events = founding(department.strip(), body_type, territory, signer, device)
    person = enrolment(
        name.strip(), email.strip(), signer.public, ["administrator", "officer"], signer.actor, signer.actor
    )
    named = Event("sending", "sending.publisher-named", {"device": device.actor, "looked_at": []})
    journal.append([*events, *person, named], reads={"workspace": 0}, at=at, signer=signer)
    return journal.workspace


def founding(department: str, body_type: str, territory: str, signer: Signer, device: Signer) -> list[Event]:
    founder = {
        "department": department,
        "body_type": body_type,
        "territory": territory,
        "founder": signer.actor,
        "key": key_body(signer.public),
        "device": {"id": device.actor, "key": key_body(device.public)},
    }
    enrolled = {"device": device.actor, "key": key_body(device.public), "by": signer.actor}
    return [
        Event("workspace", "workspace.founded", founder),
        Event(f"device-{device.actor}", "device.enrolled", enrolled),
    ]


def workspace(reading: Reading) -> Workspace:
    """Raises Refused(`workspace.unfounded`) where nothing has been founded yet."""
    entries = reading.stream("workspace")
    if not entries:
        raise Refused(Refusal("workspace.unfounded"))
    body: Mapping[str, Any] = entries[0].body or {}
    return Workspace(
        reading.workspace, body["department"], body["body_type"], body["territory"], body["founder"]
    )


def enrol_device(desk: Desk) -> None:
    """Enrol this machine's own key, once: a person vouches for it (a new machine, a moved workspace)."""
    reading = Reading(desk.journal)
    if reading.stream(f"device-{desk.device.actor}"):
        return
    body = {"device": desk.device.actor, "key": key_body(desk.device.public), "by": desk.me.actor}
    event = Event(f"device-{desk.device.actor}", "device.enrolled", body)
    desk.journal.append([event], reads=reading.reads, at=desk.now(), signer=desk.me)


def new_person_id() -> str:
    return new_id()
