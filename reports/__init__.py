"""The render stage: from build/published.duckdb to a static site."""
