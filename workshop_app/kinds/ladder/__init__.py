"""Who decides today, and who should, on five steps for each decision."""
