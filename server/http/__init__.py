"""HTTP as values: requests, responses, negotiation, compression, logs and metrics."""
