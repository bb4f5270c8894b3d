"""What sales operations is: frozen dataclasses and pure rules. No files, no clock, no screen."""
