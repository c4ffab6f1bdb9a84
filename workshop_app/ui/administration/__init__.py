"""The municipality itself, for administrators."""
