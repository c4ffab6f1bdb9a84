"""What each role sees, made from a snapshot: plain frozen values, every word already chosen."""
