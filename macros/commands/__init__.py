"""What `python -m macros COMMAND` does, a module a command.

In: a Project and the options of the command line. Out: a line for the person who asked.
"""
