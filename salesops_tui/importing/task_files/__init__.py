"""Files of other task programs, turned into a table of tasks as any import reads it."""
