"""The dataset in schema.org's words, for search engines that read pages.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

import json
from collections.abc import Iterator
from typing import Any

from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.dataset_facts import current_dataset_facts
from districtgraph.server.web.downloads import DOWNLOAD_TYPES

__all__ = ["schema_org_dataset"]


def schema_org_dataset() -> str:
    """Return the dataset as JSON-LD that is safe inside a page's script element.

    Returns:
        One object, or an empty text if the store has no dataset with a name.

    """
    facts, addresses = current_dataset_facts(), current_addresses()
    if not facts.titles:
        return ""
    iri = addresses.iri("/dataset")
    content: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": iri,
        "name": _in_languages(facts.titles),
        "description": _in_languages(facts.descriptions),
        "url": addresses.absolute(addresses.document(iri)),
        "identifier": iri,
        "license": facts.licence,
        "version": facts.version,
        "inLanguage": sorted(facts.titles),
        "isAccessibleForFree": True,
        "distribution": list(_downloads()),
    }
    text = json.dumps(
        {name: value for name, value in content.items() if value},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    # No title may end the element that contains the text.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _in_languages(texts: Any) -> list[dict[str, str]]:
    return [{"@language": language, "@value": text} for language, text in sorted(texts.items())]


def _downloads() -> Iterator[dict[str, object]]:
    addresses = current_addresses()
    for name, media_type in DOWNLOAD_TYPES.items():
        size = current_dataset().files.get(name)
        if size is not None:
            yield {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": media_type.partition(";")[0],
                "contentUrl": addresses.absolute(addresses.download(name)),
                "contentSize": f"{size} B",
            }
