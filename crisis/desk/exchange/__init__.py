"""Events, actors, places and topics as rows of a spreadsheet, and back: what leaves unchanged comes back unchanged."""
