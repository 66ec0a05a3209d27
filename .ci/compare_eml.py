#!/usr/bin/env python3
"""Our conversion of each message of a corpus next to those of extract-msg and msgconvert.

    compare_eml.py SHARED [--ours DIR] [--check]

SHARED holds corpus/facts.jsonl, corpus/msg and tools/check_eml.py, which judges a converted message by what is
known of its original. Without --ours, the example msg2eml converts the corpus first. Writes
crates/ropeway-mime/COMPARISON.md; with --check nothing is written, and the exit code is 1 if the table would be
another one, or if a file that differs from its facts has no explanation here.

Needs extract-msg (PyPI) and msgconvert (Debian's libemail-outlook-message-perl).
"""

import argparse
import collections
import email
import email.policy
import json
import logging
import pathlib
import re
import subprocess
import sys
import tempfile

logging.disable(logging.CRITICAL)
ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "crates/ropeway-mime/COMPARISON.md"

# Where our result is another than the facts say, and why it is right so.
OURS = {}
# What a peer's failed check comes from: (peer, check) to words.
HABITS = {}


def by_extract_msg(path):
    import extract_msg
    from extract_msg.enums import ErrorBehavior

    with extract_msg.openMsg(str(path), strict=False, errorBehavior=ErrorBehavior.ATTACH_SUPPRESS_ALL) as msg:
        return msg.asEmailMessage().as_bytes()


def by_msgconvert(path):
    done = subprocess.run(["msgconvert", "--outfile", "-", str(path)], capture_output=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode(errors="replace").strip().splitlines()[-1])
    return done.stdout


def shape(raw):
    """The leaves of a message as counts of text, HTML, calendar, files and messages."""
    counts = collections.Counter()

    def walk(part):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            counts["message"] += 1
        elif part.is_multipart():
            for inner in part.get_payload():
                walk(inner)
        elif part.get_content_disposition() == "attachment" or part.get_filename():
            counts["file"] += 1
        elif kind == "text/plain":
            counts["text"] += 1
        elif kind == "text/html":
            counts["html"] += 1
        elif kind == "text/calendar":
            counts["calendar"] += 1
        elif kind.startswith("message/"):
            counts["status"] += 1
        else:
            counts["file"] += 1

    walk(email.message_from_bytes(raw, policy=email.policy.compat32))
    order = ["text", "html", "calendar", "status", "file", "message"]
    return " ".join(k if counts[k] == 1 else f"{counts[k]} {k}" for k in order if counts[k]) or "nothing"


def judged(check, record, raw):
    try:
        results = check(record, raw)
    except Exception as error:
        return 0, 1, [f"unreadable: {type(error).__name__}"]
    wrong = []
    for name, ok, _ in results:
        if not ok and name not in wrong:
            wrong.append(name)
    return sum(1 for _, ok, _ in results if ok), len(results), wrong


def gather(shared, ours):
    sys.path.insert(0, str(shared / "tools"))
    from check_eml import check

    rows = []
    for line in (shared / "corpus/facts.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        if record["kind"] != "msg" or "/malformed/" in record["path"]:
            continue
        source = shared / "corpus" / record["path"]
        stem = pathlib.Path(record["path"]).with_suffix(".eml")
        candidates = [ours / stem, ours / stem.name]
        own = next((c for c in candidates if c.is_file()), None)
        results = {}
        for who, convert in (
            ("ropeway", lambda _: own.read_bytes()),
            ("extract-msg", by_extract_msg),
            ("msgconvert", by_msgconvert),
        ):
            try:
                raw = convert(source)
                results[who] = (*judged(check, record, raw), shape(raw))
            except Exception as error:
                text = re.sub(r"/\S*/", "", str(error)).split("\n")[0]
                results[who] = (0, 0, [f"fails: {type(error).__name__}: {text[:60]}"], "")
        rows.append((source.name, results))
    return sorted(rows)


if __name__ == "__main__":
    rows = gather(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    json.dump(rows, open("/tmp/proof/rows.json", "w"))
