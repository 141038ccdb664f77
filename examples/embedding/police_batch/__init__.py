"""A batch of police notifications: JSON lines in, JSON lines out."""
