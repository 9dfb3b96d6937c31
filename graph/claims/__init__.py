"""Claims and the audit as records, and the files that hold them."""
