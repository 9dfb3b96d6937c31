"""Translates between IRIs of the graph and addresses of this server.

All IRIs of the graph begin with its base IRI. This server answers for them below its own address,
whether or not the base IRI resolves to it: ``BASEid/place/210104`` is at ``/id/place/210104``.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

__all__ = ["DISTRICTS", "DOWNLOADS", "QUESTIONS", "SOURCES", "Addresses", "is_web_address"]

DISTRICTS = "/district"
DOWNLOADS = "/download"
QUESTIONS = "/queries"
SOURCES = "/source"
"""Paths below which there are pages, or files, that are no document about an IRI."""
_DOCUMENTS = "id/document/"
_SAFE = "/:@!$&'()*+,;=~-._"
_SAFE_FRAGMENT = f"{_SAFE}?%"
_PROTOCOLS = re.compile(r"(?:store|federation)/")
"""Paths below which protocols answer, and no document."""
_WEB = ("http://", "https://")


def is_web_address(iri: str) -> bool:
    """Return whether an IRI in the data may become a link: `javascript:` and others run code."""
    return iri[:8].lower().startswith(_WEB)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Both names of everything under the base IRI.

    Attributes:
        base: the base IRI, with a slash at its end.
        root: this server's address as clients see it, without a slash at its end.
        prefix: the path of `root`: empty, or begins with a slash and ends without one.

    """

    base: str
    root: str
    prefix: str = ""

    def is_own(self, iri: str) -> bool:
        """Return whether an IRI is under the base, so that this server answers for it."""
        return iri.startswith(self.base)

    def iri(self, path: str) -> str:
        """Return the IRI that a path of this server, without the prefix, answers for."""
        return self.base + path.removeprefix("/")

    def local(self, path: str, **parameters: str) -> str:
        """Return a link to a path of this server, such as ``/sparql``, percent-encoded already."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self._rooted(path)}{query}"

    def encoded(self, path: str, **parameters: str) -> str:
        """Return a link to a path that is not percent-encoded, such as that of a request."""
        return self.local(quote(path, safe=_SAFE), **parameters)

    def has_path(self, iri: str) -> bool:
        """Return whether the documents about an IRI are at the path of its own."""
        return self.is_own(iri) and not _PROTOCOLS.match(iri.removeprefix(self.base))

    def document(self, iri: str, extension: str = "html", **parameters: str) -> str:
        """Return a link to the document about an IRI, with parameters before its fragment.

        The store may describe IRIs outside the base too, and graphs below ``/store``; their
        documents are at ``/resource``.
        """
        if not self.has_path(iri):
            return self.local(f"/resource.{extension}", iri=iri, **parameters)
        path, hash_sign, fragment = iri.removeprefix(self.base).partition("#")
        document = self.encoded(f"/{path}.{extension}", **parameters)
        return f"{document}{hash_sign}{quote(fragment, safe=_SAFE_FRAGMENT)}"

    def district(self, key: str) -> str:
        """Return a link to the page of years and indicators of a district, by its code."""
        return self.encoded(f"{DISTRICTS}/{key}")

    def download(self, name: str) -> str:
        """Return a link to a file to download."""
        return self.encoded(f"{DOWNLOADS}/{name}")

    def question(self, name: str, extension: str = "", **parameters: str) -> str:
        """Return a link to a question's answer: as a page, or in the format of an extension."""
        dot = "." if extension else ""
        return self.encoded(f"{QUESTIONS}/{name}{dot}{extension}", **parameters)

    def source(self, document: str, start: int | None = None, end: int | None = None) -> str:
        """Return a link to a document as people read it, and to words in it.

        Args:
            document: its IRI; of one that this server has no page of, the link is to its IRI's.
            start: where the words begin; None for the whole document.
            end: where they end.

        """
        documents = f"{self.base}{_DOCUMENTS}"
        key = document.removeprefix(documents)
        if not document.startswith(documents) or not key or "/" in key:
            return self.document(document)
        page = self.encoded(f"{SOURCES}/{key}")
        return page if start is None else f"{page}?at={start}#{start}-{end}"

    def _rooted(self, path: str) -> str:
        """Return a path under the prefix; one that begins with two slashes would name a host."""
        link = f"{self.prefix}{path}"
        return f"/.{link}" if link.startswith(("//", "/\\")) else link

    def absolute(self, link: str) -> str:
        """Return a link as an absolute address."""
        return self.root + link.removeprefix(self.prefix)
