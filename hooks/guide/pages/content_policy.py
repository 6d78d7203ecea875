"""What a page allows a browser to load, to run and to send (Content-Security-Policy). A browser refuses everything
else, also on a page into which somebody has smuggled a script."""

from __future__ import annotations

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


THEME = (
    "'sha256-/K9p2JtEqCycL2fSbEonMakkteWpAHv57x2wndLqMNo='",
    "'sha256-DrEMJJ29sL7vIloQzly+VUGMxKcBTMII+OfW7Y8AkG4='",
    "'sha256-/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8='",
)
"""The inline scripts of Material's page, in their order. After an update of Material read the new ones before their
digests go in here. They are never taken from a page: a script in its title would bless itself."""


def with_policy(html: str, style: str) -> str:
    """The search page as the theme made it, with a policy that lets it run the theme's own scripts and the one `style`
    of our template; nothing else that stands in `html`. The other pages have a policy from the frame; they stay."""
    if _META in html.partition("</head>")[0]:
        return html
    made = (
        f"{_META}default-src 'none';script-src 'self' {' '.join(THEME)};style-src 'self' {_digest(style)};"
        "img-src 'self' data:;connect-src 'self';worker-src 'self';form-action 'none';base-uri 'none'\">"
    )
    return html.replace(_CHARSET, _CHARSET + made, 1)


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
