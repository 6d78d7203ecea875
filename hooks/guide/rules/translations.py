"""Rules about translations: each says what the English says, leads nowhere else, and can be read as easily.

They look at one entry of a catalog at a time. An entry with a problem is not shown: readers get the English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from guide import limits
from guide.catalog import Glossary, Translation
from guide.entry import Part, parts_of
from guide.kinds import KINDS
from guide.language import FRAME, PAGES, QUESTION_MARKS, Language
from guide.problem import Problem
from guide.rules.plain_english import sentences
from guide.rules.plain_words import markup_in, ways_out
from guide.text import choices, numbered_links
from guide.text.articles import odd_markup
from guide.text.markdown import plain, unknown_markup


class Pair(NamedTuple):
    """One English text, and one way to say it."""

    english: str
    words: str
    entry: Translation
    language: Language
    glossary: Glossary
    form: int = 0
    """Which of the plural forms it is."""

    @property
    def is_of_a_page(self) -> bool:
        """Whether it is of a template or a hand-written page: these hold the tags that the English holds."""
        return self.entry.kind in (FRAME, PAGES)

    def problem(self, message: str, hint: str) -> Problem:
        return Problem(self.entry.place, message, hint)


Rule = Callable[[Pair], Iterator[Problem]]

_MOST_TRIED = 200
"""So many numbers are asked for their form: in each language all forms are among these."""


@cache
def _stands_for_one(language: Language, form: int) -> bool:
    """Whether a plural form stands for one number only, besides nothing at all: the words need not name it."""
    found = {number for number in range(_MOST_TRIED) if language.plural(number) == form}
    return len(found) == 1 or found == {0, 1}


def pairs(entry: Translation, language: Language, glossary: Glossary) -> Iterator[Pair]:
    """Each form of a translation beside the English that it stands for."""
    for number, words in enumerate(entry.words):
        one = not entry.many or (language.plural(1) == number and _stands_for_one(language, number))
        english = entry.english if one else entry.many
        yield Pair(english, words, entry, language, glossary, number)


# What must be the same

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f\u066b\u066c ]\d+)*")
_LINKED = re.compile(r"\]\([0-9]+\)")
_PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|%")
_TAG = re.compile(r"<[^<>]*>|&[#\w]+;")
_PAIRED = re.compile(r"<(?P<close>/?)(?P<name>\w+)[^<>]*>|%\((?P<ends>end|link)\)s")
"""A tag, or one of the two places that a template fills with the tags of a link."""
_NUM = "%(num)s"
"""The place for the number on which a plural depends; it may stand in each form."""
_MIXED = re.compile(r"\b(?:[A-Z][a-z]+(?=[A-Z])\w*|[a-z]+[A-Z]\w*)\b")
"""Names with a capital letter inside: AliExpress, PayPal, iDEAL."""
_QUOTED = re.compile(r"“[^”]*”|\([^()]*\)|<[^<>]*>")


def translations_with_other_numbers(pair: Pair) -> Iterator[Problem]:
    """A translation holds the numbers of the English, each as often, in digits where the English has digits. How a
    language writes thousands and decimals is up to it."""
    wanted, found = _numbers(pair.english), _numbers(pair.words)
    if wanted != found:
        missing, extra = ", ".join((wanted - found).elements()), ", ".join((found - wanted).elements())
        told = [f"has no “{missing}”" * bool(missing), f"has “{extra}”, which the English has not" * bool(extra)]
        hint = "Type the numbers of the English, in digits where it has digits."
        yield pair.problem(f"the translation {' and '.join(filter(None, told))}.", hint)


_THOUSANDS = re.compile(r"(?<=\d)[.,'’\u00a0\u202f\u066c](?=\d{3}(?!\d))")


_NO_NUMBERS: Counter[str] = Counter()
_DIGIT = re.compile(r"\d")


@lru_cache(limits.MOST_TEXTS)
def _numbers(text: str) -> Counter[str]:
    """The numbers of a text in one spelling: no mark for thousands, a full stop for decimals, digits as in English.
    Most texts hold none."""
    if not _DIGIT.search(text):
        return _NO_NUMBERS
    numbers = (found[0].split() for found in _NUMBER.finditer(_THOUSANDS.sub("", _LINKED.sub("]", text))))
    return Counter(
        "".join(str(int(sign)) if sign.isdigit() else "." for sign in number) for each in numbers for number in each
    )


def translations_with_other_links(pair: Pair) -> Iterator[Problem]:
    """A translation holds the links of the English as `[words](1)`, each number once, and no other link."""
    wanted, found = numbered_links.numbers(pair.english), numbered_links.numbers(pair.words)
    if wanted != found:
        shown = ", ".join(f"({number})" for number in wanted) or "no link"
        yield pair.problem(f"the English holds {shown}; the translation holds other links.", _LINKS)


_LINKS = "Type each link as in the English, “[words](1)”: translate the words, and leave the number as it is."


def translations_with_other_blanks(pair: Pair) -> Iterator[Problem]:
    """A text to copy has the square brackets of the English in the same order: as many choices in each, parted by
    “ / ”, and as many blanks “(…)” in each. Where one is a whole sentence, so is the other: the page lets readers leave
    it out."""
    if pair.entry.kind != "messages.text":
        return
    wanted, found = choices.shape(pair.english), choices.shape(pair.words)
    if len(wanted) != len(found):
        message = f"the English has {len(wanted)} square brackets, the translation {len(found)}."
        yield pair.problem(message, "Translate each bracket, in the same order.")
        return
    for number, (one, other) in enumerate(zip(wanted, found, strict=True), start=1):
        if one != other:
            message = f"square bracket {number} has {_told(*one)} in English, and {_told(*other)} here."
            yield pair.problem(message, "Part choices by “ / ”, and leave what is to fill in between round brackets.")
    for is_so, what, hint in _ALIKE:
        for number, (ours, theirs) in enumerate(zip(is_so(pair.english), is_so(pair.words), strict=True), start=1):
            if ours != theirs:
                here, there = ("in English", "here") if ours else ("here", "in English")
                yield pair.problem(f"square bracket {number} {what} {here}, and not {there}.", hint)


_ALIKE = (
    (
        choices.instructed,
        "begins with words to the reader alone",
        "Such words end with a colon, and a capital letter follows: “Choose one: It …”.",
    ),
    (
        choices.sentences,
        "is a whole sentence",
        "End it as the English ends: with a full stop before the bracket, or without.",
    ),
)
"""What is found out of each square bracket, how it is told, and what to do where a translation differs."""


def _told(alternatives: int, blanks: int) -> str:
    return f"{alternatives} choice{'s' * (alternatives != 1)} and {blanks} blank{'s' * (blanks != 1)}"


def translations_with_other_lines(pair: Pair) -> Iterator[Problem]:
    """A translation has as many lines as the English, and its lists as many items."""
    wanted, found = _lines(pair.english), _lines(pair.words)
    if len(wanted) != len(found):
        hint = "Begin a new line (\\n) wherever the English does, and nowhere else."
        yield pair.problem(f"the English has {len(wanted)} lines, the translation {len(found)}.", hint)
    elif wanted != found:
        number = next(number for number, each in enumerate(zip(wanted, found, strict=True)) if each[0] != each[1])
        message = f"line {number + 1} of the translation does not begin as in the English."
        yield pair.problem(
            message, "Begin the items of a list with “- ”, and leave empty lines empty, as in the English."
        )


_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def _lines(text: str) -> list[str]:
    """Of each line what it is: an item of a list, empty, or another one."""
    return ["item" if _ITEM.match(line) else "words" if line.strip() else "" for line in text.split("\n")]


def translations_with_other_forms(pair: Pair) -> Iterator[Problem]:
    """A translation of words for a number has as many forms as its language has plurals."""
    wanted, found = pair.language.plural_rule[0], len(pair.entry.words)
    if pair.entry.many and not pair.form and wanted != found:
        hint = f"“guide translations {pair.language.code}” writes a line for each form."
        yield pair.problem(f"the language has {wanted} forms for numbers, the translation {found}.", hint)


def translations_with_other_placeholders(pair: Pair) -> Iterator[Problem]:
    """The words of a template hold the places for values (“%(count)s”), the tags and the outer spaces of the English. A
    word for one number alone may leave it out."""
    if not pair.is_of_a_page:
        return
    for pattern, what in ((_PLACEHOLDER, "places for values"), (_TAG, "tags")):
        wanted, found = sorted(pattern.findall(pair.english)), sorted(pattern.findall(pair.words))
        if pair.entry.many and (_NUM in found or _stands_for_one(pair.language, pair.form)):
            wanted, found = ([each for each in places if each != _NUM] for places in (wanted, found))
        if wanted != found:
            hint = f"Type these as they stand in the English: {' '.join(wanted) or 'none'}."
            yield pair.problem(f"the {what} of the translation are not those of the English.", hint)
            return
    if _is_nested(pair.english) and not _is_nested(pair.words):
        yield pair.problem("a tag ends before it begins.", "Put the tags around words, each as in the English.")
    edges = [(text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]) for text in pair[:2]]
    if edges[0] != edges[1]:
        hint = "Begin and end with a space only where the English does."
        yield pair.problem("the translation begins or ends with other spaces than the English.", hint)


def _is_nested(text: str) -> bool:
    """Whether each tag that begins in the text ends there, and holds nothing open."""
    opened: list[str] = []
    for tag in _PAIRED.finditer(text):
        name = tag["name"] or "link"
        if not (tag["close"] or tag["ends"] == "end"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def translations_without_a_name(pair: Pair) -> Iterator[Problem]:
    """Names with a capital letter inside, such as AliExpress and PayPal, stand in a translation as in the English."""
    missing = next((name for name in _names(pair.english) if name not in pair.words), None)
    if missing:
        yield pair.problem(f"the translation does not name “{missing}”.", "Type the name as in the English.")


@lru_cache(limits.MOST_TEXTS)
def _names(english: str) -> list[str]:
    return _MIXED.findall(_PLACEHOLDER.sub(" ", english))


def translations_that_ask_otherwise(pair: Pair) -> Iterator[Problem]:
    """What ends with a question mark in English ends with one in the translation, and nothing else does."""
    english, words = plain(pair.english).rstrip("”) "), plain(pair.words).rstrip("”) »“")
    if english.endswith("?") != words.endswith(QUESTION_MARKS):
        yield pair.problem(
            "only one of the English and the translation ends with a question mark.",
            "End the translation with the sign with which the English ends.",
        )


# What must not come in


def translations_that_lead_out(pair: Pair) -> Iterator[Problem]:
    """A translation names no site, e-mail address, handle, messenger or telephone number that the English does not."""
    for found in _ways_out(pair.words):
        if found.lower() not in {known.lower() for known in _ways_out(pair.english)}:
            hint = "Leave it out: the English does not name it. Behind a full stop stands a space."
            yield pair.problem(f"“{found}” leads readers out of the guide.", hint)


def _ways_out(text: str) -> list[str]:
    """What leads out in a text as it is typed, and as it is read: without its markup, which could hide a part."""
    return list(dict.fromkeys(found for words in (text, plain(_TAG.sub("", text))) for _, found in ways_out(words)))


_SIGNS = re.compile(r"[<>&\"]")
"""Signs that HTML takes for more than text, where they are no tag and no entity."""


def translations_with_markup(pair: Pair) -> Iterator[Problem]:
    """A translation holds no HTML, and no other Markdown than the guide uses. Words of a template or of a hand-written
    page hold what the English holds of both."""
    english, words = (_TAG.sub("", text) if pair.is_of_a_page else text for text in pair[:2])
    found = markup_in(words)
    signs = Counter(_SIGNS.findall(words)) - Counter(_SIGNS.findall(english)) if pair.is_of_a_page else ()
    if found and found not in english:
        yield pair.problem(f"“{found}” could be taken for HTML.", "Write it in words.")
        return
    for sign in sorted(signs):
        yield pair.problem(f"“{sign}” could be taken for HTML.", "Leave it out; quotation marks are “ ”.")
        return
    if pair.entry.kind != FRAME:  # These are no Markdown.
        new = next((odd for odd in _odd(pair, pair.words) if odd not in {*_odd(pair, pair.english)}), None)
        if new:
            yield pair.problem(f"the translation holds {new}.", "Write it in plain words.")


def _odd(pair: Pair, text: str) -> Iterator[str]:
    """What Markdown could take for more than words."""
    found = unknown_markup(text)
    if found:
        yield found
    if "\\" in text:
        yield "a backslash"
    if pair.entry.kind == PAGES:
        yield from (f"what pages must not hold: {odd.trouble}" for odd in odd_markup(text))


def translations_left_in_english(pair: Pair) -> Iterator[Problem]:
    """A translation is not the English again, unless that is a name, a number or one word."""
    if pair.words != pair.english:
        return
    if len(re.findall(r"\b[a-z]{2,}\b", plain(_TAG.sub(" ", _PLACEHOLDER.sub(" ", pair.english))))) > 1:
        hint = "Translate it, or leave it empty: then the page is shown in English."
        yield pair.problem("the translation is the English text itself.", hint)


# Whether it can be read


def translations_that_are_too_long(pair: Pair) -> Iterator[Problem]:
    """A translation has at most a quarter more characters than the English may have: titles and answers have to fit on
    a phone."""
    most = _longest(pair.entry.kind)
    if most and len(pair.words) > most:
        yield pair.problem(f"the translation has {len(pair.words)} characters; {most} are the limit.", "Say less.")


@cache
def _longest(kind: str) -> int:
    """How long a text of this kind may be in another language; 0 where nothing says it."""
    section, *names = kind.split(".")
    part: Any = KINDS.get(section)
    for name in names:
        fields = getattr(part, "model_fields", {})
        if name not in fields:
            return 0
        lengths = [length for each in fields[name].metadata if (length := getattr(each, "max_length", None))]
        if lengths:
            return int(lengths[0] * limits.LONGER_IN_OTHER_LANGUAGES)
        inner = list(parts_of(fields[name].annotation))
        part = next((each for each in inner if isinstance(each, type) and issubclass(each, Part)), None)
        if part is None:
            found = [each.max_length for each in map(_metadata, inner) for each in each if hasattr(each, "max_length")]
            return int(found[0] * limits.LONGER_IN_OTHER_LANGUAGES) if found else 0
    return 0


def _metadata(annotation: Any) -> tuple[Any, ...]:
    found = getattr(annotation, "__metadata__", ())
    return tuple(part for each in found for part in (each, *getattr(each, "metadata", ())))


def translations_with_long_sentences(pair: Pair) -> Iterator[Problem]:
    """A sentence of a translation has at most 35 words, or a quarter more than the longest of the English."""
    if not pair.language.counts_words or pair.entry.kind == FRAME:
        return
    usual = limits.LONGEST_SENTENCE_IN_OTHER_LANGUAGES
    for sentence in sentences(plain(pair.words)):
        count = len(sentence.split())
        if count <= usual:
            continue
        longest = max((len(each.split()) for each in sentences(plain(pair.english))), default=0)
        most = max(usual, int(longest * limits.LONGER_IN_OTHER_LANGUAGES))
        if count > most:
            start = " ".join(sentence.split()[:5])
            message = f"the sentence that begins “{start} …” has {count} words; {most} are the limit."
            yield pair.problem(message, "Make two sentences of it.")


def translations_without_their_term(pair: Pair) -> Iterator[Problem]:
    """Where the English has a word of “terms” in words.yaml, the translation has the word that stands there."""
    english, words = _english_words(pair.english), plain(pair.words).casefold()
    for term, said in pair.glossary.terms:
        if term in english and not any(each in words for each in said) and _whole(term).search(english):
            shown = " or ".join(f"“{each}”" for each in said)
            hint = "It is the one word that the guide uses for it; words.yaml says so."
            yield pair.problem(f"for “{term}” the translation should say {shown}.", hint)


def translations_with_words_to_avoid(pair: Pair) -> Iterator[Problem]:
    """A translation uses no word of “avoid” in words.yaml."""
    words = plain(pair.words).casefold()
    for word, instead in pair.glossary.avoid:
        if word in words and _whole(word).search(words):
            yield pair.problem(f"“{word}” is a word to avoid.", f"Type “{instead}” instead.")


@lru_cache(limits.MOST_TEXTS)
def _english_words(english: str) -> str:
    """The text in small letters without what it quotes, or says in brackets."""
    return _QUOTED.sub(" ", plain(english)).lower()


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}s?\b")


TRANSLATIONS: tuple[Rule, ...] = (
    translations_with_other_numbers,
    translations_with_other_links,
    translations_with_other_blanks,
    translations_with_other_lines,
    translations_with_other_forms,
    translations_with_other_placeholders,
    translations_without_a_name,
    translations_that_ask_otherwise,
    translations_that_lead_out,
    translations_with_markup,
    translations_left_in_english,
    translations_that_are_too_long,
    translations_with_long_sentences,
    translations_without_their_term,
    translations_with_words_to_avoid,
)
