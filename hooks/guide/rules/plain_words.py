"""Rules about what may stand in words besides words: nothing that a page could take for markup, and no way out of the
site but a link on the list: no host, no e-mail, no handle, no telephone number, no messenger, in letters or in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guide import limits
from guide.problem import Problem
from guide.rules.plain_english import texts
from guide.text.external_links import host
from guide.text.markdown import PLACEHOLDER, plain, unknown_markup
from guide.tree import DecisionTree
from guide.values import Trace

_MARKUP = re.compile(rf"<[A-Za-z/!?]|&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]+\d*);|{PLACEHOLDER.pattern}")
_SAID_DOT = "dot|punkt|punto|ponto|point|full stop|tochka|nokta|kropka"
_ENDINGS = "com|net|org|info|ru|cn|shop|top|site|online|app|xyz|store|help"
_MAIL = re.compile(
    r"(?<!\S)\S*@\S*|@\S*|\[at\]|\(at\)|\b\w+ at (?:gmail|outlook|hotmail|yahoo|proton|mail)\b"
    rf"|(?:\b(?:{_SAID_DOT})\b[)\]]? ?|\w ?,|\w \. ?)(?:{_ENDINGS})\b",
    re.IGNORECASE,
)
_MAIL_SIGNS = re.compile(rf"@|[\[(]at[)\]]| at |{_SAID_DOT}| \.|, ?(?:com|net|org)|,(?:{_ENDINGS})")
"""A cheap look, in small letters: without one of these a text holds nothing of the above."""
_HOST = re.compile(r"(?<![\w@.-])((?:[^\W_](?:[\w-]*[^\W_])?[.。․．｡])+[^\W\d_]{2,24})(?![\w-])")
_END = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff”）」』])。(?=[\u3040-\u30ff\u4e00-\u9fff“（「『])")
"""The end of a sentence in Chinese or Japanese, behind which no space stands."""
_FILES = {"csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "mp", "pdf", "png", "txt", "xls", "xlsx", "zip"}
"""Endings of files, which no site has for its last name: “photo.jpg”."""
_MESSENGER_NAMES = [
    "whatsapp",
    "whatsap",
    "whats-app",
    "watsap",
    "threema",
    "телеграм",
    "вотсап",
    "ватсап",
    "вайбер",
    "wa.me",
    "telegram",
    "viber",
    "wechat",
    "weixin",
    "kakao",
    "zalo",
    "snapchat",
    "discord",
    "skype",
    "instagram",
    "facebook",
    "tiktok",
    "messenger",
    "imessage",
    "signal",
    "line app",
    "qq",
    "vkontakte",
]
_MESSENGERS = re.compile(
    rf"\b(?:(?:on|via|by) signal|{'|'.join(name for name in _MESSENGER_NAMES if name != 'signal')})\b", re.IGNORECASE
)
_DIGIT, _DOT = re.compile(r"\d"), re.compile(r"\w[.。․．｡][^\W\d_]")
_DIGITS = re.compile(r"(?<![\w./-])\+?\(?\d(?:[ ()./–-]{0,2}\d){6,}(?![\w-])")
"""Seven digits and more, with what people put between them."""
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|\d{1,4}/\d{4}")
"""What such digits may also be: a day, a month or a year, or the number of a law."""
_DIGIT_WORDS = (
    *("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("hundred", "double", "triple"),
)
_SPOKEN = rf"(?:{'|'.join(_DIGIT_WORDS)})\b"
_SPOKEN_NUMBER = re.compile(rf"\b(?:{_SPOKEN}[ ,-]+){{4,}}{_SPOKEN}", re.IGNORECASE)
_SECRET = re.compile(
    r"\b(cvv\d?|cvc\d?|security code|pin( code)?|password|passcode|one-time code|login|seed phrase|passport"
    r"|identity card|driving licen[cs]e|(?<!four digits of my )card number|number of (my|the|your) card"
    r"|(both|both its|its) sides|three digits|valid until|selfie)\b",
    re.IGNORECASE,
)
"""What a text to copy never asks the reader to write down or to attach."""


def markup_in_plain_words(tree: DecisionTree) -> Iterator[Problem]:
    """No text holds HTML, or signs that a page could take for it."""
    for trace, text in _readable(tree):
        found = markup_in(text)
        if found:
            yield Problem(tree.at(*trace), f"“{found}” could be taken for HTML.", "Write it in words.")


@lru_cache(2)
def _readable(tree: DecisionTree) -> list[tuple[Trace, str]]:
    """All texts but those with markup that the pages do not use: another rule tells of these."""
    return [
        (trace, plain(text) if markdown else text)
        for trace, text, markdown in tree.read()
        if not (markdown and unknown_markup(text))
    ]


@lru_cache(limits.MOST_TEXTS)
def markup_in(text: str) -> str | None:
    """What a page could take for HTML or for a place that a template fills, or None."""
    found = _MARKUP.search(text)
    return found[0] if found else None


def ways_out_in_words(tree: DecisionTree) -> Iterator[Problem]:
    """No text names a site, unless the guide's own addresses lead there; and none names an e-mail address, a handle, a
    messenger or a telephone number, in digits or in words. Fakes look like the real thing."""
    known = _hosts(tree)
    pages = (words for article in tree.articles_for_readers() for words in article.words())
    for trace, text in (*_readable(tree), *pages):
        for what, found in ways_out(text):
            named = what == "site" and (trace[-1] == "publisher" or _is_known(found.lower(), known))
            if not named:  # Publishers have a rule of their own.
                hint = _HINTS[what]
                yield Problem(tree.at(*trace), f"“{found}” leads readers out of the guide.", hint)


_HINTS = {
    "site": "Leave it out, or link to it: its host must stand in docs/data/allowed_hosts.yaml, or be that of a source.",
    "mail": "Leave it out: a reader cannot tell a false address from a true one. Link to a page that holds it.",
    "messenger": "Leave it out: nobody who helps with a refund writes there.",
    "number": "Leave it out: a reader cannot tell a false number from a true one. Link to the page of the body.",
}


@lru_cache(limits.MOST_TEXTS)
def ways_out(text: str) -> tuple[tuple[str, str], ...]:
    """What leads out, each with its kind. Most hold none: a pattern is asked only where a cheap look allows."""
    low = text.lower()
    found: list[tuple[str, str]] = []
    if _MAIL_SIGNS.search(low):
        found += [("mail", each[0]) for each in _MAIL.finditer(text)]
    if any(name in low for name in _MESSENGER_NAMES):
        found += [("messenger", each[0]) for each in _MESSENGERS.finditer(text)]
    if _DIGIT.search(text):
        found += [("number", each[0]) for each in _DIGITS.finditer(text) if not _DAY.fullmatch(each[0])]
    if sum(low.count(word) for word in _DIGIT_WORDS) > 2:
        found += [("number", each[0]) for each in _SPOKEN_NUMBER.finditer(text)]
    if _DOT.search(text):
        hosts = (each[1] for each in _HOST.finditer(_END.sub("。 ", text)))
        found += [("site", host) for host in hosts if host.rpartition(".")[2].lower() not in _FILES]
    return tuple(found)


def _hosts(tree: DecisionTree) -> set[str]:
    """Every host that the guide leads to: those on the list, and those of its sources and bodies."""
    return {*tree.hosts, *(name for _, address in tree.links() if (name := host(address)))}


def _is_known(name: str, known: set[str]) -> bool:
    return name in known or any(host.endswith(f".{name}") for host in known)


def publishers_that_are_another_site(tree: DecisionTree) -> Iterator[Problem]:
    """Where the publisher of a fact is the name of a site, its address or one under `also` leads there."""
    for fact in tree.facts.values():
        hosts = {host(address) for address in (fact.url, *fact.also)}
        for found in _HOST.finditer(fact.publisher):
            if not _is_known(found[1].lower(), hosts):
                yield Problem(
                    tree.at("facts", fact.id, "publisher"),
                    f"the publisher of “{fact.id}” is {found[1]}, and no address of the fact leads there.",
                    "Name who publishes the page that the address leads to.",
                )


def secrets_in_texts_to_copy(tree: DecisionTree) -> Iterator[Problem]:
    """No text to copy asks for a card number, a code, a password or a passport; none is to be sent or to be ready."""
    for message in tree.messages.values():
        for key, line in (("text", message.text), *(("attach", line) for line in message.attach)):
            found = _SECRET.search(line)
            if found:
                place = tree.at("messages", message.id, key)
                yield Problem(place, f"“{found[0]}”: a text to copy never asks for this.", _FOUR_DIGITS)
    for action in tree.actions.values():
        for index, line in enumerate(action.have_ready):
            found = _SECRET.search(line)
            if found:
                place = tree.at("actions", action.id, "have_ready", index)
                yield Problem(place, f"“{found[0]}”: nobody needs this for a refund.", _FOUR_DIGITS)


_FOUR_DIGITS = "Leave it out. The last four digits of a card are enough."


def words_that_are_too_long(tree: DecisionTree) -> Iterator[Problem]:
    """A word has at most 45 letters, so that no page is wider than a phone."""
    for trace, text in texts(tree):
        for word in text.split():
            if len(word) > limits.LONGEST_WORD:
                message = (
                    f"the word that begins “{word[:20]}…” has {len(word)} letters; {limits.LONGEST_WORD} are the limit."
                )
                yield Problem(tree.at(*trace), message, "Write it in words, or leave it out.")


PLAIN_WORDS = (
    markup_in_plain_words,
    ways_out_in_words,
    publishers_that_are_another_site,
    secrets_in_texts_to_copy,
    words_that_are_too_long,
)
