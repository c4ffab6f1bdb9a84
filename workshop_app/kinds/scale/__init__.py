"""One statement on five worded steps."""
