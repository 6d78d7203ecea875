"""What contributing.md says to paste is accepted, word for word. The guide of its examples is in tests/small."""

from __future__ import annotations

import re

import pytest

from guide.kinds import DATES, LOCK
from rules.test_announcements import filled_in, locked, to_paste, with_entry
from samples import ROOT, Files, proven, small

PAGE = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
EDITS = {
    name: (more, re.findall(r"```yaml\n# ([^,\n]+), (.*)\n((?:.*\n)+?)```", blocks))
    for name, more, blocks in re.findall(
        r"<!-- edit: ([^.\n]*?)(?:\. (.*))? -->\n((?:\n```yaml\n(?:.*\n)+?```\n)+)", PAGE
    )
}
"""For each edit what its mark says of it, and its blocks: the file, the place there, and the lines."""


def published() -> Files:
    """The guide of the examples, with the addresses of its steps and texts in urls.lock."""
    names = ("steps/what-do-you-see/", "steps/how-did-you-pay/", "steps/ask-your-bank/", "steps/ask-support/")
    addresses = "".join(f"/{name}\n" for name in (*names, "messages/#to-the-bank"))
    return {**locked(small()), LOCK: addresses.encode()}


def edited_as(name: str) -> Files:
    more, blocks = EDITS[name]
    texts = {file: (content or b"").decode().replace(": {}\n", ":\n") for file, content in published().items()}
    gone = re.findall("“([^”]+)” goes", more)
    others = {file: text for file, text in texts.items() if file not in (LOCK, DATES)}
    for file, text in others.items():
        for entry in gone:
            text = re.sub(rf"(?m)^  {entry}:\n(    .*\n|\n(?=    |  \w|\w))*", "", text)
        for old, new in re.findall("“([^”]+)” becomes “([^”]+)”", more):
            text = text.replace(old, new)
        texts[file] = text
    for file, place, lines in blocks:
        texts[file] = pasted(texts[file], place, lines)
    return {file: with_braces(text).encode() for file, text in texts.items()}


def pasted(text: str, place: str, new: str) -> str:
    """The text with `new` at this place: “in “ask-support:”, below “title:””, “below “actions:””, “at the end”."""
    if place == "at the end":
        return f"{text}\n{new}"
    lines, row = text.splitlines(keepends=True), -1
    for word in re.findall("“([^”]+)”", place):
        row = next(number for number in range(row + 1, len(lines)) if lines[number].strip().startswith(word))
    return "".join([*lines[: row + ("instead of" not in place)], new, *lines[row + 1 :]])


def with_braces(text: str) -> str:
    """A file whose last section has no entry says so."""
    return re.sub(r"(?m)^(\w+):\n\Z", r"\1: {}\n", text)


def test_the_page_shows_twelve_usual_edits_and_no_block_without_a_mark() -> None:
    assert len(EDITS) == 12
    assert sum(len(blocks) for _, blocks in EDITS.values()) == len(re.findall(r"```yaml\n# ", PAGE))


@pytest.mark.parametrize("name", EDITS)
def test_what_the_page_says_to_paste_is_accepted_with_the_entry_that_the_check_gives(name: str) -> None:
    files = edited_as(name)
    assert files != published()
    if "changes.yaml" in EDITS[name][1][0][0]:
        proven(files)
    else:
        proven(with_entry(files, filled_in(to_paste(files))))
