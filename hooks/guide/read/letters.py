"""Letters that are not what they seem: those that nobody can see, and those that look like others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Odd(NamedTuple):
    """Something odd in a line: its column from 0, how many characters it has, what it is, and what to do."""

    column: int
    width: int
    what: str
    hint: str


_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode's categories of characters that nobody can see: controls, marks of direction, halves of characters, private
and unassigned ones, separators."""
_BLANKS = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
    *map(chr, range(0xFE00, 0xFE10)),
}
"""Characters of other categories that show nothing: fillers, joiners, selectors of variants."""
_OTHER_ALPHABETS = {"GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "GEORGIAN", "DESERET", "OSAGE"}
"""Alphabets that have letters of the same look as Latin ones."""
_TWINS = set("асеорхуіјѕԁһӏԛԝАВЕЅІЈКМНОРСТУХҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧονЬ") | set("ՕՍսօո")
"""Letters of these alphabets that look like Latin ones. A word of nothing else seems to be Latin."""
_SIGNS = set("@./:<>&%=?#")
"""Signs of addresses and markup, which other characters look like."""
_WORD = re.compile(r"[^\W\d_]+")


def odd(line: str) -> Iterator[Odd]:
    """What is odd in one line; of the characters that nobody can see only the first."""
    if line.isascii() and line.isprintable():
        return
    for column, character in enumerate(line):
        if character == "\t":
            yield Odd(column, 1, "there is a tab in", "Use spaces instead; two for each level.")
            return
        if _is_unseen(character):
            yield Odd(column, 1, f"there is an invisible character ({_code(character)}) in", "Delete it.")
            return
        if _is_dressed(character) and not _ends_a_sentence(line, column):
            plain = unicodedata.normalize("NFKC", character)
            what = f"there is a letter that looks like another: {character} ({_code(character)}) in"
            yield Odd(column, 1, what, f"Type “{plain}” on your keyboard.")
            return
    for word in _WORD.finditer(line):
        yield from _odd_word(word)
    if not unicodedata.is_normalized("NFC", line):
        hint = "Type the letter with its accent again as one character."
        yield Odd(0, 0, "there is a letter made of two characters in", hint)


def without_marks(text: str) -> str:
    """The text without the two marks by which Hebrew and Arabic set a Latin word right; they open and turn nothing.
    Others, which can show a text in another order than it is read, stay odd."""
    return text.replace("\u200e", "").replace("\u200f", "")


def is_usual(text: str) -> bool:
    """Whether nothing in a text can be odd. A file has about a hundred different characters, and thousands in all."""
    used = set(text) - {"\n"}
    return not any(map(_may_be_odd, used)) and unicodedata.is_normalized("NFC", text)


def _may_be_odd(character: str) -> bool:
    if character.isascii():
        return not character.isprintable()
    return _is_unseen(character) or _is_dressed(character) or _alphabet(character) in _OTHER_ALPHABETS


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or character in _BLANKS


def _is_dressed(character: str) -> bool:
    """Whether a letter or digit is another one in other clothes: wide, bold, in a circle, phonetic. Letters of Latin
    languages are as they are."""
    code = ord(character)
    if code > 0x7F and unicodedata.normalize("NFKC", character) in _SIGNS:
        return True
    if code < 0x250 or unicodedata.category(character)[0] not in "LN":
        return False
    phonetic = code <= 0x2AF or 0x1D00 <= code <= 0x1DBF
    return phonetic or unicodedata.normalize("NFKC", character) != character


def _ends_a_sentence(line: str, column: int) -> bool:
    """Whether it is a sign of Chinese or Japanese behind a letter of these: they have wide ones of their own."""
    return line[column] in "：？！" and unicodedata.east_asian_width(line[max(0, column - 1)]) == "W"


def _odd_word(word: re.Match[str]) -> Iterator[Odd]:
    letters = word[0]
    if letters.isascii():
        return
    alphabets = [_alphabet(letter) for letter in letters]
    if "LATIN" in alphabets and not _OTHER_ALPHABETS.isdisjoint(alphabets):
        first = next(index for index, each in enumerate(alphabets) if each in _OTHER_ALPHABETS)
        first = first - 1 if first and alphabets[first - 1] == "LATIN" else first
        pair = " ".join(f"{letter} ({_code(letter)})" for letter in letters[first : first + 2])
        hint = "Type the word again; letters that look alike are not the same."
        yield Odd(word.start() + first, 2, f"a word mixes two alphabets: {pair} in", hint)
    elif len(letters) > 1 and _TWINS.issuperset(letters):
        what = f"“{letters}” looks like Latin letters, and is {alphabets[0].capitalize()} ({_code(letters[0])} …) in"
        yield Odd(word.start(), len(letters), what, "Type the word again on your keyboard.")


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
