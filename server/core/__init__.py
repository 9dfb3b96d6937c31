"""Settings, errors, addresses, short names, turns and clients: every room may import these."""
