"""From the files to the decision tree: text, then syntax, then shape, each stage with all of its problems at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, create_model

from guide import limits
from guide.article import DOCS, Article
from guide.catalog import languages_in, languages_with_pages
from guide.kinds import DATES, KINDS, LISTS, LOCK, TREE
from guide.problem import Place, Problem, Refused, coded
from guide.read import letters
from guide.read.articles import read_article
from guide.read.fields import shaped
from guide.read.yaml_lines import put_back, read_document
from guide.tree import DecisionTree
from guide.values import Id, Line, Trace


def _form(file: str) -> type[BaseModel]:
    """The class of a file: the sections of the kinds that stand in it, and what is no entry."""
    keys: dict[str, Any] = {}
    if file == TREE:
        keys["start"] = (Id, Field(description="The id of the first question."))
    keys |= {name: (Mapping[str, Line], Field(description=about)) for name, (of, about) in LISTS.items() if of == file}
    for section, kind in KINDS.items():
        if kind.spec.file == file:
            needed: dict[str, Any] = {"default": {}} if kind.spec.least is None else {}
            needed |= {"min_length": kind.spec.least} if kind.spec.least else {}
            keys[section] = (Mapping[Id, kind], Field(description=kind.spec.about, **needed))  # type: ignore[valid-type]
    return create_model(file, __config__=ConfigDict(frozen=True, extra="forbid"), __doc__=file, **keys)


FORMS = {
    file: _form(file)
    for file in dict.fromkeys([*(kind.spec.file for kind in KINDS.values()), *(file for file, _ in LISTS.values())])
}
"""The class that says what may stand in each YAML file."""
FILES = (*FORMS, LOCK, DATES)
"""Every file that the guide is built from, besides the hand-written pages."""


CODES = {
    "missing-files": "Every file of the guide is there, and none is empty.",
    "files-too-large": "A file of the guide has at most 1 MiB.",
    "not-utf-8": "Every file is text with the encoding UTF-8.",
    "odd-characters": "No line holds a tab, an invisible character, a word of two alphabets, or a letter made of two.",
    "yaml-syntax": "A file is plain YAML: keys, lists and texts, and nothing that stands for something else.",
    "keys-and-values": "An entry has the keys of its table above, and each holds what the table says.",
    "page-heads": "A hand-written page begins with its title, between two lines “---”.",
    "lock-lines": "Each line of urls.lock and dates.lock is as “guide lock” writes it.",
    "too-many-steps": f"The guide has at most {limits.MOST_NODES:,} questions and actions.",
}
"""The kinds of problems that reading finds, in the order in which they are looked for, each with what is asked."""


def load(files: Mapping[str, bytes | None], today: date | None = None) -> DecisionTree:
    """The decision tree that stands in `files` (file name -> content, None where the file is missing), on `today`, with
    the hand-written pages among them and whatever else docs/ publishes.

    Raises `Refused` with the problems of each file, by the first stage that finds any in it: text, syntax, shape.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    others = {name: content for name, content in files.items() if name.startswith(DOCS) and name not in FILES}
    pages = [name for name, content in others.items() if name.endswith(".md") and content is not None]
    for name in (*FILES, *pages):
        found = text_of(name, files.get(name))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            texts[name] = found
    odd = {name: coded("odd-characters", odd_characters(name, text)) for name, text in texts.items()}
    problems += [problem for found in odd.values() for problem in found]
    published, bad_addresses = _addresses(texts.get(LOCK, ""))
    dates, bad_dates = _dates(texts.get(DATES, ""))
    problems += coded("lock-lines", [*bad_addresses, *bad_dates])
    whole = [name for name in texts if not odd[name]]
    files_read = {name: _read(name, texts[name]) for name in FORMS if name in whole}
    for file in files_read.values():
        problems += coded("yaml-syntax", file.unreadable)
        problems += coded("keys-and-values", file.misshapen)
    articles = {name: read_article(name, texts[name]) for name in pages if name in whole}
    for article in articles.values():
        problems += coded("page-heads", () if isinstance(article, Article) else article)
    if problems:
        raise Refused(problems, texts)
    parts: dict[str, Any] = {name: file.content for name, file in files_read.items()}
    problems += coded("too-many-steps", _too_many(parts[TREE]))
    if problems:
        raise Refused(problems, texts)
    return DecisionTree(
        start=parts[TREE].start,
        **{section: getattr(parts[file], section) for section, (file, _) in LISTS.items()},
        **{section: getattr(parts[kind.spec.file], section) for section, kind in KINDS.items()},
        published=tuple(published),
        dates={name: (day, digest) for name, (day, digest, _) in dates.items()},
        places={name: file.places for name, file in files_read.items()}
        | {LOCK: {(address,): place for address, place in published.items()}}
        | {DATES: {(name,): place for name, (_, _, place) in dates.items()}}
        | {name: found.places for name, found in articles.items() if isinstance(found, Article)},
        articles={name: found for name, found in articles.items() if isinstance(found, Article)},
        assets={name: content for name, content in others.items() if name not in articles},
        languages=tuple(sorted(languages_with_pages(files))),
        translations=tuple(sorted(languages_in(files))),
        today=today,
    )


class _File(NamedTuple):
    """What stands in one file, and where; or what is wrong with it, by the first stage that finds something."""

    content: BaseModel | None = None
    places: Mapping[Trace, Place] = {}
    unreadable: Sequence[Problem] = ()
    misshapen: Sequence[Problem] = ()


@lru_cache(2 * len(FORMS))
def _read(name: str, text: str) -> _File:
    """The file `name`. An edit changes one file: what the others hold is kept from the build before."""
    document, unreadable = read_document(name, text)
    if document is None or unreadable:
        return _File(unreadable=unreadable)
    content, misshapen = shaped(name, FORMS[name], document)
    return _File(content, document.values, misshapen=misshapen)


def _too_many(tree: Any) -> Iterator[Problem]:
    count = len(tree.questions) + len(tree.actions)
    if count > limits.MOST_NODES:
        message = f"the guide has {count:,} questions and actions; {limits.MOST_NODES:,} are the limit."
        yield Problem(Place(TREE), message, "Split the guide in two.")


_ADDRESS = re.compile(r"/((?!\.+/)[A-Za-z0-9._-]+/)*((?!\.+(?:#|$))[A-Za-z0-9._-]+)?(#\S+)?")
"""An address of the site. No part of it is made of dots alone: a redirect must not be written above the site."""


def _addresses(text: str) -> tuple[dict[str, Place], list[Problem]]:
    """The addresses in urls.lock, one a line, each with its place; lines that begin with “#” are comments."""
    found: dict[str, Place] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        address, place = line.strip(), Place(LOCK, number, 1, len(line))
        if not address or address.startswith("# "):
            continue
        if not _ADDRESS.fullmatch(address):
            hint = "A line is an address, such as “/steps/ask-your-bank/”; “guide lock” writes this file."
            problems.append(Problem(place, f"“{address}” is not an address of this site.", hint))
        elif address in found:
            problems.append(Problem(place, f"“{address}” stands here twice.", "Delete this line."))
        found.setdefault(address, place)
    return found, problems


def _dates(text: str) -> tuple[dict[str, tuple[date, str, Place]], list[Problem]]:
    """The lines of dates.lock: an entry, a day, a digest; each with its place."""
    found: dict[str, tuple[date, str, Place]] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("# "):
            parts = re.fullmatch(r"((?:[a-z_]+/)?[a-z0-9-]+) (\d{4}-\d{2}-\d{2}) ([0-9a-f]{12})", line)
            day = _as_day(parts[2]) if parts else None
            if parts and day:
                found[parts[1]] = (day, parts[3], Place(DATES, number, 1, len(line)))
            else:
                place = Place(DATES, number, 1, len(line))
                hint = f"“guide lock” writes this file. {put_back(DATES)}"
                problems.append(Problem(place, "this line is not an entry, a day and a digest.", hint))
    return found, problems


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def text_of(name: str, content: bytes | None) -> str | Problem:
    """The text of a file, with lines that end as in Unix; or why there is none."""
    start = Place(name)
    if content is None:
        return Problem(start, "the file is missing.", put_back(name), "missing-files")
    if len(content) > limits.MOST_BYTES:
        message = f"the file has {len(content):,} bytes; {limits.MOST_BYTES:,} are the limit."
        return Problem(start, message, "Remove some text.", "files-too-large")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(name, before.count(b"\n") + 1)
        hint = "Save the file again with the encoding UTF-8."
        return Problem(place, "this line is not UTF-8 text.", hint, "not-utf-8")
    if not text.strip():
        return Problem(start, "the file is empty.", put_back(name), "missing-files")
    return text.replace("\r\n", "\n")


@lru_cache(128)
def odd_characters(name: str, text: str, right_to_left: bool = False) -> tuple[Problem, ...]:
    """Tabs, characters that a reader of the file cannot see, and words that are not what they seem. An edit changes one
    file: what the others hold is kept. In a language that runs from right to left two marks of direction are letters
    like others."""
    if right_to_left:
        text = letters.without_marks(text)
    if letters.is_usual(text):
        return ()
    return tuple(
        Problem(Place(name, number, odd.column + 1, odd.width), f"{odd.what} this line.", odd.hint)
        for number, line in enumerate(text.split("\n"), start=1)
        for odd in letters.odd(line)
    )
