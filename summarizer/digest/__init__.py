"""The day's bulletins as one article: chosen, put in the customary order, written, rendered."""
