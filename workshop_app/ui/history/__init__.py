"""What is left afterwards: a unit's sessions, and each session's page."""
