"""The character encoding of a body: this server reads only UTF-8."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from werkzeug.http import parse_options_header

from districtgraph.server.core.errors import BadRequestError, UnsupportedMediaTypeError

__all__ = ["demand_utf8", "utf8_text", "without_byte_order_mark"]

_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
"""Names of UTF-8 and of its subset; a missing name also means UTF-8."""


def demand_utf8(content_type: str | None) -> None:
    """Refuse a body with another encoding, rather than misread its characters.

    Raises:
        UnsupportedMediaTypeError: the content type has a charset that is not UTF-8's.

    """
    _, options = parse_options_header(content_type)
    charset = options.get("charset", "").strip().lower()
    if charset not in _UTF8:
        raise UnsupportedMediaTypeError(
            f"the body's charset is '{charset[:40]}'; this server reads UTF-8: convert it first"
        )


def without_byte_order_mark(start: bytes) -> bytes:
    """Return the beginning of a UTF-8 document without the mark that Windows' editors put there."""
    return start.removeprefix(BOM_UTF8)


def utf8_text(body: bytes) -> str:
    """Return the text of a body, without a byte order mark.

    Raises:
        BadRequestError: the bytes are not UTF-8.

    """
    if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise BadRequestError("the body begins with a mark of UTF-16: send it as UTF-8")
    try:
        return without_byte_order_mark(body).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"the body is not UTF-8 at byte {error.start}") from error
