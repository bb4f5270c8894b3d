"""Files from other programs: read, recognised and turned into values, with nothing guessed. Knows no workbook."""
