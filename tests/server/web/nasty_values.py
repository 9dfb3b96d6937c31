"""Values that nobody sends by mistake, for every part of a request."""
# ruff: noqa: E501

LONG = 20_000

NASTY_TEXTS = (
    "", " ", "\0", "\x01\x1b[31m", "\r\nX-Forged: 1", "a\nb", "\x7f\x85\u2028", "\u202e\u2066rtl",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='a", "{{7*7}}",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/x",
    "/\\evil.example", "http://evil.example/\r\nX-Forged: 1", "../../etc/passwd", "..", ".", "...",
    "%", "%ff", "%00", "%2e%2e%2f", "\ufffd", "\ufeff", "区", "😀", "e\u0301", "x" * LONG, "区" * 3000,
    "1" * 5000, "1" * 400, "9" * 20, "-1", "0", "1e999999", "٣", "²", "1_000", " 1", "+1", "NaN", "true", "null", "[]",
    "{}", '"', "\\", "\\ud800", "[" * 5000, '{"a":' * 2000, "$1", "?", "#", "a#b", "a?b=c",
    "http://[::1", "http://[", "http:///", "http://a b/", "urn:x", "_:b1", "<http://a/>", "dg:",
    "dg:a>b", ":", "a:b:c", "mailto:a@b", "file:///etc/passwd", "x.html", ".html", "x.ttl.html",
    "SELECT * { ?s ?p ?o }", "ASK {", "DROP ALL", "\U0010ffff", "\ufdd0",
)  # fmt: skip
"""Texts that can be encoded."""

NASTY_PATH_ENDS = (
    *NASTY_TEXTS,
    "a/b", "a//b", "/a", "a/", "//", "a/../b", "a;b", "a,b", "a.html/", "a.nt", "区.jsonld",
)  # fmt: skip

NASTY_BYTES = (b"%ff", b"%c3%28", b"%ed%a0%80", b"%f4%90%80%80", b"%", b"%zz", b"%e5%8c", b"%00")
"""Percent-encoded bytes that are no UTF-8, or no percent-encoding."""

NASTY_HOSTS = (
    "", " ", "a b", "[", "[::1", "::1]", "[::1]:x", "a:b:c", "a:99999999", "a:-1", "evil.example/x",
    "evil.example\\x", "a@b", "<script>", '"', "'", "a,b", "a;b", "a?b", "a#b", "%", "%00", "\x01", "\x7f",
    "区", "x" * 5000, "1" * 5000, "a:" + "1" * 5000, ".", "..", "-", "_", "[::ffff:127.0.0.1]", "a\tb",
)  # fmt: skip

NASTY_HEADERS = (
    ("Accept", ("", ",", ";", "*/*;q=9", "text/html;q=" + "9" * 5000, "a" * 5000, "text/\xff", "q=1,;")),
    ("Accept-Language", ("", "-", "zh;q=" + "1" * 5000, "\xff", "x" * 5000, ";;;,,,")),
    ("Accept-Encoding", ("", "gzip;q=" + "1" * 5000, "*;q=x", "\xff", "x" * 5000)),
    ("If-None-Match", ("", "*", '"', 'W/"', "x" * 5000, "\xff", '"a","b",')),
    ("If-Modified-Since", ("", "x", "Thu, 99 Jan 99999 99:99:99 GMT", "1" * 5000)),
    ("Range", ("", "bytes=", "bytes=-", "bytes=9-1", "bytes=" + "1" * 5000 + "-", "bytes=0-,1-,2-", "x")),
    ("Cookie", ("", "language", "language=\xff", "language=" + "x" * 5000, "=;=;")),
    ("Content-Type", ("", ";", "multipart/form-data", "multipart/form-data; boundary=", "\xff", "a/" * 999)),
    ("X-Forwarded-For", ("", ",", "x" * 5000, "\xff")),
    ("X-Forwarded-Host", ("", "[::1", "a b", "<script>", "\xff")),
    ("X-Forwarded-Proto", ("", "javascript", "\xff")),
    ("X-Forwarded-Prefix", ("", "//evil.example", "/\xff", "<script>")),
    ("Sec-Fetch-Site", ("", "\xff")),
    ("Authorization", ("", "Bearer", "Bearer \xff", "Basic x")),
)  # fmt: skip
"""Values as Latin-1, as WSGI has them."""

NASTY_QUERIES = (
    '{"q":{"query":"\\ud800"}}', '{"\\ud800":{"query":"x"}}', '{"q":{"query":"x","type":"\\uDFFF"}}',
    '{"q":{"query":"x","limit":' + "1" * 5000 + "}}", '{"q":{"query":"x","limit":' + "1" * 4000 + "}}",
    '{"q":{"query":"x","limit":1e999}}', '{"q":{"query":"x","limit":NaN}}', '{"q":{"query":"x","limit":1e300}}',
    '{"q":{"query":"x","properties":[{"pid":"\\ud800","v":"\\udc00"}]}}',
    '{"q":{"query":"x","properties":[{"pid":"areaCode","v":' + "1" * 4000 + "}]}}",
    '{"q":{"query":"' + "x" * LONG + '"}}', '{"q\\u0000":{"query":"\\u0000"}}', '{"":{"query":"x"}}',
)  # fmt: skip
"""Batches of reconciliation queries."""

NASTY_EXTENSIONS = (
    '{"ids":["\\ud800"],"properties":[{"id":"label"}]}', '{"ids":["x"],"properties":[{"id":"\\ud800"}]}',
    '{"ids":["x"],"properties":[{"id":"areaCode","settings":{"limit":' + "1" * 4000 + "}}]}",
    '{"ids":["x"],"properties":[{"id":"areaCode","settings":{"limit":"' + "1" * 5000 + '"}}]}',
    '{"ids":["' + "x" * LONG + '","\\u0000","<a>"],"properties":[{"id":"areaCode"},{"id":"<a>"},{"id":""}]}',
)  # fmt: skip
"""Data extension queries."""
