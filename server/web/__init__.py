"""Pages and documents over HTTP, rendered from records by Flask."""
