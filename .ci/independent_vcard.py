#!/usr/bin/env python3
"""An independent reader over vCards that this project wrote.

    independent_vcard.py FOLDER

FOLDER has the files NAME.vcf that the test `mc_01_files_for_independent_readers` of ropeway-mime writes.
Each must be one vCard of version 3.0 that the Python package vobject parses and validates, and `full.vcf`
must have what its contact has. Prints each difference, and ends with 1 if there was one.
"""

import hashlib
import sys
from pathlib import Path

import vobject

FULL = {
    "fn": ["Dr. Dan J. Fennell, Jr."],
    "email": ["dan.fennell@contoso.test", "dfennell@fabrikam.test"],
    "org": [["Contoso, Ltd.; Sales", "R&D"]],
    "note": ["First line\n\nÜber; alles, was \\ wahr ist."],
    "bday": ["1980-05-02"],
    "class": ["PRIVATE"],
    "rev": ["2011-03-29T08:52:48Z"],
    "x-ms-child": ["Ann", "Bob"],
    "x-ms-imaddress": ["dan@im.test"],
    "categories": [["Red, very", "Work"]],
}
PHOTO = b"\xff\xd8\xff\xe0a picture that is longer than what a line of a vCard has room for, by far"


def check(path):
    wrong = []
    text = path.read_bytes().decode("utf-8")
    wrong += [f"a line of {len(line.encode())} octets" for line in text.split("\r\n") if len(line.encode()) > 75]
    if text.count("\n") != text.count("\r\n"):
        wrong.append("a line end without CR")
    cards = list(vobject.readComponents(text))
    if len(cards) != 1:
        return [*wrong, f"{len(cards)} components"]
    card = cards[0]
    card.validate(raiseException=True)
    if card.version.value != "3.0":
        wrong.append(f"version {card.version.value}")
    if path.stem != "full":
        return wrong
    for name, expected in FULL.items():
        found = [line.value for line in card.contents.get(name, [])]
        if found != expected:
            wrong.append(f"{name}: {found!r}, not {expected!r}")
    name = card.n.value
    if (name.family, name.given, name.additional) != ("Fennell", "Dan", "José"):
        wrong.append(f"n: {name!r}")
    streets = [line.value.street for line in card.contents["adr"]]
    if streets[:2] != ["7890 Elm Street", "345 Aspen Street\nBack door"]:
        wrong.append(f"adr: {streets!r}")
    photo = card.photo.value
    if hashlib.sha256(photo).digest() != hashlib.sha256(PHOTO).digest():
        wrong.append("another photo")
    if len(card.contents["tel"]) != 12:
        wrong.append(f"{len(card.contents['tel'])} telephones")
    return wrong


def main():
    paths = sorted(Path(sys.argv[1]).glob("*.vcf"))
    failed = 0
    for path in paths:
        wrong = check(path)
        failed += bool(wrong)
        for difference in wrong:
            print(f"{path.name}: {difference}")
    print(f"vobject: {len(paths) - failed} of {len(paths)} vCards right")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
