"""Addresses in the guide: what a link may lead to, and what the address of a source may hold."""

from __future__ import annotations

from datetime import date

import pytest

from guide import Refused, prove
from guide.rules.links import link_trouble, source_trouble, tracking_trouble
from samples import FACTS, edited, proven, small

TREE = proven(small())


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("ask-support", None),
        ("https://www.example.org/page?id=7#part", None),
        ("https://www.example.org/?next=ok", None),
        ("https://www.example.org/ä", "it holds characters that do not belong in an address"),
        ("https://www.example.org/a b", "it holds characters that do not belong in an address"),
        ("https:\\\\www.example.org", "it holds characters that do not belong in an address"),
        ("https://www.example.org/\x7f", "it holds characters that do not belong in an address"),
        ("https://[", "it is not a web address"),
        ("https://www.example.org:x/", "it is not a web address"),
        ("nowhere", "there is no such step or country"),
        ("//www.example.org/", "it does not begin with https://"),
        ("http://www.example.org/", "it does not begin with https://"),
        ("https://me@www.example.org/", "it holds a user name or a port"),
        ("https://:secret@www.example.org/", "it holds a user name or a port"),
        ("https://www.example.org:443/", "it holds a user name or a port"),
        ("https://example.org/", "the host “example.org” is not on the list"),
        ("https://www.example.org./", "the host “www.example.org.” is not on the list"),
        ("https://www.example.org/?gclid=", "the part “gclid=…” tracks readers"),
        ("https://www.example.org/?AFF_FCID=1", "the part “AFF_FCID=…” tracks readers"),
        ("https://www.example.org/?url=shop.example", "the part “url=…” leads on to another address"),
        ("https://www.example.org/?u=%2Fshop", "the part “u=…” leads on to another address"),
    ],
)
def test_a_link_is_allowed_or_the_reason_is_said(target: str, reason: str | None) -> None:
    assert link_trouble(TREE, target) == reason


def test_an_ordinary_part_of_an_address_is_no_tracking() -> None:
    assert tracking_trouble("https://a.example/x?originalVersion=1&pageId=340928587&lang=en&page=2.1") is None


@pytest.mark.parametrize(("length", "fits"), [(2, False), (3, True), (60, True), (61, False)])
def test_an_id_has_3_to_60_characters(length: int, fits: bool) -> None:
    files = small(lambda text: text.replace("ask-support", "a" * length))
    if fits:
        proven(files)
    else:
        with pytest.raises(Refused, match="cannot be an id"):
            proven(files)


@pytest.mark.parametrize(
    ("check_again", "fits"), [("2026-01-01", False), ("2026-01-02", True), ("2027-01-02", True), ("2027-01-03", False)]
)
def test_a_fact_is_checked_again_within_a_year_and_a_day(check_again: str, fits: bool) -> None:
    files = small()
    facts = files[FACTS]
    assert facts is not None
    files[FACTS] = facts.replace(b"2026-06-01", check_again.encode())
    if fits:
        proven(files)
    else:
        with pytest.raises(Refused, match="is to be checked again"):
            proven(files)


@pytest.mark.parametrize(
    ("address", "copy", "reason"),
    [
        ("https://www.google.com/url?q=https://evil.example", False, "the part “q=…” leads on to another address"),
        ("https://www.example.org/?x=//evil.example", False, "the part “x=…” leads on to another address"),
        ("https://a.b.translate.goog/page", False, "this host hides where it leads"),
        ("https://evil.github.io/", False, "anybody can put up a page, a file or a chat on this host"),
        ("https://forms.gle/x", True, "anybody can put up a page, a file or a chat on this host"),
        ("https://wa.me/15551234", False, "anybody can put up a page, a file or a chat on this host"),
        ("https://pastebin.com/new", False, "anybody can put up a page, a file or a chat on this host"),
        ("https://pastebin.com/rhYQQj9u", False, None),
        ("https://web.archive.org/web/2026/https://a.example/", True, None),
        ("https://github.com/OpenTermsArchive/vlopses-us-versions", False, None),
        ("https://notdropbox.com/", False, None),
    ],
)
def test_a_source_is_the_page_of_whoever_says_it(address: str, copy: bool, reason: str | None) -> None:
    assert source_trouble(address, copy=copy) == reason


@pytest.mark.parametrize(
    ("dated", "fits"),
    [
        *((dated, True) for dated in ("2024", "2024-02", "2024-02-29", "May 2024", "2021", "undated")),
        *((dated, False) for dated in ("2026-02-30", "2099", "2099-02-31x", "yesterday", "2025-02-29", "2026-12-02")),
    ],
)
def test_the_date_of_a_source_is_one_that_has_come_or_undated(dated: str, fits: bool) -> None:
    files = edited(small(), FACTS, "dated: undated", f"dated: {dated}")
    if fits:
        prove(files, today=date(2026, 11, 30))
    else:
        with pytest.raises(Refused, match="is no day, month or year that has come"):
            prove(files, today=date(2026, 11, 30))
