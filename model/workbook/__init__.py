"""The child process that parses a workbook, under limits of memory and time.

A small workbook can cost minutes and gigabytes, so it is parsed apart from the app. The process imports nothing
but the standard library, and so starts fast. It reads ECMA-376 part 1 (SpreadsheetML) with expat, event by event.
"""
