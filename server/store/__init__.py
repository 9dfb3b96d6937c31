"""The `Backend` protocol, its engines (on disk, in memory, remote), and how pages read a store."""
