"""Giving people access, for administrators."""
