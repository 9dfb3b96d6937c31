"""The dataset's files, by name."""

from flask import Blueprint, Response, send_file

from districtgraph.graph.rdf.serialization import NAMED_GRAPHS
from districtgraph.graph.tables.table_names import CSV_FILES, PARQUET_FILE, metadata_file
from districtgraph.server.core.addresses import DOWNLOADS
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.web.current import current_addresses, current_dataset

__all__ = ["DOWNLOAD_TYPES", "downloads"]

downloads = Blueprint("downloads", __name__)

DOWNLOAD_TYPES = {
    "dataset.nq": "application/n-quads",
    "dataset.trig": "application/trig",
    "dataset.ttl": "text/turtle; charset=utf-8",
    "dataset.jsonld": "application/ld+json",
    NAMED_GRAPHS: "application/n-quads",
    **dict.fromkeys(CSV_FILES.values(), "text/csv; charset=utf-8; header=present"),
    **{metadata_file(name): "application/csvm+json" for name in CSV_FILES.values()},
    PARQUET_FILE: "application/vnd.apache.parquet",
}


@downloads.get(f"{DOWNLOADS}/<name>")
def download(name: str) -> Response:
    """Send a file of the dataset; its ETag is made from its content."""
    dataset = current_dataset()
    if name not in DOWNLOAD_TYPES or name not in dataset.files:
        known = ", ".join(sorted(DOWNLOAD_TYPES))
        raise NotFoundError(f"there is no download '{name}'; there are: {known}")
    response = send_file(
        dataset.folder.resolve() / name, etag=dataset.checksums[name], conditional=True
    )
    response.headers["Content-Type"] = DOWNLOAD_TYPES[name]
    response.headers["Cache-Control"] = "no-cache"
    if name in CSV_FILES.values():
        # https://www.w3.org/TR/tabular-data-model/#link-header
        metadata = f'<{metadata_file(name)}>; rel="describedby"; type="application/csvm+json"'
        response.headers["Link"] = metadata
    addresses = current_addresses()
    page = addresses.document(addresses.iri("/dataset"))
    # https://signposting.org/FAIR/#contentresources
    response.headers.add("Link", f'<{page}>; rel="collection"; type="text/html"')
    return response
