"""The `jsna.toml` of a new area folder: every key, with a note on it."""

TEMPLATE = """\
# What `jsna build` is told about this area. Lines that start with # are notes.

[area]
# The three-digit DfE code of the local authority.
la_code = {la_code}
# The name to print; without it, the name in the published data is used.
# name = "North Yorkshire"
# true puts "made-up data" on every page.
# is_demonstration = false

[publication]
# What this edition is called; "draft" until you publish.
edition = "draft"
# Where a reader can ask a question.
# contact = "send.data@example.gov.uk"
# The colour of the area's line and bar in every chart; it must read well on white.
# accent_colour = "#12436D"

[comparators]
# Which set of statistical neighbours to compare with.
neighbours = "dfe-2025"

[disclosure]
# How small numbers of your own records are hidden: "council-1-4", "nhs-1-7-round5" or "dfe-open".
# A data protection officer should agree to it. Each line below changes one number of the preset.
preset = "council-1-4"
# Counts of 1 to this are hidden; 0 without rounding hides nothing.
# threshold = 4
# false hides a count of 0, too.
# print_zeros = true
# Other counts are rounded to the nearest multiple of this; 0 is no rounding.
# rounding = 0
# No rate, share or mean is given of a group of fewer.
# least_group = 10
# "All of them" and "none of them" are hidden of a group of fewer.
# group_of = 20
"""
