"""Choosing one or some of several options."""
