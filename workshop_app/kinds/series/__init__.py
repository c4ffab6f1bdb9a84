"""Several statements on the same five worded steps."""
