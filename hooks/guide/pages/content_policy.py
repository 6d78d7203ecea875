"""What a page allows a browser to load, to run and to send (Content-Security-Policy). A browser refuses everything
else, also on a page into which somebody has smuggled a script."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup


def policy_for(style: str) -> Markup:
    """For a page: its one style, its icon, the form of the search; no script, and no other site."""
    return _policy(style)


def policy_with_script(style: str) -> Markup:
    """For the search page. It also runs the scripts that are files of the site, as worker too, and asks the site for
    the index; nothing that stands in the page itself."""
    return _policy(style, "script-src 'self';worker-src 'self';connect-src 'self';")


def _policy(style: str, more: str = "") -> Markup:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return Markup(
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';{more}style-src 'sha256-{digest}';"
        "img-src data:;form-action 'self';base-uri 'none'\">"
    )
