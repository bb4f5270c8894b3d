"""Tasks as the files of other task programs."""
