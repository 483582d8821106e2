"""The desk's pages for events and for whom, where and what they are about."""
