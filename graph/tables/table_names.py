"""The names of a table's files."""

__all__ = ["CSV_FILES", "PARQUET_FILE", "metadata_file"]

CSV_FILES = {"en": "observations.csv", "zh": "observations-zh.csv"}
"""The CSV file by the language of its titles and names."""
PARQUET_FILE = "observations.parquet"


def metadata_file(csv_file: str) -> str:
    """Return the name of a CSV file's metadata, where readers look for it by themselves."""
    return f"{csv_file}-metadata.json"
