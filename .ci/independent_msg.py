#!/usr/bin/env python3
"""Whether readers that nobody here wrote find in our .msg files what we put there.

    independent_msg.py WRITTEN [ORIGINALS]

WRITTEN holds NAME.msg and NAME.json (what is in it), written by the tests of ropeway-message under
ROPEWAY_WRITTEN_DIR. ORIGINALS is the folder of the files that the messages were read from; where a reader
departs from the facts in the same way for the original, that is its habit and no fault of ours.

Readers: olefile (compound file, no defects allowed), extract-msg (both Python packages), and msgconvert of
Debian's libemail-outlook-message-perl. Ends with 1 if anything differs, and names each difference.
"""

import email
import email.policy
import hashlib
import json
import logging
import pathlib
import re
import shutil
import subprocess
import sys

import extract_msg
import olefile
from extract_msg.attachments import AttachmentBase
from extract_msg.enums import ErrorBehavior, RecipientType
from extract_msg.recipient import Recipient

logging.disable(logging.CRITICAL)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def trimmed(text):
    return None if text is None else text.rstrip("\0")


def by_extract_msg(msg, facts, at, out):
    """Adds (place, expected, read) for all that an extract-msg object reads otherwise than the facts."""

    def check(what, expected, read):
        if (expected or None) != (read or None):
            out.append((f"{at} {what}", expected, read))

    def text(owner, tag):
        return trimmed(owner.getStringStream("__substg1.0_" + tag))

    check("class", facts["class"], text(msg, "001A"))
    check("subject", facts["subject"], text(msg, "0037"))
    check("sender", facts["sender"], text(msg, "0C1A"))
    body = text(msg, "1000")
    check("body", facts["body"], None if body is None else sha256(body.encode("utf-8", "surrogatepass")))

    # Relative to this message, which may be an embedded one.
    storages = {path[0] for path in msg.listDir(False, True, False)}
    folders = sorted(name for name in storages if name.startswith("__recip_version1.0_#"))
    check("recipients", len(facts["recipients"]), len(folders))
    for number, (expected, folder) in enumerate(zip(facts["recipients"], folders)):
        recipient = Recipient(folder, msg, RecipientType)
        kind = recipient.props.getValue("0C150003", 1) & 0xF
        kinds = {0: "originator", 1: "to", 2: "cc", 3: "bcc"}
        check(f"recipient {number} kind", expected["kind"], kinds.get(kind, "?"))
        for field, tag in (("name", "3001"), ("email", "3003"), ("smtp", "39FE")):
            check(f"recipient {number} {field}", expected[field], text(recipient, tag))

    attachments = getattr(msg, "rawAttachments", None) or msg.attachments
    attachments = [a for a in attachments if isinstance(a, AttachmentBase)]
    check("attachments", len(facts["attachments"]), len(attachments))
    for number, (expected, attachment) in enumerate(zip(facts["attachments"], attachments)):
        here = f"{at} attachment {number}"
        check(f"attachment {number} long name", expected["long_name"], text(attachment, "3707"))
        check(f"attachment {number} short name", expected["short_name"], text(attachment, "3704"))
        check(f"attachment {number} method", expected["method"], attachment.getPropertyVal("37050003"))
        data = attachment.getStream("__substg1.0_37010102")
        check(f"attachment {number} sha256", expected["sha256"], None if data is None else sha256(data))
        inside = "__substg1.0_3701000D/"
        if expected["ole"] is not None:
            streams = []
            for path in attachment.slistDir(True, False):
                if path.startswith(inside):
                    name = path[len(inside):].split("/")
                    streams.append([name[-1], len(attachment.getStream(path))])
            check(f"attachment {number} OLE streams", sorted(expected["ole"]), sorted(streams))
        if expected["embedded"] is not None:
            embedded = attachment.data
            if isinstance(embedded, extract_msg.MSGFile):
                by_extract_msg(embedded, expected["embedded"], f"{here} embedded", out)
            else:
                out.append((f"{here} embedded", "a message", type(embedded).__name__))

    for named in facts["named"]:
        key = (named["name"], "{" + named["set"] + "}")
        try:
            value = msg.namedProperties.get(key)
        except Exception as error:
            value = repr(error)
        if isinstance(value, str):
            value = trimmed(value)
        expected = named["value"]
        # Numbers are read without a sign.
        if isinstance(expected, int) and not isinstance(expected, bool) and isinstance(value, int):
            expected &= 0xFFFFFFFF
            value &= 0xFFFFFFFF
        check(f"named {key}", expected, value)


def extract_differences(path, facts):
    out = []
    try:
        with extract_msg.openMsg(str(path), strict=False, errorBehavior=ErrorBehavior.ATTACH_SUPPRESS_ALL) as msg:
            by_extract_msg(msg, facts, "message", out)
    except Exception as error:
        out.append(("extract-msg", "opens it", repr(error)))
    return out


def converted(path):
    """Subject, and of each part that msgconvert makes of a file its type, name, charset and digest."""
    done = subprocess.run(["msgconvert", "--outfile", "-", str(path)], capture_output=True, timeout=300)
    if done.returncode != 0:
        return f"exit code {done.returncode}: {done.stderr.decode(errors='replace').strip()}"
    message = email.message_from_bytes(done.stdout, policy=email.policy.compat32)
    parts = []
    for part in message.walk():
        payload = part.get_payload(decode=True)
        digest = None
        if payload is not None:
            # Boundaries inside a part are others at each run: seconds, a random number, the process.
            payload = re.sub(rb"\b\d{11}\.[0-9A-Fa-f]+\.\d+\b", b"boundary", payload)
            # Zeros at the end of a text are no part of it, though some writers store them.
            digest = sha256(payload.rstrip(b"\0\r\n"))
            # An OLE storage loses the time of its creation: the root of a compound file has none.
            # extract-msg compares what is in it.
            if payload.startswith(olefile.MAGIC):
                digest = f"{len(payload)} bytes of a compound file"
        parts.append((part.get_content_type(), str(part.get_filename()), part.get_content_charset(), digest))
    return {"subject": str(message["Subject"]), "parts": parts}


def conversions_differ(original, ours):
    """How msgconvert's results differ. It writes 8-bit strings in their code page and Unicode in UTF-8, and
    encodes some twice, so texts compare only where both have one charset."""
    if len(original["parts"]) != len(ours["parts"]):
        return [f"{len(original['parts'])} parts, ours {len(ours['parts'])}"]
    out = []
    narrow = "\ufffd" in original["subject"]
    for old, new in zip(original["parts"], ours["parts"]):
        same_charset = old[2] == new[2]
        narrow = narrow or not same_charset
        if old[:2] != new[:2] or same_charset and old[3] != new[3]:
            out.append(f"part {old}, ours {new}")
    if not narrow and original["subject"] != ours["subject"]:
        out.append(f"subject {original['subject']!r}, ours {ours['subject']!r}")
    return out


def attachments_converted(result):
    """How many parts of msgconvert's are attachments: those with a name."""
    return sum(1 for _, name, _, _ in result["parts"] if name != "None")


def main():
    written = pathlib.Path(sys.argv[1])
    originals = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    have_msgconvert = shutil.which("msgconvert") is not None
    files = sorted(written.glob("*.msg"))
    if not files:
        sys.exit(f"no files in {written}")
    wrong = []
    habits = compared = refused = 0
    for path in files:
        facts = json.loads(path.with_suffix(".json").read_text())
        original = originals / facts["source"] if originals and facts.get("source") else None
        try:
            ole = olefile.OleFileIO(str(path), raise_defects=olefile.DEFECT_INCORRECT)
            for kind, text in ole.parsing_issues:
                wrong.append(f"{path.name}: olefile: {kind.__name__}: {text}")
            for entry in ole.listdir():
                ole.openstream(entry).read()
            ole.close()
        except Exception as error:
            wrong.append(f"{path.name}: olefile: {error!r}")

        differences = extract_differences(path, facts)
        if differences and original:
            known = extract_differences(original, facts)
            habits += sum(1 for d in differences if d in known)
            differences = [d for d in differences if d not in known]
        for place, expected, read in differences:
            wrong.append(f"{path.name}: extract-msg: {place}: expected {expected!r}, read {read!r}")

        if not have_msgconvert:
            continue
        result = converted(path)
        if original:
            expected = converted(original)
            if isinstance(expected, str):
                # Some 8-bit files are too much for it; ours need not be.
                refused += 1
            elif isinstance(result, str):
                wrong.append(f"{path.name}: msgconvert: {result}")
            else:
                compared += 1
                for difference in conversions_differ(expected, result):
                    wrong.append(f"{path.name}: msgconvert: {difference}")
        elif isinstance(result, str):
            wrong.append(f"{path.name}: msgconvert: {result}")
        elif attachments_converted(result) < len([a for a in facts["attachments"] if a["sha256"]]):
            wrong.append(f"{path.name}: msgconvert: {result['parts']}")
    for line in wrong:
        print(line)
    skipped = "" if have_msgconvert else "; no msgconvert here"
    print(
        f"{len(files)} files read, {compared} compared with msgconvert's reading of their originals, "
        f"{refused} originals refused by it, "
        f"{habits} habits of extract-msg, {len(wrong)} differences{skipped}"
    )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
