"""The service that OpenRefine uses: the Reconciliation Service API 0.2 of a W3C community group."""
