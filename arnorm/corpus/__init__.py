"""Bytes in, bytes out: encodings, files, and the jobs that a command line asks for."""
