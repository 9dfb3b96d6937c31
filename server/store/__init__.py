"""The store on disk: loading, backup, the one writer, and how views read it."""
