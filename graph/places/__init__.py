"""The administrative divisions of China, from province to county level, since 1980."""
