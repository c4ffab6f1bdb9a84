"""First-run set-up, units and new sessions."""
