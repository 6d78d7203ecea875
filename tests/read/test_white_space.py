"""What a browser or an editor does to white space changes nothing that a reader reads: no linter looks for it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from guide.history import digests
from guide.kinds import TREE
from samples import Files, proven, small

ACCIDENTS: dict[str, Callable[[str], str]] = {
    "a space at the end of each line": lambda text: re.sub(r"(?m)$", " ", text),
    "no new line at the end": lambda text: text.rstrip("\n"),
    "blank lines at the end": lambda text: text + "\n\n\n",
    "blank lines with spaces between all lines": lambda text: text.replace("\n", "\n   \n"),
    "the line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "spaces inside brackets": lambda text: re.sub(r": \[(.*)\]", r": [  \1  ]", text),
    "a comma before the closing bracket": lambda text: re.sub(r": \[(.+)\]", r": [\1,]", text),
    "two spaces after a colon": lambda text: text.replace(": ", ":  "),
    "a space before a colon": lambda text: re.sub(r"(?m)^( *(?:- )?\w+): ", r"\1 : ", text),
    "more spaces after a hyphen": lambda text: re.sub(r"(?m)^( *)    - Send", r"\1    -   Send", text),
    "lists that stand no further to the right": lambda text: re.sub(
        r"(?m)^( +)steps:\n  \1- ", r"\1steps:\n\1- ", text
    ),
    "a comment that stands anywhere": lambda text: text.replace("actions:", "      #a note\nactions: # here"),
    "a line that says that the document begins": lambda text: "---\n" + text,
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_white_space_changes_nothing(accident: str) -> None:
    change = ACCIDENTS[accident]
    whole = small()
    changed: Files = {
        name: change((content or b"").decode()).encode() if name.endswith(".yaml") else content
        for name, content in whole.items()
    }
    assert changed[TREE] != whole[TREE]
    assert digests(proven(changed)) == digests(proven(whole))
