"""Catalogs: the text of a file in the format of gettext (PO) -> its entries, or what cannot be read, with its line.

Babel's reader is not asked: it takes a text whose closing quotation mark is missing as far as it comes, says nothing of
an entry that stands twice, and knows no lines of translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from guide import limits
from guide.catalog import FOLDER, GLOSSARY, Catalog, Glossary, Translation, languages_with_pages
from guide.language import Language
from guide.problem import Place, Problem, coded
from guide.read.fields import shaped
from guide.read.files import odd_characters, text_of
from guide.read.yaml_lines import read_document
from guide.values import Line

_NAME = re.compile(rf"{FOLDER}/([^/]+)/(?:[a-z_]+\.po|{re.escape(GLOSSARY)})")
CODES = {
    "catalog-syntax": "A catalog is as gettext has it: texts between straight quotation marks, and each entry once.",
    "unknown-languages": "A folder of translations has the name of a language: “es”, “pt-br”.",
}
"""The kinds of problems that reading a catalog finds, besides those of each file, each with what is asked."""
OF_EACH_FILE = ("missing-files", "files-too-large", "not-utf-8", "odd-characters", "yaml-syntax", "keys-and-values")
"""Those of each file that it finds too."""


def catalog_files(root: Path) -> dict[str, bytes | None]:
    """The files of all translations below `root`: name -> content."""
    paths = sorted((root / FOLDER).glob("*/*")) if (root / FOLDER).is_dir() else []
    names = {path.relative_to(root).as_posix(): path for path in paths if path.is_file() and not path.is_symlink()}
    return {name: path.read_bytes() for name, path in names.items() if _NAME.fullmatch(name)}


def read_catalogs(files: Mapping[str, bytes | None]) -> list[Catalog]:
    """What `files` (name -> content) hold of each language, in alphabetical order of their codes."""
    languages: dict[str, dict[str, bytes | None]] = {}
    for name, content in sorted(files.items()):
        found = _NAME.fullmatch(name)
        if found:
            languages.setdefault(found[1], {})[name] = content
    return [_catalog(code, tuple(content.items())) for code, content in languages.items()]


@lru_cache(limits.MOST_LANGUAGES)
def _catalog(code: str, files: tuple[tuple[str, bytes | None], ...]) -> Catalog:
    """What the files of one language hold. An edit changes one of them: what the others hold is kept."""
    language = Language(code)
    if language.is_english or not language.is_known:
        message = f"“{code}” is the language of the guide." if language.is_english else f"“{code}” is no language here."
        hint = "Name the folder as the language is named in addresses: “es” for Spanish, “pt-br” for that of Brazil."
        unknown = Problem(Place(files[0][0]), message, hint)
        return Catalog(code, problems=tuple(coded("unknown-languages", [unknown])))
    entries: dict[tuple[str, str], Translation] = {}
    problems: list[Problem] = []
    glossary = Glossary()
    for name, content in files:
        text = text_of(name, content)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        odd = odd_characters(name, text)
        odd = odd and odd_characters(name, text, language.is_rtl)  # Nearly all have none, and CLDR is slow to ask.
        problems += coded("odd-characters", odd)
        if name.endswith(GLOSSARY):
            glossary = glossary if odd else _glossary(name, text, problems)
            continue
        read, unreadable = read_catalog(name, text)
        problems += coded("catalog-syntax", unreadable)
        spoilt = {problem.place.line for problem in odd}
        for entry in read:
            first = entries.setdefault(entry.key, entry)
            if first is not entry:
                problems += coded("catalog-syntax", [_twice(entry, first)])
            elif any(entry.place.line <= line < entry.end for line in spoilt):
                del entries[entry.key]
    return Catalog(
        code, tuple(entries.values()), glossary, tuple(problems), bool(languages_with_pages(name for name, _ in files))
    )


class Words(BaseModel):
    """What may stand in words.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    terms: Mapping[Line, Line] = Field(
        default={},
        description="English words, each with what stands for it: words or beginnings of words, parted by commas.",
    )
    avoid: Mapping[Line, Line] = Field(
        default={}, description="Words that no translation uses, each with what to type instead."
    )


def _glossary(name: str, text: str, problems: list[Problem]) -> Glossary:
    document, unreadable = read_document(name, text)
    problems += coded("yaml-syntax", unreadable)
    if document is None or unreadable:
        return Glossary()
    found, misshapen = shaped(name, Words, document)
    problems += coded("keys-and-values", misshapen)
    if not isinstance(found, Words):
        return Glossary()
    terms = (
        (term.lower(), tuple(said.strip().casefold() for said in words.split(",")))
        for term, words in found.terms.items()
    )
    return Glossary(tuple(terms), tuple((word.casefold(), instead) for word, instead in found.avoid.items()))


_TEXT = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)[ \t]*)?"((?:[^"\\]|\\["\\nt])*)"[ \t]*')
_ESCAPED = {'\\"': '"', "\\\\": "\\", "\\n": "\n", "\\t": "\t"}
_ESCAPE = re.compile(r"\\.")
_TYPED = r'"([^"\\\n]*(?:\\["\\nt][^"\\\n]*)*)"'
_USUAL = re.compile(rf'((?:#: .*\n)*)msgctxt "([^"\\\n]+)"\nmsgid (?!""){_TYPED}\nmsgstr {_TYPED}\n?')
"""An entry as a program writes it: where the English stands, and each text in one line."""
_BEFORE = "before "
"""What is put before the name of a key of the older English."""
_QUOTES = 'Put the text between two straight quotation marks; type \\" for one in the text: msgstr "El “pedido”"'


@dataclass
class _Entry:
    """What was read of one entry so far."""

    end: int = 0
    parts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    where: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    fuzzy: bool = False
    spoilt: bool = False
    """Whether a line of it cannot be read, so that nothing of it is used."""

    @property
    def is_head(self) -> bool:
        return self.parts.get("msgid") == "" and "msgctxt" not in self.parts

    @property
    def is_whole(self) -> bool:
        return any(key.startswith("msgstr") for key in self.parts)


@lru_cache(256)
def read_catalog(name: str, text: str) -> tuple[tuple[Translation, ...], tuple[Problem, ...]]:
    """The entries in `text`, the content of the file `name`, without its head; and what is wrong with it. An entry with
    a problem is left out."""
    problems: list[Problem] = []
    found: dict[tuple[str, str], Translation] = {}
    for made in _translations(name, text, problems):
        if made.key in found:
            problems.append(_twice(made, found[made.key]))
        else:
            found[made.key] = made
    return tuple(found.values()), tuple(problems)


def _translations(name: str, text: str, problems: list[Problem]) -> Iterator[Translation]:
    """What can be used in `text`. No entry goes on below an empty line, so each block is read for itself: nearly all
    are as programs write them, and are read at once."""
    line, is_first = 1, True
    for block in text.split("\n\n"):
        usual = _USUAL.fullmatch(block)
        if usual:
            is_first = False
            yield _at_once(name, line, *usual.groups())
        else:
            for entry in _entries(name, block, line, problems):
                made = None if is_first and entry.is_head else _made(entry, problems)
                is_first = False
                if made:
                    yield made
        line += block.count("\n") + 2


def _at_once(name: str, line: int, where: str, kind: str, english: str, words: str) -> Translation:
    """The entry of a usual block, which begins in `line`."""
    line += where.count("\n") + 2
    place = Place(name, line, 1, len('msgstr ""') + len(words))
    entries = tuple(each for said in where.split("\n") for each in said[2:].split())
    return Translation(kind, _meant(english), "", (_meant(words),), False, place, entries, end=line + 1)


def _twice(entry: Translation, first: Translation) -> Problem:
    where = f"line {first.place.line}" + f" of {first.place.file}" * (first.place.file != entry.place.file)
    hint = f"Keep the better translation, and delete the other: the first stands in {where}."
    return Problem(entry.place, "the same English stands here twice.", hint)


def _entries(name: str, text: str, first: int, problems: list[Problem]) -> Iterator[_Entry]:
    """What stands in `text`, which begins in the line `first` of its file, line by line."""
    entry, last = _Entry(), ""
    for number, line in enumerate(text.split("\n"), start=first):
        entry.end = number
        begins = line.startswith(("#", "msgctxt")) or (line.startswith("msgid ") and "msgid" in entry.parts)
        if not line.strip() or (begins and entry.is_whole):
            if entry.parts or entry.spoilt:
                yield entry
            entry, last = _Entry(), ""
        if not line.strip() or line.startswith("#~"):  # What an editor keeps of English that is no more.
            continue
        kept, typed = ("", line) if not line.startswith("#|") else (_BEFORE, line[2:].strip())
        if line.startswith("#") and not kept:
            _comment(entry, line)
            continue
        place = Place(name, number, 1, len(line))
        read = _TEXT.fullmatch(typed)
        if not read:
            problems.append(Problem(place, "this line cannot be read.", _QUOTES))
            entry.spoilt = True
            last = ""
            continue
        key, words = read[1] and kept + read[1], _meant(read[2])
        if key and key in entry.parts:
            problems.append(Problem(place, f"“{read[1]}” stands twice in one entry.", "Delete one of the two."))
            entry.spoilt = True
        elif key:
            last = key
            entry.parts[key], entry.places[key] = words, place
        elif last:
            entry.parts[last] += words
        elif not entry.spoilt:
            hint = "Delete it, or type “msgstr” before it."
            problems.append(Problem(place, "this text belongs to nothing.", hint))
            entry.spoilt = True
    entry.end += 1
    if entry.parts or entry.spoilt:
        yield entry


def _meant(typed: str) -> str:
    """A text without the backslashes before its signs."""
    return _ESCAPE.sub(lambda sign: _ESCAPED[sign[0]], typed) if "\\" in typed else typed


def _comment(entry: _Entry, line: str) -> None:
    if line.startswith("#:"):
        entry.where += line[2:].split()
    elif line.startswith("#,"):
        entry.fuzzy |= "fuzzy" in re.split(r"[\s,]+", line)
    elif line.startswith("# "):
        entry.remarks.append(line[2:].strip())


def _made(entry: _Entry, problems: list[Problem]) -> Translation | None:
    parts = entry.parts
    if entry.spoilt:
        return None
    forms = [key for key in parts if key.startswith("msgstr")]
    missing = next((key for key in ("msgctxt", "msgid") if not parts.get(key)), "" if forms else "msgstr")
    expected = [f"msgstr[{number}]" for number in range(len(forms))] if "msgid_plural" in parts else ["msgstr"]
    if missing:
        hint = "Put the entry back as it was on the branch “main”, and change nothing but the text behind “msgstr”."
        problems.append(Problem(next(iter(entry.places.values())), f"this entry has no “{missing}”.", hint))
        return None
    if forms != expected:
        hint = f"Type {' and '.join(f'“{key}”' for key in expected)}, in this order."
        problems.append(Problem(entry.places[forms[0]], "the lines of this translation are not in order.", hint))
        return None
    return Translation(
        parts["msgctxt"],
        parts["msgid"],
        parts.get("msgid_plural", ""),
        tuple(parts[key] for key in forms),
        entry.fuzzy,
        entry.places[forms[0]],
        tuple(entry.where),
        parts.get(f"{_BEFORE}msgid", ""),
        tuple(entry.remarks),
        entry.end,
    )
