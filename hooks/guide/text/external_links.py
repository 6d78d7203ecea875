"""Links to other sites: they show where they lead, as fakes look like the real thing, and say nothing of the reader."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from guide import limits

_LINK = re.compile(r'<a([^<>]*) href="(https?://([^/?#"]+)[^"]*)"([^<>]*)>(.*?)</a>', re.DOTALL | re.IGNORECASE)


@lru_cache(limits.MOST_TEXTS)
def host(address: str) -> str:
    """The name of the site that an address leads to, in small letters; empty where it is no address of one."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def host_suffix(words: str, name: str) -> str:
    """The name of a site, or nothing where the words of the link show it already, whole."""
    shown = name in words and re.search(rf"(?<![\w.@-]){re.escape(name)}(?![\w:-]|\.\w)", words)
    return "" if shown else name


def link(words: str, address: str) -> Markup:
    """A link to another site."""
    return marked(f'<a href="{escape(address)}">{escape(words)}</a>')


def marked(html: str) -> Markup:
    """The same HTML, in which each link to another site has the name of that site behind its words."""
    return Markup(_LINK.sub(_marked, html))


def _marked(found: re.Match[str]) -> str:
    before, address, name, after, words = found.groups()
    tail = f" ({name})" if host_suffix(words, name) else ""
    return f'<a{before} href="{address}"{after}>{words}{tail}</a>'
