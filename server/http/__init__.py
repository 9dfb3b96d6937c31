"""HTTP as values: requests, responses, negotiation, compression, what is logged and counted."""
