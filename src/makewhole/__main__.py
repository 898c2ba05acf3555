"""`python -m makewhole`: the same program as the command `makewhole`."""

from makewhole.cli import main

main()
