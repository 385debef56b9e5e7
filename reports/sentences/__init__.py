"""The sentences of the report, one room for each kind; every one is made from facts."""
