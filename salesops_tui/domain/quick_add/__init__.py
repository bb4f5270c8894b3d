"""A task in one line, in English or Chinese: what each part of the line means."""
