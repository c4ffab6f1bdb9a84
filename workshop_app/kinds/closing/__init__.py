"""The commitments once more, and the next date."""
