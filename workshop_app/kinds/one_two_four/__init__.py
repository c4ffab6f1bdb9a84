"""Work on a question by 1-2-4-All: alone, in pairs, in fours, all together."""
