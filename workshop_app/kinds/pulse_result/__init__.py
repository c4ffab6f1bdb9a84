"""What the pulse of the same session came to."""
