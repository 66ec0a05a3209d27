#!/usr/bin/env python3
"""Whether Python's `email` finds anything to complain about in converted messages.

    independent_eml.py EML_DIR

Each file is parsed under the policies `default` and `SMTP`. Of every part on every level: no defects of the
parser or of a header field; each encoded word and each extended parameter decodes; content that is encoded
decodes without defects; text decodes in the character set that it is labelled with; lines are within 998
octets and end in CRLF; no address field has a part that is no address. Ends with 1 if anything is wrong, and
names it.
"""

import email
import email.errors
import email.header
import email.policy
import email.utils
import pathlib
import re
import sys

ADDRESSES = {"from", "sender", "reply-to", "to", "cc", "disposition-notification-to", "return-receipt-to"}
WORD = re.compile(rb"=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=")
# The content of clear-signed messages is the signer's.
SIGNED = "multipart/signed"


def parts(message, path="message"):
    """Each part with where it is, but not what a signer wrote."""
    yield path, message
    if message.get_content_type() == SIGNED or not message.is_multipart():
        return
    for number, part in enumerate(message.get_payload()):
        yield from parts(part, f"{path}/{number}")


def words(raw_value, wrong):
    """Encoded words of RFC 2047, decoded one by one."""
    for charset, encoding, _ in WORD.findall(raw_value):
        word = b"=?" + charset + b"?" + encoding + b"?"
        if encoding.lower() not in (b"b", b"q"):
            wrong(f"encoding of {word!r}")
    for match in WORD.finditer(raw_value):
        text = match.group(0).decode("ascii")
        if len(text) > 75:
            wrong(f"encoded word of {len(text)}")
        try:
            for data, charset in email.header.decode_header(text):
                if charset:
                    data.decode(charset)
        except Exception as error:
            wrong(f"encoded word {text!r}: {error!r}")


def addresses_of(value):
    """The addresses of a field; Python takes some of these for unstructured text."""
    if not hasattr(value, "addresses"):
        value = email.policy.default.header_factory("Reply-To", str(value))
    return value.addresses


def header_fields(part, wrong):
    for name, value in part.items():
        lower = name.lower()
        for defect in getattr(value, "defects", ()):
            wrong(f"{name}: {type(defect).__name__}: {defect}")
        if lower in ADDRESSES:
            addresses = addresses_of(value)
            for address in addresses:
                if not address.domain and address.username:
                    wrong(f"{name}: no address: {address}")
            if lower in ("from", "sender") and len(addresses) != 1:
                wrong(f"{name}: {len(addresses)} addresses")
        if lower == "date" and value.datetime is None:
            wrong(f"{name}: no date")
        if lower == "bcc":
            wrong("Bcc")
    for name, raw in part.raw_items():
        if name.lower() not in ("content-type", "content-disposition"):
            words(str(raw).encode("utf-8", "surrogateescape"), lambda what, n=name: wrong(f"{n}: {what}"))
    for header in ("content-type", "content-disposition"):
        if part[header] is None:
            continue
        for key, value in part[header].params.items():
            if "\ufffd" in value and key not in ("name", "filename"):
                wrong(f"{header}: {key} does not decode")
            raw_value = part.get_param(key, header=header)
            if isinstance(raw_value, tuple):
                charset, _, text = raw_value
                try:
                    text.encode("latin-1").decode(charset or "us-ascii")
                except Exception as error:
                    wrong(f"{header}: {key}: {error!r}")


def content(part, wrong):
    if part.get_content_type() == SIGNED or part.is_multipart():
        return
    before = len(part.defects)
    data = part.get_payload(decode=True)
    if data is None:
        wrong("no content")
        return
    for defect in part.defects[before:]:
        wrong(f"content: {type(defect).__name__}")
    encoding = (part.get("content-transfer-encoding") or "7bit").lower()
    if encoding == "base64":
        text = part.get_payload().replace("\r", "").replace("\n", "")
        expected = len(text) // 4 * 3 - text.count("=")
        if len(data) != expected:
            wrong(f"{len(data)} octets out of base64 for {expected}")
    if part.get_content_maintype() == "text" and part.get_content_disposition() is None:
        charset = part.get_content_charset()
        if charset is None:
            if part.get_content_type() != "text/rfc822-headers":
                wrong("text without charset")
            return
        try:
            data.decode(charset, "strict")
        except Exception as error:
            wrong(f"charset {charset}: {error!r}")


def check(path):
    found = []
    raw = path.read_bytes()
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        found.append("a bare line end")
    longest = max(map(len, raw.split(b"\r\n")))
    if longest > 998:
        found.append(f"a line of {longest}")
    if b"\0" in raw:
        found.append("NUL")
    for policy in (email.policy.default, email.policy.SMTP):
        try:
            message = email.message_from_bytes(raw, policy=policy)
            for where, part in parts(message):
                def wrong(what, where=where):
                    found.append(f"{where}: {what}")
                for defect in part.defects:
                    wrong(f"{type(defect).__name__}: {defect}")
                header_fields(part, wrong)
                content(part, wrong)
            # The parser itself, where it stops at the first defect.
            strict = policy.clone(raise_on_defect=True)
            if message.get_content_type() != SIGNED:
                email.message_from_bytes(raw, policy=strict)
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
    return sorted(set(found))


def main():
    files = sorted(pathlib.Path(sys.argv[1]).rglob("*.eml"))
    if not files:
        sys.exit(f"no files in {sys.argv[1]}")
    wrong = 0
    for path in files:
        for what in check(path):
            wrong += 1
            print(f"{path.name}: {what}")
    print(f"{len(files)} files parsed by Python's email under two policies, {wrong} complaints")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
