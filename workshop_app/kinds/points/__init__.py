"""A hundred points shared out, as it is and as it should be."""
