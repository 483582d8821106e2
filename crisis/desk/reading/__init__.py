"""The reading desk: an article with its proposed events marked in it, accepted, corrected or rejected one by one."""
