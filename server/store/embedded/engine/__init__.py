"""What touches the engine itself: evaluation, its errors and its results."""
