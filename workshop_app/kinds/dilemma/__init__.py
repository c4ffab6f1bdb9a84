"""Vote, talk, vote again."""
