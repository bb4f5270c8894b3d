"""The views of the rooms: the same matter, seen in different ways."""
