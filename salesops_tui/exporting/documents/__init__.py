"""What was put into words, in every format it is handed on in; each is loaded when it is wanted."""
