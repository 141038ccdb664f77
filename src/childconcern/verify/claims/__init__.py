"""What is proved of a pack, one sort of claim a module."""
