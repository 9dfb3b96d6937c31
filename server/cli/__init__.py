"""What the command line does with a server or a store."""
