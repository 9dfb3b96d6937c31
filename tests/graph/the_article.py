"""The first article as it is committed, read once: it takes a second of a processor."""

from functools import cache

from districtgraph.graph.curation.articles import Article, read_article
from tests import COMMITTED_ARTICLES, THE_ARTICLE

__all__ = ["the_article"]


@cache
def the_article() -> Article:
    """Return the article with its overlay and its claims."""
    return read_article(COMMITTED_ARTICLES / THE_ARTICLE)
