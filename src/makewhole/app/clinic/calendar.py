"""The moment at which the worker looks at the calendar: a room above has something of its own to do then."""

from django.dispatch import Signal

looked = Signal()
