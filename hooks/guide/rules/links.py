"""Rules about web addresses: where a link may lead, and what the address of a source may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
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
WHOLE_ADDRESS = re.compile(r"\s*(https?:)?//", re.IGNORECASE)
"""How a value begins that is another address, whatever its name."""
SHORTENERS = {
    *("a.co", "amzn.to", "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly"),
    *("s.click.aliexpress.com", "shorturl.at", "t.co", "t.ly", "t.me", "tiny.cc", "tinyurl.com", "v.gd", "youtu.be"),
}
REDIRECTORS = {
    *("l.facebook.com", "lm.facebook.com", "l.instagram.com", "out.reddit.com", "href.li", "linktr.ee"),
    *("translate.goog", "translate.google.com", "googleusercontent.com"),
}
OPEN_TO_ANYBODY = {
    *("docs.google.com", "drive.google.com", "forms.gle", "sites.google.com", "storage.googleapis.com"),
    *("dropbox.com", "dropboxusercontent.com", "1drv.ms", "onedrive.live.com", "mega.nz", "mediafire.com", "box.com"),
    *("wetransfer.com", "we.tl", "file.io", "gofile.io", "4shared.com", "icloud.com", "s3.amazonaws.com"),
    *("forms.office.com", "jotform.com", "typeform.com", "surveymonkey.com", "tally.so", "airtable.com"),
    *("wa.me", "api.whatsapp.com", "chat.whatsapp.com", "telegram.me", "telegram.org", "m.me", "discord.gg"),
    *("discord.com", "signal.me", "line.me", "vk.com", "weixin.qq.com", "skype.com", "viber.com"),
    *(
        "telegra.ph",
        "pastebin.com",
        "paste.ee",
        "hastebin.com",
        "ghostbin.com",
        "rentry.co",
        "rentry.org",
        "justpaste.it",
    ),
    *("vercel.app", "netlify.app", "github.io", "gitlab.io", "pages.dev", "workers.dev", "web.app", "firebaseapp.com"),
    *("herokuapp.com", "onrender.com", "glitch.me", "repl.co", "replit.app", "ngrok.io", "ngrok-free.app", "surge.sh"),
    *("carrd.co", "notion.site", "wixsite.com", "weebly.com", "webflow.io", "godaddysites.com", "square.site"),
    *(
        "000webhostapp.com",
        "blob.core.windows.net",
        "azurewebsites.net",
        "ipfs.io",
        "r2.dev",
        "bit.do",
        "typedream.app",
    ),
}
"""Hosts where anybody puts up a page, a file, a form or a chat in a minute, under a name that says nothing of who does.
With those below each of them. Blogs and sites for documents are not here: the guide has sources on some of them."""
ARCHIVES = {"web.archive.org", "archive.org", "archive.ph", "archive.is", "archive.today"}
"""Sites of copies. A copy backs a source up; it is not the source."""
SCREEN_TEXTS = {
    *("https://pastebin.com/rhYQQj9u", "https://pastebin.com/UCLym8BE", "https://pastebin.com/7VxK8YWm"),
}
"""What buyers saw on their screens, read in November 2026; nobody can change it any more. New ones find other homes."""


def tracking_trouble(address: str) -> str | None:
    """Why an address says more, or leads elsewhere, than it seems to; or None."""
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        if TRACKING.fullmatch(name.lower()):
            return f"the part “{name}=…” tracks readers"
        leads_on = LONG_WAY_ROUND.fullmatch(name.lower()) and ("." in value or "/" in value)
        if leads_on or WHOLE_ADDRESS.match(value):
            return f"the part “{name}=…” leads on to another address"
    return None


def sources_that_track_or_hide(tree: DecisionTree) -> Iterator[Problem]:
    """The address of a source or a body is the page itself: no shortener, no user name or port, no tracking part, no
    site where anybody puts up a file, a form, a chat or a page in a minute. A stored copy may stand under `also`."""
    for trace, address in tree.links():
        reason = source_trouble(address, copy="also" in trace)
        if reason:
            yield Problem(tree.at(*trace), f"the address “{address}” is not allowed: {reason}.", _SOURCE_HINT)


_SOURCE_HINT = "Type the address of the page itself, on the site of whoever says it."


@lru_cache(limits.MOST_TEXTS)
def source_trouble(address: str, *, copy: bool) -> str | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "it is not a web address"
    if parts.username is not None or parts.password is not None or port is not None:
        return "it holds a user name or a port"
    if address in SCREEN_TEXTS or (copy and _is_below(parts.hostname or "", ARCHIVES)):
        return None
    return _host_trouble(parts.hostname or "") or tracking_trouble(address)


def _host_trouble(host: str) -> str | None:
    if host in SHORTENERS or _is_below(host, REDIRECTORS):
        return "this host hides where it leads"
    if _is_below(host, OPEN_TO_ANYBODY):
        return "anybody can put up a page, a file or a chat on this host"
    if _is_below(host, ARCHIVES):
        return "this host holds copies of pages, which may stand under “also” only"
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host) or "xn--" in host:
        return "it must be a name in small Latin letters, not a number"
    return None


def _is_below(host: str, hosts: AbstractSet[str]) -> bool:
    """Whether one of `hosts` is the host, or a part of its name that is nearer to the end."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in hosts for start in range(len(labels)))


def hosts_that_may_deceive(tree: DecisionTree) -> Iterator[Problem]:
    """A host in docs/data/allowed_hosts.yaml is a whole name in Latin letters: no number, no shortener, no site where
    anybody puts up a page in a minute."""
    for host in tree.hosts:
        reason = _host_trouble(host)
        if reason:
            place = tree.at("hosts", host)
            hint = (
                "Type the host of the page itself, without “https://” and without “/”: “www.example.org: the reason”."
            )
            yield Problem(place, f"the host “{host}” is not allowed: {reason}.", hint)


LINKS = (links_that_are_not_allowed, sources_that_track_or_hide, hosts_that_may_deceive)
