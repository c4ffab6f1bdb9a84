"""Measurements: commands that print tables. Nothing here is a test."""
