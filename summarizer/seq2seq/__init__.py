"""Writers of headlines and briefs: engines behind one protocol."""
