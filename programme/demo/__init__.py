"""A made-up programme to try Strands on: nobody in it is real.

Everything follows from one seed and one date, so that the same command gives the same families.
"""
