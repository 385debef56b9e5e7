"""What the demonstration council holds itself: extracts in the official layouts, and the truth."""

from pipeline.demo.local.area import write_local
from pipeline.demo.local.extracts import Extracts

__all__ = ["Extracts", "write_local"]
