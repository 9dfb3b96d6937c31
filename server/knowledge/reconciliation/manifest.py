"""The service manifest: describes the service and the addresses of its parts."""

from typing import Any

from districtgraph import __version__
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers
from districtgraph.server.knowledge.reconciliation.messages import BATCH_SIZE

__all__ = ["PREVIEW_SIZE", "service_manifest"]

PREVIEW_SIZE = (430, 300)
_NAMES = {"zh": "区情图谱", "en": "districtgraph"}
_SETTINGS = {
    "zh": (
        ("最多取值数", "每个实体最多取几个值，0 表示全部。"),
        (
            "取引文",
            "不取值，而取陈述该值的原文字句及其位置（文档与起止偏移）；推理所得的值没有引文。",
        ),
    ),
    "en": (
        ("Most values", "How many values of an entity at most; 0 for all."),
        (
            "Quotes",
            "Instead of each value the words that state it and their place (document, start, "
            "end); what is inferred has none.",
        ),
    ),
}


def service_manifest(
    root: str, language: str, identifiers: Identifiers, default_types: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the manifest.

    Args:
        root: this server's address as clients see it, without a slash at its end.
        language: of names.
        identifiers: the service's identifiers.
        default_types: types to propose.

    """
    path = f"/reconcile/{language}"
    width, height = PREVIEW_SIZE
    return {
        "versions": ["0.1", "0.2"],
        "name": _NAMES[language],
        "identifierSpace": identifiers.identifier_space,
        "schemaSpace": identifiers.schema_space,
        "documentation": f"{root}/",
        "logo": f"{root}/static/icon.svg",
        "serviceVersion": __version__,
        "defaultTypes": default_types,
        "view": {"url": f"{root}{path}/view?id={{{{id}}}}"},
        "preview": {
            "url": f"{root}{path}/preview?id={{{{id}}}}",
            "width": width,
            "height": height,
        },
        "suggest": {
            kind: {"service_url": root, "service_path": f"{path}/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": root, "service_path": f"{path}/properties"},
            "property_settings": _property_settings(language),
        },
        "batchSize": BATCH_SIZE,
    }


def _property_settings(language: str) -> list[dict[str, Any]]:
    limit, quotes = _SETTINGS[language]
    return [
        {
            "name": "limit",
            "label": limit[0],
            "type": "number",
            "default": 0,
            "help_text": limit[1],
        },
        {
            "name": "quotes",
            "label": quotes[0],
            "type": "checkbox",
            "default": False,
            "help_text": quotes[1],
        },
    ]
