"""The sheet for those without a phone."""
