"""The codes of problems: one for each kind, which stands behind the sentence and is a heading of contributing.md or of
translating.md."""

from __future__ import annotations

from collections.abc import Callable

from guide.read import catalogs, files
from guide.rules import RULES, code_of
from guide.rules.languages import TOGETHER
from guide.rules.translations import TRANSLATIONS


def _sentence(rule: Callable[..., object]) -> str:
    return " ".join((rule.__doc__ or "").split())


OF_THE_GUIDE = {**files.CODES, **{code_of(rule): _sentence(rule) for rule in RULES}}
"""Each code of contributing.md, in the order in which problems are looked for, with what the guide keeps to."""
_ABOUT_TRANSLATIONS: tuple[Callable[..., object], ...] = (*TRANSLATIONS, *TOGETHER)
OF_TRANSLATIONS = {
    **{code: files.CODES[code] for code in catalogs.OF_EACH_FILE},
    **catalogs.CODES,
    **{code_of(rule): _sentence(rule) for rule in _ABOUT_TRANSLATIONS},
}
"""The same of translating.md. What holds for every file stands in both."""
CODES = {**OF_THE_GUIDE, **OF_TRANSLATIONS}
