"""Catalogs of translations as values: what one entry of a file in the format of gettext (PO) says, and every text that
has to be translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from guide.problem import Place

FOLDER = "translations"


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
    before: str = ""
    """The older English for which the proposal was made."""
    remark: str = ""
    """What a translator noted."""

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.english

    @property
    def is_ready(self) -> bool:
        return bool(self.words) and all(self.words) and not self.fuzzy


@dataclass(frozen=True)
class Catalog:
    """All that a language says, as its files hold it."""

    code: str
    entries: Sequence[Translation] = ()
    glossary: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Words that always have the same translation (“terms”), and words that it does not use (“avoid”)."""
