"""Log lines that never hold a value: what happened and where, not to whom."""

import logging
from pathlib import Path
from uuid import UUID

OURS = ("makewhole", "django")


class WithoutValues(logging.Formatter):
    """Formats a record as `time level logger: words`. Arguments show only if they are numbers or uuids; an exception
    shows its type and places, never its text; a request shows its route, never its address."""

    def format(self, record: logging.LogRecord) -> str:
        said = [f"{self.formatTime(record)} {record.levelname} {record.name}: {_words(record)}"]
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            said.append(f"  {getattr(request, 'method', '')} {match.route if match else '(no such page)'}")
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            said.append(f"  {type(error).__name__} at {' < '.join(_places(error))}")
            error = error.__cause__ or error.__context__
        return "\n".join(said)


def _words(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] not in OURS:
        return f"(from {record.module}:{record.lineno})"
    arguments = record.args if isinstance(record.args, tuple) else ()
    shown = tuple(each if isinstance(each, int | float | UUID) else "…" for each in arguments)
    try:
        return str(record.msg) % shown if shown else str(record.msg)
    except (TypeError, ValueError):
        return f"(from {record.module}:{record.lineno})"


def _places(error: BaseException) -> list[str]:
    trace, places = error.__traceback__, []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[::-1][:8]
