"""The week: a report that drafts itself from the same figures as the other rooms."""
