"""What is asked in between: forms and pickers."""
