"""What a page allows a browser to load, to run and to send (Content-Security-Policy). A browser refuses everything
else, also on a page into which somebody has smuggled a script."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

_META = '<meta http-equiv="Content-Security-Policy" content="'
_CHARSET = '<meta charset="utf-8">'


def policy_for(style: str) -> Markup:
    """For a finished page: its one style, its icon, the form of the search; no script, and no other site."""
    return Markup(
        f"{_META}default-src 'none';style-src {_digest(style)};img-src data:;form-action 'self';base-uri 'none'\">"
    )


def with_policy(html: str, typed: str) -> str:
    """The search page as the theme made it, with a policy for the theme's own scripts and styles. What contributors
    have `typed` is part of `html`, and may bring neither. The other pages have a policy from the frame; they stay."""
    if _META in html.partition("</head>")[0]:
        return html
    own = html.replace(typed, "")
    scripts = " ".join(_digest(found) for found in re.findall(r"<script>(.*?)</script>", own, flags=re.DOTALL))
    styles = " ".join(_digest(found) for found in re.findall(r"<style>(.*?)</style>", own, flags=re.DOTALL))
    made = (
        f"{_META}default-src 'none';script-src 'self' {scripts};style-src 'self' {styles};img-src 'self' data:;"
        "connect-src 'self';worker-src 'self';form-action 'none';base-uri 'none'\">"
    )
    return html.replace(_CHARSET, _CHARSET + made, 1)


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
