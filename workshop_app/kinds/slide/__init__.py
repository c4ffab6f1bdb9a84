"""Something to look at together."""
