"""The words of the frame that a translation needs: every message of every template."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from guide.catalog import Text
from guide.language import FRAME
from guide.pages.frame import TEMPLATES, Settings, environment

_ASKED_BY = ("_", "own", "gettext", "ngettext")
"""What the templates call for a message; `{% trans %}` calls the last two."""


def frame_words(overrides: Path | None = None) -> Iterator[Text]:
    """The usual name of the site, and every message in the order of the files, those of the host's templates in the
    folder `overrides` after the compiler's own. One that stands twice comes twice."""
    yield Text(FRAME, Settings().site_name, "mkdocs.yml")
    folders = [("templates", TEMPLATES), *([("overrides", overrides)] if overrides else [])]
    for name, folder in folders:
        for file in sorted(path for path in folder.iterdir() if path.suffix in (".html", ".xml", ".txt")):
            yield from _messages(file.read_text(encoding="utf-8"), f"{name}/{file.name}")


@lru_cache(200)
def _messages(source: str, where: str) -> tuple[Text, ...]:
    """Those of one template. An edit changes one: what was found in the others is kept."""
    # In Python the extension sets this method, so a type checker does not know it.
    extracted = environment().extract_translations(source, gettext_functions=_ASKED_BY)  # type: ignore[attr-defined]
    messages = []
    for _, function, found in extracted:
        forms = [found] if isinstance(found, str) else [words for words in found if words is not None]
        messages.append(Text(FRAME, forms[0], where, forms[1] if function == "ngettext" else ""))
    return tuple(messages)
