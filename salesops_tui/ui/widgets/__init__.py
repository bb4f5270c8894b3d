"""What rooms are built from: widgets take attributes and send messages, and know neither services nor each other."""
