"""Tillitsverkstedet: live workshops on trust-based leadership, and what comes of them."""
