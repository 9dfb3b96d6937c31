"""The questions as an API and as pages."""
