"""Made-up packs with any words that people may write, and with what a file could trip over."""

from hypothesis import strategies as st

from childconcern.pack import Pack
from childconcern.testing import packs as made_packs

__all__ = ["packs"]

_WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\#[]=\n\t"), min_size=1
).filter(lambda text: bool(text.strip()))
"""What people may write: any character, with those that a file could trip over."""


def packs() -> st.SearchStrategy[Pack]:
    """Return packs without a problem, of few kinds of fact, and no case to two."""
    return made_packs(_WORDS, every_kind=False)
