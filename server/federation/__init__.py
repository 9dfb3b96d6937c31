"""Calls of other servers by SERVICE and LOAD: who may be called, and the gateway that calls."""
