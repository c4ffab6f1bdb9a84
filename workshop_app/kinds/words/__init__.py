"""One word from each group."""
