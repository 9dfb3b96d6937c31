"""OpenRefine's service over HTTP."""
