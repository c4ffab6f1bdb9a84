"""The leader's guess about the unit's pulse."""
