"""The folder of a store: generations, seals, locks, loading, backups."""
