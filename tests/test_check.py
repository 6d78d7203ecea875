"""Addresses in the guide: what a link may lead to, and what the address of a source may hold."""

from __future__ import annotations

import pytest

from guide import prove
from guide.check import link_trouble, tracking_trouble
from samples import small

TREE = prove(small())


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
