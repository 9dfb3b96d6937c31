"""What the columns of a table are called that has become lines of text."""

__all__ = ["NAME_COLUMN"]

NAME_COLUMN = "(?:主要)?(?:经济)?(?:指标|项目|名称|产品|行业|类别|品种)(?:名称)?"
"""A regular expression for the first cell of a header, above the names of the rows."""
