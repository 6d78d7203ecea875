from collections.abc import Iterator

from guide.catalog import Text


def frame_words() -> Iterator[Text]:
    return iter(())
