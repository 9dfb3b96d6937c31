"""The parts of a page that tests check: closed elements, headings, links, texts and ids."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Outline", "outline_of"]

_VOID = {"meta", "link", "input", "br", "hr", "img", "col", "wbr"}


@dataclass
class Outline:
    """The outline of a page.

    Attributes:
        headings: level and text, in order.
        links: text of the first link by target.
        ids: of elements.
        languages: text by ``lang`` of the nearest element that has one.
        unclosed: elements that are not closed as they were opened.

    """

    headings: list[tuple[int, str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    ids: Counter[str] = field(default_factory=Counter)
    languages: list[tuple[str, str]] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.outline = Outline()
        self._open: list[tuple[str, str]] = []
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.outline.ids[found["id"]] += 1
        if tag in _VOID:
            return
        language = found.get("lang") or (self._open[-1][1] if self._open else "")
        self._open.append((tag, language))
        if tag in ("h1", "h2", "h3", "h4"):
            self.outline.headings.append((int(tag[1]), ""))
        if tag == "a":
            # A second link to the same address may say something else.
            self._link = (
                "" if found.get("href", "") in self.outline.links else found.get("href", "")
            )
            self.outline.links.setdefault(found.get("href", ""), "")

    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop()[0] if self._open else "nothing"
        if opened != tag:
            self.outline.unclosed.append(f"{opened} by {tag} at {self.getpos()}")
        if tag == "a":
            self._link = ""

    def handle_data(self, data: str) -> None:
        if not self._open or not data.strip():
            return
        language = self._open[-1][1]
        self.outline.languages.append((language, data.strip()))
        if any(name in ("h1", "h2", "h3", "h4") for name, _ in self._open):
            level, text = self.outline.headings[-1]
            self.outline.headings[-1] = (level, f"{text} {data.strip()}".strip())
        if self._link:
            self.outline.links[self._link] += data


def outline_of(page: str) -> Outline:
    """Return the outline of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.outline.unclosed += [tag for tag, _ in reader._open]
    return reader.outline
