#!/usr/bin/env python3
"""Independent readers over TNEF streams that this project wrote.

    independent_tnef.py FOLDER

FOLDER has pairs of NAME.tnef and NAME.json, the facts of the message, as the test
`streams_for_independent_readers` of ropeway-message writes them. Each stream is given to Debian's `tnef`,
to `ytnef` and to the Python package tnefparse; what they extract is compared with the facts. Prints each
difference, and ends with 1 if there was one.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import tnefparse
from tnefparse import properties as properties_of
from tnefparse.mapi import decode_mapi

# PidTagAttachMethod of an attachment by value ([MS-OXCMSG] 2.2.2.9), and none of it.
BY_VALUE = (0, 1)
# [MS-OXTNEF] 2.1.3.3.2: attMessageClass has names of its own for these.
CLASSES = {
    "ipm.note": "IPM.Microsoft Mail.Note",
    "report.ipm.note.ipnrn": "IPM.Microsoft Mail.Read Receipt",
    "report.ipm.note.ndr": "IPM.Microsoft Mail.Non-Delivery",
    "ipm.schedule.meeting.request": "IPM.Microsoft Schedule.MtgReq",
    "ipm.schedule.meeting.resp.pos": "IPM.Microsoft Schedule.MtgRespP",
    "ipm.schedule.meeting.resp.neg": "IPM.Microsoft Schedule.MtgRespN",
    "ipm.schedule.meeting.resp.tent": "IPM.Microsoft Schedule.MtgRespA",
    "ipm.schedule.meeting.canceled": "IPM.Microsoft Schedule.MtgCncl",
}


# Streams that ytnef gives up for a limit of its own.
GIVEN_UP = []


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def by_value(facts):
    """What each reader must extract: attachments whose bytes are in the stream, with a name or without."""
    return [a for a in facts["attachments"] if a["sha256"] and a["method"] in BY_VALUE]


def extracted(command, stream, folder):
    """A program's run over a stream: the digests of the files that it makes, and how it ended."""
    run = subprocess.run(
        [*command, str(stream)], cwd=folder, capture_output=True, timeout=60, check=False
    )
    return {sha256(path.read_bytes()) for path in Path(folder).rglob("*") if path.is_file()}, run


def ended(run):
    return [] if run.returncode == 0 else [f"exit code {run.returncode}: {run.stderr[-200:]!r}"]


def check_tnef(stream, facts):
    # It takes an empty attachment for none.
    expected = [a for a in by_value(facts) if a["size"] > 0]
    with tempfile.TemporaryDirectory() as folder:
        command = ["tnef", "--number-backups", "--save-body", "-C", folder, "-f"]
        digests, run = extracted(command, stream, folder)
        wrong = ended(run)
        wrong += [f"not extracted: {a}" for a in expected if a["sha256"] not in digests]
    listing = subprocess.run(["tnef", "-t", "-f", str(stream)], capture_output=True, check=False)
    wrong += [f"-t: {difference}" for difference in ended(listing)]
    listed = listing.stdout.decode("latin-1")
    for attachment in expected:
        name = attachment["long_name"] or attachment["short_name"]
        # Names of plain characters are shown as they are.
        if name and name.isascii() and name.replace(".", "").isalnum() and name not in listed:
            wrong.append(f"-t: {name} is not listed in {listed!r}")
    return wrong


def check_ytnef(stream, facts):
    def name(attachment):
        return attachment["long_name"] or attachment["short_name"]

    names = Counter(name(a) for a in by_value(facts))
    # It writes no empty file, none without a name, and files of one name over each other.
    expected = [a for a in by_value(facts) if a["size"] > 0 and name(a) and names[name(a)] == 1]
    with tempfile.TemporaryDirectory() as folder:
        digests, run = extracted(["ytnef", "-f", folder], stream, folder)
    # It gives a stream up over the name of a property, and over a subject, of more than 50 characters.
    if re.search(rb"invalid alloc size \d+ at ytnef.c : (469|611), .*exceeded 100 bytes", run.stdout + run.stderr):
        GIVEN_UP.append(stream.name)
        return []
    wrong = ended(run) if all(names) else []
    return wrong + [f"not extracted: {a}" for a in expected if a["sha256"] not in digests]


def check_tnefparse(stream, facts):
    wrong = []
    message = tnefparse.TNEF(stream.read_bytes(), do_checksum=True)
    attachments = facts["attachments"]
    if len(message.attachments) != len(attachments):
        return [f"{len(message.attachments)} attachments of {len(attachments)}"]
    for attachment, expected in zip(message.attachments, attachments):
        if expected in by_value(facts) and sha256(bytes(attachment.data)) != expected["sha256"]:
            wrong.append(f"other bytes: {expected}")
        name = expected["long_name"] or expected["short_name"]
        if name and attachment.long_filename().strip("\0") != name.strip("\0"):
            wrong.append(f"named {attachment.long_filename()!r}, not {name!r}")
    attributes = {a.name: a.data for a in message.objects}
    # tnefparse takes PidTagPreview for the body where there is one: the properties tell them apart.
    codepage = message.codepage
    listed = attributes.get(tnefparse.TNEF.ATTMAPIPROPS, bytes(4))
    properties = {p.name: p.data for p in decode_mapi(listed, codepage)}
    subject = text(properties.get(properties_of.MAPI_SUBJECT), codepage)
    # The complete profile writes parts of a subject where there is no whole.
    if facts["subject"] is not None and properties_of.MAPI_SUBJECT in properties:
        if subject.strip("\0") != facts["subject"].strip("\0"):
            wrong.append(f"subject {subject!r}, not {facts['subject']!r}")
    wanted = facts["class"]
    found = text(attributes.get(tnefparse.TNEF.ATTMESSAGECLASS), codepage).strip("\0")
    if wanted and found != CLASSES.get(wanted.lower(), wanted):
        wrong.append(f"class {found!r}, not {wanted!r}")
    body = text(properties.get(properties_of.MAPI_BODY), codepage).rstrip("\0")
    if facts["body_sha256"] and sha256(body.encode("utf-8", "surrogatepass")) != facts["body_sha256"]:
        wrong.append("another body")
    return wrong


def text(value, codepage):
    if value is None:
        return ""
    return value.decode(codepage or "cp1252", "replace") if isinstance(value, bytes) else value


def main():
    folder = Path(sys.argv[1])
    differences = checked = 0
    for stream in sorted(folder.glob("*.tnef")):
        facts = json.loads(stream.with_suffix(".json").read_text())
        for name, check in (("tnef", check_tnef), ("ytnef", check_ytnef), ("tnefparse", check_tnefparse)):
            try:
                wrong = check(stream, facts)
            except Exception as error:  # Whatever a reader throws is a difference.
                wrong = [f"{type(error).__name__}: {error}"]
            checked += 1
            for difference in wrong:
                differences += 1
                print(f"{stream.name} ({facts['source']}), {name}: {difference}")
    print(f"{checked} readings, {differences} differences; given up by ytnef: {len(GIVEN_UP)}")
    sys.exit(1 if differences or not checked else 0)


if __name__ == "__main__":
    main()
