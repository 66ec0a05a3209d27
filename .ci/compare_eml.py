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
PLAIN = "[MS-OXBBODY] 2.1.3.1 has plain text as the best body here; the facts expect the HTML of the RTF"
BULLETS = "the HTML of the facts shows `pntext`, which [MS-OXRTFEX] 2.1.3.1 keeps out of the HTML"
OURS = {
    "aspose-email-for-java__SetEmailHeaders_out.msg": PLAIN,
    "aspose-email-python-dotnet__EmbeddedImage1.msg": PLAIN,
    "msgviewer__gutschein.msg": BULLETS,
    "outlook-message-parser__plain_chain.msg": BULLETS,
    "outlook-message-parser__simple_reply_with_CC.msg": BULLETS,
}

# What a failed check of a peer's result comes from.
HABITS = {
    ("extract-msg", "parses without defects"): "Python finds defects, such as a transfer encoding on a multipart or address fields that are none",
    ("extract-msg", "no Bcc"): "it writes Bcc",
    ("extract-msg", "subject"): "no Subject",
    ("extract-msg", "date"): "no Date",
    ("extract-msg", "sensitivity"): "it writes none of Sensitivity",
    ("extract-msg", "importance"): "it writes none of Importance",
    ("extract-msg", "message-id"): "it writes the headers that it knows alone",
    ("extract-msg", "in-reply-to"): "missing, or another",
    ("extract-msg", "embedded message"): "an embedded message becomes a file or parts of the outer one",
    ("extract-msg", "attachment bytes"): "attachments are left out or changed by Python's text handling",
    ("extract-msg", "attachment name"): "it takes another of the names",
    ("extract-msg", "attachment content id"): "it writes no Content-ID",
    ("extract-msg", "from address"): "a name without the address",
    ("extract-msg", "to addresses"): "addresses are missing",
    ("extract-msg", "cc addresses"): "addresses are missing",
    ("extract-msg", "text body"): "text is taken in a code page that it guesses",
    ("extract-msg", "HTML body"): "HTML is made from text or RTF in its own way, or left in its code page",
    ("msgconvert", "parses without defects"): "Python finds defects, such as addresses without a domain or raw octets in address fields",
    ("msgconvert", "header is ASCII or valid UTF-8, no NUL"): "8-bit headers are written as they are stored",
    ("msgconvert", "no Bcc"): "it writes Bcc",
    ("msgconvert", "sensitivity"): "it writes none of Sensitivity",
    ("msgconvert", "importance"): "it writes none of Importance",
    ("msgconvert", "HTML body"): "it leaves the HTML in the RTF, which it attaches as a file",
    ("msgconvert", "text body"): "it decodes with the wrong code page, or has no text",
    ("msgconvert", "subject"): "another subject than the property's",
    ("msgconvert", "date"): "another date than the time of submission",
    ("msgconvert", "from address"): "it writes the EX address or a name alone",
    ("msgconvert", "to addresses"): "addresses are missing",
    ("msgconvert", "cc addresses"): "addresses are missing",
    ("msgconvert", "message-id"): "it has none where the property is absent from the headers",
    ("msgconvert", "in-reply-to"): "it is not written",
    ("msgconvert", "embedded message"): "embedded messages that it cannot read are left out",
    ("msgconvert", "attachment bytes"): "attachments are left out or changed",
    ("msgconvert", "attachment name"): "it takes another of the names, or writes raw octets",
    ("msgconvert", "attachment content id"): "it writes no Content-ID",
    ("msgconvert", "lines of 998 octets at most"): "long lines go out as they are",
    ("extract-msg", "lines of 998 octets at most"): "long lines go out as they are",
    ("extract-msg", "message/rfc822 not base64"): "it encodes embedded messages, against RFC 2046 5.2.1",
    ("msgconvert", "message/rfc822 not base64"): "it encodes embedded messages, against RFC 2046 5.2.1",
    ("extract-msg", "header is ASCII or valid UTF-8, no NUL"): "octets that are neither US-ASCII nor UTF-8, or NUL, in the header",
}

# What another kind or number of parts comes from, where a peer has more (+) or fewer (-) of one.
SHAPES = {
    ("extract-msg", "+html"): "it makes HTML of text or RTF for messages that have none",
    ("extract-msg", "-html"): "no HTML",
    ("extract-msg", "+text"): "embedded messages are melted into the outer one",
    ("extract-msg", "-text"): "no text beside the HTML",
    ("extract-msg", "-file"): "not all of the attachments",
    ("extract-msg", "+file"): "parts that we do not write as files",
    ("extract-msg", "-message"): "embedded messages are no message/rfc822",
    ("extract-msg", "+message"): "embedded objects that we write in their own format are messages",
    ("extract-msg", "-calendar"): "no calendar part for meetings",
    ("extract-msg", "-status"): "reports are ordinary messages",
    ("msgconvert", "+file"): "the compressed RTF is attached as a file, and parts without a name count as files",
    ("msgconvert", "-file"): "not all of the attachments",
    ("msgconvert", "-html"): "HTML stays inside the RTF",
    ("msgconvert", "+html"): "HTML where the best body is plain text",
    ("msgconvert", "+text"): "texts that we write as another kind of part, or not at all",
    ("msgconvert", "-text"): "no text beside the HTML or RTF",
    ("msgconvert", "-message"): "embedded messages that it cannot read are left out",
    ("msgconvert", "+message"): "messages where we write another form",
    ("msgconvert", "-calendar"): "no calendar part for meetings",
    ("msgconvert", "-status"): "reports are ordinary messages",
}


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


def letter(number):
    return chr(ord("a") + number // 26 - 1) * (number >= 26) + chr(ord("a") + number % 26)


def counts(text):
    words = text.split()
    out, at = collections.Counter(), 0
    while at < len(words):
        if words[at].isdigit():
            out[words[at + 1]] += int(words[at])
            at += 2
        else:
            out[words[at]] += 1
            at += 1
    return out


def table(rows):
    """The document, and what in it has no explanation."""
    notes, unexplained = {}, []

    def note(text):
        return notes.setdefault(text, letter(len(notes)))

    def cell(name, who, result, own):
        passed, total, wrong, parts = result
        marks = []
        if not total:
            return note(f"{who} {wrong[0]}")
        for check in wrong:
            why = OURS.get(name) if who == "ropeway" else HABITS.get((who, check))
            if why is None:
                unexplained.append(f"{name}: {who}: {check}")
            marks.append(note(f"{who}, {check}: {why or 'unexplained'}"))
        if who != "ropeway" and own:
            mine, theirs = counts(own), counts(parts)
            for kind in sorted(set(mine) | set(theirs)):
                sign = "+" if theirs[kind] > mine[kind] else "-" if theirs[kind] < mine[kind] else ""
                if sign:
                    why = SHAPES.get((who, sign + kind))
                    if why is None:
                        unexplained.append(f"{name}: {who}: {sign}{kind}")
                    marks.append(note(f"{who}, {'more' if sign == '+' else 'fewer'} {kind} parts: {why or 'unexplained'}"))
        return f"{passed}/{total} {parts}" + (f" ({', '.join(dict.fromkeys(marks))})" if marks else "")

    lines = []
    right = collections.Counter()
    for name, results in rows:
        own = results["ropeway"][3]
        cells = [cell(name, who, results[who], own) for who in ("ropeway", "extract-msg", "msgconvert")]
        for who, (passed, total, _, _) in results.items():
            right[who] += passed == total and total > 0
        lines.append(f"| {name} | {' | '.join(cells)} |")
    head = f"""# The corpus, converted by us and by others

Each message of the corpus as ropeway-mime, extract-msg (its `asEmailMessage`) and msgconvert convert it: how many of
the checks pass that `check_eml.py` makes against the facts of the original, and what parts come out. Letters lead to
the differences below. Right in everything: ropeway-mime {right['ropeway']}, extract-msg {right['extract-msg']},
msgconvert {right['msgconvert']} of {len(rows)} files.

Made by `.ci/compare_eml.py`. Where a check of ours fails, the note says why the result is right; those about others
say what is in their results, as far as it was looked at, and not why.

| File | ropeway-mime | extract-msg | msgconvert |
|---|---|---|---|
"""
    tail = "".join(f"- {mark}: {text}\n" for text, mark in notes.items())
    return head + "\n".join(lines) + "\n\n## Differences\n\n" + tail, unexplained


def main():
    arguments = argparse.ArgumentParser(description="Compares conversions of a corpus.")
    arguments.add_argument("shared", type=pathlib.Path)
    arguments.add_argument("--ours", type=pathlib.Path)
    arguments.add_argument("--check", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = given.ours
        if ours is None:
            ours = pathlib.Path(folder)
            command = ["cargo", "run", "-q", "--release", "--example", "msg2eml", "--"]
            # An input that fails is a row of the table.
            subprocess.run([*command, str(given.shared / "corpus/msg"), "-o", str(ours)], cwd=ROOT, check=False)
        rows = gather(given.shared, ours)
    text, unexplained = table(rows)
    for line in unexplained:
        print("unexplained:", line)
    if given.check:
        same = TABLE.is_file() and TABLE.read_text(encoding="utf-8") == text
        if not same:
            print(f"{TABLE.relative_to(ROOT)} is another one now: run .ci/compare_eml.py")
        sys.exit(1 if unexplained or not same else 0)
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
