"""The page that says which file or service is for whom."""

from collections.abc import Mapping

from flask import Blueprint, Response

from districtgraph.graph.rdf.serialization import NAMED_GRAPHS
from districtgraph.graph.tables.table_names import CSV_FILES, PARQUET_FILE, metadata_file
from districtgraph.server.web.current import current_config, current_dataset, public_url
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["DOWNLOAD_USES", "data_page"]

data_page = Blueprint("data", __name__)

DOWNLOAD_USES: Mapping[str, Mapping[str, str]] = {
    "tables": {
        CSV_FILES["zh"]: "spreadsheet_zh",
        CSV_FILES["en"]: "spreadsheet_en",
        PARQUET_FILE: "analysis",
        metadata_file(CSV_FILES["zh"]): "columns",
        metadata_file(CSV_FILES["en"]): "columns",
    },
    "graph": {
        "dataset.ttl": "reading",
        "dataset.nq": "store",
        "dataset.trig": "store_reading",
        NAMED_GRAPHS: "union_store",
        "dataset.jsonld": "json",
    },
}
"""Every download, by the group that it is shown in, and the name of the words for whom it is."""


@data_page.get("/data")
def data() -> Response:
    """Show the downloads and the services, each with the people that it is for."""
    files = current_dataset().files
    groups = [
        (group, [(name, files[name], use) for name, use in uses.items() if name in files])
        for group, uses in DOWNLOAD_USES.items()
    ]
    return page_response(
        "data.html",
        groups=[(group, found) for group, found in groups if found],
        endpoint_root=public_url(),
        version=current_dataset().version,
        of_corpus=current_config().corpus is not None,
    )
