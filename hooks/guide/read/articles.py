"""The hand-written pages in docs/: which files there are, and from the text of one to an `Article`.

Python-Markdown, with which MkDocs makes them, is not asked: to import it costs as much as a fifth of “guide check”, and
a second renderer would read some page otherwise. Instead the rules look at the source itself, for every sign that any
Markdown could take for HTML or for a link. A test holds that against what Python-Markdown makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from os import DirEntry, scandir
from pathlib import Path

from guide import limits
from guide.article import ARTICLES, NOT_PUBLISHED, Article, Head, Passage
from guide.problem import Place, Problem
from guide.read.fields import shaped
from guide.read.yaml_lines import read_document


def published(root: Path) -> dict[str, bytes | None]:
    """Every file below docs/ that MkDocs would publish: its name, and its content up to the limit; None for what is no
    file of its own, such as a link to another one."""
    return dict(_files(root / "docs", "docs"))


def _files(folder: Path, name: str) -> Iterator[tuple[str, bytes | None]]:
    if not folder.is_dir():
        return
    with scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = f"{name}/{entry.name}"
        if entry.name.startswith(".") or path in NOT_PUBLISHED or (f"{path}/" in NOT_PUBLISHED and entry.is_dir()):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, path)
        else:
            yield path, _content(entry)


def _content(entry: DirEntry[str]) -> bytes | None:
    if not entry.is_file(follow_symlinks=False):
        return None
    with Path(entry.path).open("rb") as file:
        return file.read(limits.MOST_BYTES + 1)


_HEAD = re.compile(r"---\n(.*?\n)(?=(?:---|\.\.\.)[ \t]*(?:\n|\Z))(?:---\n)?", re.DOTALL)
_START = "Begin the page with a line “---”, “title: …”, “description: …” and a line “---”."


@lru_cache(4 * len(ARTICLES))
def read_article(name: str, text: str) -> Article | tuple[Problem, ...]:
    """The article in `text`, the content of the file `name`; or what is wrong with its head."""
    found = _HEAD.match(text)
    if not found:
        return (Problem(Place(name), "the page does not begin with its title between two lines “---”.", _START),)
    if not found[0].endswith("\n---\n"):
        line = found[0].count("\n") + 1
        return (Problem(Place(name, line), "the title of the page does not end with a line “---”.", _START),)
    # One line more above it, so that lines are counted as in the file; “---” itself would begin a document.
    document, problems = read_document(name, "\n" + found[1])
    if document is None or problems:
        return tuple(problems)
    head, problems = shaped(name, Head, document)
    if not isinstance(head, Head):
        return tuple(problems)
    passages = tuple(_passages(text, found.end()))
    places: dict[tuple[str | int, ...], Place] = {(name, *trace): place for trace, place in document.values.items()}
    lines = text.split("\n")
    places |= {(name, line): Place(name, line, 1, len(lines[line - 1])) for line, _ in passages}
    return Article(name, head, text, found.end(), passages, places)


BEGINS = re.compile(r"\s*(?:[-*+] |\d+[.)] |#|\||<|>|```)")
"""A line that begins with one of these goes on with nothing of the line above."""


def _passages(text: str, start: int) -> Iterator[Passage]:
    first = 0
    gathered: list[str] = []
    for number, line in enumerate(text[start:].split("\n"), start=text.count("\n", 0, start) + 1):
        if gathered and (not line.strip() or BEGINS.match(line)):
            yield Passage(first, " ".join(gathered))
            gathered = []
        words = _plain(line)
        if words:
            first = first if gathered else number
            gathered.append(words)
    if gathered:
        yield Passage(first, " ".join(gathered))


_TAG = r"</?[a-z][^<>]*>"
_TAGS, _TAGS_AND_COMMENTS = re.compile(_TAG), re.compile(rf"<!--.*?-->|{_TAG}")


def _plain(line: str) -> str:
    """The words of a line of Markdown. More may stay than a reader sees, never less."""
    line = re.sub(r"^\s*(?:[-*+] |\d+[.)] |#+ |>)", "", line)
    line = re.sub(r"\]\([^()\s]*\)", "", line)
    end = line.rfind("-->") + 3 if "-->" in line else 0  # No comment ends behind it: a thousand “<!--” are not tried.
    line = _TAGS_AND_COMMENTS.sub("", line[:end]) + _TAGS.sub("", line[end:])
    return " ".join(re.sub(r"[*_`\[\]\\|]", "", unescape(line)).split())
