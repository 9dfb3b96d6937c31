"""Named things: organisations, programmes, documents, places, facilities and events."""
