"""Generated reports with known values, what a corpus says of them, and how fast its pages are."""
