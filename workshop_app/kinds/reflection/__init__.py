"""Thinking something over alone, with notes that stay on the phone."""
