"""What the demonstration council holds itself: extracts in the official layouts, and the truth."""

from pipeline.demo.local.area import write_local

__all__ = ["write_local"]
