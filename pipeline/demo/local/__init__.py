"""What the demonstration council holds itself: extracts in the official layouts, and the truth."""
