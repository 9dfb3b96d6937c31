"""Detects the encoding of a text's bytes: UTF-8, UTF-16 with a mark, or GB18030."""

from districtgraph.graph.errors import TextFileError

__all__ = ["decoded"]

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = frozenset(range(9)) | frozenset(range(14, 27)) | frozenset(range(28, 32))
_MOST_CONTROLS = 0.01
"""The largest share of control characters in a text."""
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要年到地区市县工作发展建设产业经济增长亿元全新实现业生服务"
)
"""Characters that are frequent in every Chinese report, and absent from wrongly decoded bytes."""
_LEAST_COMMON = 0.05
"""The smallest share of these among the Chinese characters of correctly decoded bytes."""


def decoded(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Return the text of bytes and how they were decoded: UTF-8, UTF-16 with a mark, GB18030."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name, encoding), encoding.removesuffix("-sig")
    if sum(byte in _CONTROLS for byte in data[:65536]) > _MOST_CONTROLS * min(len(data), 65536):
        raise TextFileError(
            f"{name}: is a binary file, not text; give text, Markdown, HTML, PDF or DOCX"
        )
    for encoding in dict.fromkeys(("utf-8", "gb18030", declared)):
        if text := _plausibly(data, encoding):
            return text, encoding
    raise TextFileError(
        f"{name}: is neither UTF-8 nor GB18030 (GBK, GB2312); "
        "convert it: iconv -f ENCODING -t UTF-8"
    )


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextFileError(
            f"{name}: begins as {encoding.removesuffix('-sig')} and is none at byte {error.start}"
        ) from error


def _plausibly(data: bytes, encoding: str) -> str:
    """Return the text of bytes in an encoding; empty if they are none or make no Chinese."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return ""
    if encoding == "utf-8":
        return text
    chinese = [character for character in text if "一" <= character <= "鿿"]
    common = sum(character in _COMMON for character in chinese)
    return text if chinese and common >= _LEAST_COMMON * len(chinese) else ""
