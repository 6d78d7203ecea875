"""Catalogs of translations as values: what one entry of a file in the format of gettext (PO) says, and every text that
has to be translated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from guide.problem import TRANSLATIONS, Place, Problem

FOLDER = TRANSLATIONS
GLOSSARY = "words.yaml"
"""The file beside the catalogs of a language that holds its `Glossary`."""
LETTERS = "messages.po"
"""The one catalog of a language in which the guide has texts to send, and no pages."""


def languages_in(files: Iterable[str]) -> set[str]:
    """The codes of the languages that have a folder, by the names of all `files`."""
    return {path.parent.name for path in map(PurePosixPath, files) if path.parts[:1] == (FOLDER,)}


def languages_with_pages(files: Iterable[str]) -> set[str]:
    """Those of them that have a catalog of more than texts to send."""
    return languages_in(name for name in files if name.endswith(".po") and PurePosixPath(name).name != LETTERS)


class Text(NamedTuple):
    """An English text that readers read, and where."""

    kind: str
    """What kind of text it is, such as “actions.steps”: the context of gettext."""
    english: str
    """Links stand in it as “[words](1)”, so that no translation can lead elsewhere."""
    where: str
    """The entry in which it stands: “actions/ask-your-bank”. Of a page its file, of a template its name."""
    many: str = ""
    """The English for more than one, if the text depends on a number."""

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.english

    @property
    def file(self) -> str:
        """The name of the catalog that holds it, without its ending."""
        return self.kind.partition(".")[0]


class Translation(NamedTuple):
    """One entry of a catalog."""

    kind: str
    english: str
    many: str
    words: tuple[str, ...]
    """The translation, or one for each plural form. Empty where there is none yet."""
    fuzzy: bool
    """Whether it is a proposal: words for an older English, which nobody has looked at since."""
    place: Place
    """Of the first line of the translation."""
    where: tuple[str, ...] = ()
    """The entries in which the English stands, as the catalog knows them."""
    before: str = ""
    """The older English for which the proposal was made."""
    remarks: tuple[str, ...] = ()
    """What translators noted."""
    end: int = 0
    """The line below it."""

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.english

    @property
    def is_ready(self) -> bool:
        return bool(self.words) and all(self.words) and not self.fuzzy


class Glossary(NamedTuple):
    """The words of a language."""

    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """English words, each with the words or beginnings of words of which one always stands for it."""
    avoid: tuple[tuple[str, str], ...] = ()
    """Words that no translation uses, each with what to write instead."""


_NO_WORDS = Glossary()


@dataclass(frozen=True, eq=False)
class Catalog:
    """All that one language says, as its files hold it. Two are never equal, so that what was found out of one can be
    kept for it."""

    code: str
    entries: tuple[Translation, ...] = ()
    glossary: Glossary = _NO_WORDS
    problems: tuple[Problem, ...] = ()
    """What cannot be read in them. The rest can be used."""
    has_pages: bool = True
    """Whether the guide has pages in it, and not only texts to send."""
