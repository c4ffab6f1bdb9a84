"""Every element in every state, for those who build the workshop."""
