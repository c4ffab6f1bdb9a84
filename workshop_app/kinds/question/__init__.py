"""Work on a question alone, in groups, all together."""
