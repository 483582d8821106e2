"""An article and the extractor: drafts the first time, differences the next, and the day known events speak for."""
