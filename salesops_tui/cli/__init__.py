"""Every job without the screen, and the way to it."""
