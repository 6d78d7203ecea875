"""A language of the guide: the words that it has for English ones, and its days, numbers and letters (Babel's CLDR).

The tree, its ids and its links are the same in each language. So a language is a catalog, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from guide import limits
from guide.problem import Place

if TYPE_CHECKING:
    from babel import Locale

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
FRAME = "frame"
"""The kind of all words that stand in templates."""
PAGES = "pages"
"""The kind of all words of hand-written pages: each passage, and the title and the description at the top."""


QUESTION_MARKS = ("?", "？", "؟")
"""What a question ends with, in one language or another."""


class Foreign(str):
    """English words for a page of another language: their translation is missing, or older than they are."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Language:
    """One language. English has no catalog: what is not translated stays as it is."""

    code: str = "en"
    """As it stands in addresses, and names the folder of its catalogs: “es”, “pt-br”."""
    words: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The translations that may be shown, by the kind of text and its English: one, or one for each plural form."""
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict, repr=False)
    """Where the translation of each text stands, or has to be typed."""

    def __eq__(self, other: object) -> bool:
        """Whether both say the same at the same places: what was made in one is still right in the other."""
        if not isinstance(other, Language):
            return False
        return (self.code, self.words, self.places) == (other.code, other.words, other.places)

    def __hash__(self) -> int:
        return hash(self.code)

    @cached_property
    def without_words(self) -> Language:
        """The same language without a catalog: what is kept of its days and numbers holds whatever its words are."""
        return replace(self, words={}, places={})

    @property
    def is_english(self) -> bool:
        return self.code == "en"

    @property
    def folder(self) -> str:
        """Where its pages are in the site: “es/”; nothing for English, which stands at the root."""
        return "" if self.is_english else f"{self.code}/"

    @cached_property
    def locale(self) -> Locale:
        """What CLDR knows of it. English days are written as in Britain: 5 January 2026."""
        from babel import Locale  # Here, so that “guide check” does not wait for it.

        return Locale.parse("en_GB" if self.is_english else self.code, sep="_" if self.is_english else "-")

    @property
    def is_known(self) -> bool:
        """Whether CLDR knows such a language, and its code is as it stands in addresses."""
        from babel import UnknownLocaleError

        if not _CODE.fullmatch(self.code):
            return False
        try:
            return bool(self.locale)
        except (UnknownLocaleError, ValueError):
            return False

    @property
    def tag(self) -> str:
        """As HTML names it: “es”, “pt-BR”."""
        return "en" if self.is_english else str(self.locale).replace("_", "-")

    @property
    def with_country(self) -> str:
        """As previews of pages name it, with the country in which most speak it: “es_ES”, “pt_BR”."""
        from babel.core import get_global

        if self.locale.territory:
            return str(self.locale)
        likely = str(get_global("likely_subtags").get(self.locale.language, ""))
        return "_".join([self.locale.language, *likely.split("_")[-1:]])

    @property
    def direction(self) -> str:
        """In which its words run: “ltr” or “rtl”."""
        return self.locale.text_direction

    @property
    def is_rtl(self) -> bool:
        """Whether its words run from right to left."""
        return self.direction == "rtl"

    @property
    def arrow(self) -> str:
        """What stands before where a link leads. Browsers turn brackets around, and no arrows."""
        return "←" if self.is_rtl else "→"

    def apart(self, words: str) -> str:
        """Words in the letters of another language, such as the name of a source, between two signs that nobody sees:
        without them the brackets and commas around would go astray where words run from right to left."""
        return f"\u2068{words}\u2069" if self.is_rtl else words

    @property
    def counts_words(self) -> bool:
        """Whether a space stands between its words."""
        return self.locale.language not in ("zh", "ja", "th", "lo", "km", "my")

    @property
    def name(self) -> str:
        """What its speakers call it, with a capital letter: “Español”, “Português”. The country stands in the tag."""
        own = "English" if self.is_english else self.locale.get_language_name() or self.code
        return own[:1].upper() + own[1:]

    def called_in(self, reader: Language) -> str:
        """What it is called in the language of a `reader` who may not know its letters, and by its speakers:
        “Japanese (日本語)”."""
        theirs = self.locale.get_language_name(reader.locale) or self.code
        theirs = theirs[:1].upper() + theirs[1:]
        return theirs if theirs == self.name else f"{theirs} ({self.name})"

    @cached_property
    def frame_words(self) -> Mapping[str, tuple[str, ...]]:
        """Its words of templates, by their English."""
        return {english: words for (kind, english), words in self.words.items() if kind == FRAME}

    def gettext(self, english: str) -> str:
        """The words of a template; English as long as they have no translation."""
        return self.frame_words.get(english, (english,))[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The words of a template for a number of things."""
        found = self.frame_words.get(one)
        if found is None:
            return one if count == 1 else many
        return found[min(self.plural(count), len(found) - 1)]

    @cached_property
    def plural(self) -> Callable[[int], int]:
        """Which of its plural forms stands after a number."""
        from gettext import c2py

        return c2py(self.plural_rule[1])

    @cached_property
    def plural_rule(self) -> tuple[int, str]:
        """How many plural forms it has, and how gettext chooses between them."""
        from babel.messages.plurals import get_plural

        rule = get_plural(self.locale)
        return rule.num_plurals, rule.plural_expr

    # Days and numbers

    def day(self, day: date) -> str:
        """“5 January 2026”."""
        return _day(self.without_words, day, "long")

    def short_day(self, day: date) -> str:
        """“5 Jan 2026”."""
        return _day(self.without_words, day, "medium")

    def month_of_year(self, day: date) -> str:
        """“January 2026”."""
        return self._as("yMMMM", day)

    def day_of_month(self, day: date) -> str:
        """“5 January”."""
        return self._as("MMMMd", day)

    def _as(self, skeleton: str, day: date) -> str:
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, day, locale=self.locale)

    @cached_property
    def months(self) -> list[str]:
        """The names of the twelve months, January first."""
        return self._months("wide")

    @cached_property
    def short_months(self) -> list[str]:
        return self._months("abbreviated")

    @cached_property
    def weekdays(self) -> list[str]:
        """The names of the seven weekdays, Monday first."""
        return self._weekdays("wide")

    @cached_property
    def short_weekdays(self) -> list[str]:
        return self._weekdays("abbreviated")

    def _months(self, width: str) -> list[str]:
        names = self.locale.months["stand-alone"][width]
        return [names[number] for number in range(1, 13)]

    def _weekdays(self, width: str) -> list[str]:
        names = self.locale.days["stand-alone"][width]
        return [names[number] for number in range(7)]

    def number(self, number: int) -> str:
        """“2,000”."""
        return _number(self.without_words, number)


ENGLISH = Language()


# Many pages show the same days and numbers, and CLDR takes its time for each.


@cache
def _day(language: Language, day: date, form: Literal["long", "medium"]) -> str:
    from babel.dates import format_date

    return format_date(day, form, language.locale)


@cache
def _number(language: Language, number: int) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=language.locale)


def begins_a_sentence(words: str) -> bool:
    """Whether the first letter of `words` is not a small one. In scripts that have no small letters, each is so."""
    first = words.lstrip("¿¡«„")[:1]
    return first.isalpha() and not first.islower()


@lru_cache(limits.MOST_TEXTS)
def letters(words: str) -> str:
    """What words are sorted by: their letters, small and without accents, so that “Österreich” stands beside O."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in apart if sign.isalnum() or sign == " ").strip()
