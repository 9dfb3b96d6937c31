"""What the columns of a table are called that has become lines of text."""

__all__ = ["NAME_COLUMN", "PLACE_COLUMN"]

NAME_COLUMN = "(?:主要)?(?:经济)?(?:指标|项目|科目|名称|产品|行业|类别|品种)(?:名称)?"
"""A regular expression for the first cell of a header, above the names of the rows."""
PLACE_COLUMN = (
    "(?:各?(?:县[（(]市?、?区?[）)]|区[（(]县[）)]|市[（(]州[）)]|县市别|县市区?|市县区?|区县市?|县区|旗县市?区?|市州|市地|盟市)"
    "|各?(?:乡镇|镇乡|镇街|街镇|镇街道|乡镇街道|街道|乡?镇[（(]街道[）)])|镇名|地区|行政区划|区域|园区|辖区)(?:名称)?"
)
"""The same above the names of places."""
