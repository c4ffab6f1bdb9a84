"""What the facilitator holds during a session."""
