"""Turns texts into claims, and claims into quads: the pure core, and the build around it."""
