"""What every room may know: settings, errors, addresses, short names, turns and who asks."""
