"""Rules about web addresses: where a link may lead, and what the address of a source may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from guide import limits
from guide.kinds import HOSTS
from guide.problem import Problem
from guide.text.markdown import fields, links
from guide.tree import DecisionTree


def links_that_are_not_allowed(tree: DecisionTree) -> Iterator[Problem]:
    """A link in a text leads to a step, or with https to a host in docs/data/allowed_hosts.yaml."""
    for trace, text in fields(tree):
        for target in links(text):
            reason = link_trouble(tree, target)
            if reason:
                hint = _LINK_HINT + (_HOST_HINT if reason.endswith(_NOT_LISTED) else "")
                yield Problem(tree.at(*trace), f"the link to “{target}” is not allowed: {reason}.", hint)


_LINK_HINT = f"Link to the id of a step, or to an https address whose host is in {HOSTS}."
_NOT_LISTED = "is not on the list"
_HOST_HINT = (
    " Another host needs a line there, as it stands in the address, with the reason: "
    "“  www.example.org: Its own page on complaints.”"
)


def link_trouble(tree: DecisionTree, target: str) -> str | None:
    """Why the site must not link to `target`, or None."""
    section, _, country = target.partition("/")
    if target in tree or (section == "countries" and (not country or country in tree.countries)):
        return None
    if not target.isascii() or not target.isprintable() or "\\" in target or " " in target:
        return "it holds characters that do not belong in an address"
    try:
        parts = urlsplit(target)
        port = parts.port
    except ValueError:
        return "it is not a web address"
    if not parts.scheme and not parts.netloc:
        return "there is no such step or country"
    if parts.scheme != "https":
        return "it does not begin with https://"
    if parts.username is not None or parts.password is not None or port is not None:
        return "it holds a user name or a port"
    if parts.hostname not in tree.hosts:
        return f"the host “{parts.hostname}” {_NOT_LISTED}"
    return tracking_trouble(target)


TRACKING = re.compile(
    r"utm_.*|aff.*|.*click_?id|gclid|fbclid|msclkid|ref|referrer|partner|pid|sk|tag|spm|scm|terminal_id"
)
"""Names of parameters that tell a shop or an advertiser who sent the reader."""
LONG_WAY_ROUND = re.compile(r"(url|u|to|target|goto|dest(ination)?|redirect(_to|_uri|_url)?|next|continue)")
"""Names of parameters that hold another address to go on to."""
SHORTENERS = {
    *("a.co", "amzn.to", "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly"),
    *("s.click.aliexpress.com", "shorturl.at", "t.co", "t.ly", "t.me", "tiny.cc", "tinyurl.com", "v.gd", "youtu.be"),
}


def tracking_trouble(address: str) -> str | None:
    """Why an address says more, or leads elsewhere, than it seems to; or None."""
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        if TRACKING.fullmatch(name.lower()):
            return f"the part “{name}=…” tracks readers"
        if LONG_WAY_ROUND.fullmatch(name.lower()) and ("." in value or "/" in value):
            return f"the part “{name}=…” leads on to another address"
    return None


def sources_that_track_or_hide(tree: DecisionTree) -> Iterator[Problem]:
    """The address of a source or a body is the page itself: no shortener, no user name or port, no tracking part."""
    for trace, address in tree.links():
        reason = _source_trouble(address)
        if reason:
            yield Problem(
                tree.at(*trace), f"the address “{address}” is not allowed: {reason}.", "Type the page's own address."
            )


@lru_cache(limits.MOST_TEXTS)
def _source_trouble(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "it is not a web address"
    if parts.username is not None or parts.password is not None or port is not None:
        return "it holds a user name or a port"
    return _host_trouble(parts.hostname or "") or tracking_trouble(address)


def _host_trouble(host: str) -> str | None:
    if host in SHORTENERS:
        return "this host hides where it leads"
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host) or "xn--" in host:
        return "it must be a name in small Latin letters, not a number"
    return None


def hosts_that_may_deceive(tree: DecisionTree) -> Iterator[Problem]:
    """A host in docs/data/allowed_hosts.yaml is a whole name in Latin letters: no number, no shortener."""
    for host in tree.hosts:
        reason = _host_trouble(host)
        if reason:
            place = tree.at("hosts", host)
            hint = (
                "Type the host of the page itself, without “https://” and without “/”: “www.example.org: the reason”."
            )
            yield Problem(place, f"the host “{host}” is not allowed: {reason}.", hint)


LINKS = (links_that_are_not_allowed, sources_that_track_or_hide, hosts_that_may_deceive)
