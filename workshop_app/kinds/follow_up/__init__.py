"""What became of a commitment from the session before."""
