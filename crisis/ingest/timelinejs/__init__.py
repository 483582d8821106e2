"""A TimelineJS moves in: its slides become drafts, each resting on what it links to."""
