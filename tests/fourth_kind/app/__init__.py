"""A fourth kind of event, as somebody would add one: what stands here is all that it takes (decision 0031)."""
