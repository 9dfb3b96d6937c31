"""Article to claims to quads: the pure core, and the build around it."""
