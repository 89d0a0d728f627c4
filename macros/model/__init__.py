"""What authors may write, as frozen classes, and the handbook that they make: texts, sections, prompts, pages, brand.

In: nothing; no file is read here. Out: the classes that every later stage speaks of, and the ways through a Handbook.
"""
