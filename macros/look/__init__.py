"""A brand's colours, pictures and typeface, made harmless, readable and small.

In: what brand.yml says and the files that it names. Out: one Look, ready for pages and paper, or what is wrong with it.
"""
