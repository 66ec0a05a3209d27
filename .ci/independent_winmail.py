#!/usr/bin/env python3
"""Debian's `tnef` over the winmail.dat of converted messages.

    independent_winmail.py REPORT.jsonl

REPORT is what the example `msg2eml --form tnef --report` wrote. Each mail that holds application/ms-tnef is
opened with Python's `email`, its header compared with the stream's correlator, and the stream given to
`tnef`, which must read it and make as many files as the message has files of any length. Prints each
difference, and ends with 1 if there was one or nothing to look at.
"""

import email
import email.policy
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def winmail(mail):
    for part in mail.walk():
        if part.get_content_type() == "application/ms-tnef":
            return part
    return None


def differences(record):
    mail = email.message_from_bytes(Path(record["output"]).read_bytes(), policy=email.policy.default)
    part = winmail(mail)
    if part is None:
        # S/MIME goes out as it is; the report must not say otherwise.
        said = any(made["source"] == "tnef" for made in record["parts"])
        return ["the report tells of TNEF that is not there"] if said else []
    wrong = []
    if part.get_filename() != "winmail.dat":
        wrong.append(f"the name of the part is {part.get_filename()!r}")
    stream = part.get_payload(decode=True)
    correlator = mail["X-MS-TNEF-Correlator"]
    if not correlator or correlator.encode() + b"\0" not in stream:
        wrong.append(f"the correlator {correlator!r} is not in the stream")
    children = [child.get_content_type() for child in mail.iter_parts()]
    if children != ["text/plain", "application/ms-tnef"]:
        wrong.append(f"the parts are {children}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "winmail.dat")
        file.write_bytes(stream)
        out = Path(folder, "out")
        out.mkdir()
        run = subprocess.run(
            ["tnef", "--number-backups", "-C", str(out), "-f", str(file)],
            capture_output=True, timeout=60, check=False,
        )
        if run.returncode != 0:
            wrong.append(f"tnef ended with {run.returncode}: {run.stderr[-200:]!r}")
    return wrong


def main():
    seen = bad = 0
    for line in Path(sys.argv[1]).read_text().splitlines():
        record = json.loads(line)
        if not record["ok"]:
            continue
        seen += 1
        for difference in differences(record):
            bad += 1
            print(f"{record['input']}: {difference}")
    print(f"{seen} mails, {bad} differences")
    return 0 if seen and not bad else 1


if __name__ == "__main__":
    sys.exit(main())
