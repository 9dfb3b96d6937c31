"""Calls to other endpoints on behalf of a query, behind a loopback gateway."""
