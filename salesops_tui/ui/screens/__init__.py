"""One module for each room and page."""
