"""The fragments of inputs: each is repeated alone, and alternately with each other one."""

__all__ = ["FORMS", "HEADERS", "JSON", "MESSAGES", "NAMES", "RESULTS", "SPARQL"]

_QUOTES = ("'", '"', "'''", '"""', "\\'", '\\"')
SPARQL = (
    *_QUOTES,
    "<", ">", "<a:b>", "a.", "a-", "a", "1", ":", "a:b", "_:a", "%", "%41", "\\", "\\u0041",
    "#", "\n", "\\\n", " ", "{", "}", "(", ")", "[", ".", "-", "@en", "?a", "$a", "区",
    "NOW", "NOW#", "SERVICE", "SERVICE <http://a/> ", "LOAD <http://a/> INTO GRAPH <a:b> ;", "FROM",
    "FROM <a:b> ", "USING", "USING <a:b> ", "DELETE WHERE {", "DELETE WHERE {} ;",
    "PREFIX a: <b:c> ", "BASE", "BASE <c/> ",
)  # fmt: skip
"""Tokens of SPARQL, whole and begun: strings of all four kinds, IRIs, names, clauses."""

HEADERS = (
    ",", ";", "q=", ";q=1", "=", "*", "*/*", "a/b", "a", '"', '"a"', "W/", " ", "\t", "gzip",
    "zh-CN", "bytes=", "1-2", "\\", "%",
)  # fmt: skip

FORMS = ("%", "%zz", "%20", "%E5%8C%BA", "%E5", "+", "&", "=", "a", "query=", "\n", "\r", '"', "区")

NAMES = (
    "区",
    "大东区",
    "歷",
    "é",
    "A",
    "word",
    "ﬁ",
    "1",
    "１",
    ".",
    " ",
    "\n",
    "-",
    "\u0301",
    "😀",
    "/",
    "#",
    ":",
)

JSON = (
    '"', "\\", '\\"', "{", "}", "[", "]", ",", ":", '"a":', '"a",', "1", "1e9", "-", ".", "null",
    " ", '{"query":', '{"v":["a",', '"😀"',
)  # fmt: skip

RESULTS = ('"', "\\", '\\"', "[", "{", ",", ":", "}", "\n", "<", "<result>", "a", '{"a":"b"}')
"""Fragments of results in all formats, whose rows are counted."""

MESSAGES = ("[", "]", "[a-z]", ",", "|", " ", "\n", "a", "http://127.0.0.1:1/", "/", "%41", ">")
"""Fragments of the engine's messages on a query, which partly quote its text."""
