"""One module per kind of chart: each turns a table into shapes, and nothing else."""
