"""What units take away: the unit's page as figures and words, files in open formats, and the minutes."""
