"""Makes the packets of many visits on all cores: each written whole or not at all, one bad visit stopping no other."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice

from makewhole.cli._packet_folder import Job, Made, failed, make

STOPS = (signal.SIGINT, signal.SIGTERM)


def make_all(jobs: Iterable[Job], count: int) -> Generator[Made, None, None]:
    """The result of each of `count` jobs as it is done, in no fixed order. Memory does not grow with their number.

    Close it when you leave early: its workers end then. Ctrl-C and SIGTERM take effect when no job is under way.
    """
    workers = min(_cores(), count)
    if workers < 2:
        yield from map(make, jobs)
        return
    waiting = iter(jobs)
    with _stops_held_back() as stops:
        while not stops:
            lost = yield from _side_by_side(waiting, workers, stops)
            if not lost:
                return
            # One of them ended its worker, and took the others along: each is tried once more, where it harms no other.
            for job in lost:
                yield _apart(job)


@contextmanager
def _stops_held_back() -> Iterator[list[int]]:
    """Signals to stop are put in the list, and take effect at the end.

    Raised in the middle of the pool they could leave one of its locks held, and the program would never end.
    """
    stops: list[int] = []
    heeded = [number for number in STOPS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda number, _: stops.append(number)) for number in heeded}
    try:
        yield stops
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if stops:
            signal.raise_signal(stops[0])


def _side_by_side(waiting: Iterator[Job], workers: int, stops: list[int]) -> Generator[Made, None, list[Job]]:
    """Returns the jobs that were under way when a worker died; none when all are done or it is to stop."""
    ready: deque[Job] = deque(islice(waiting, 2 * workers))
    running: dict[Future[Made], Job] = {}
    with _pool(workers) as pool:
        try:
            while (ready or running) and not stops:
                while ready:
                    running[pool.submit(make, ready[0])] = ready[0]
                    ready.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    made = future.result()
                    del running[future]
                    ready.extend(islice(waiting, 1))
                    yield made
        except BrokenProcessPool:
            return [*running.values(), *ready]
        finally:
            pool.shutdown(cancel_futures=True)
    return []


def _apart(job: Job) -> Made:
    with _pool(1) as pool:
        try:
            return pool.submit(make, job).result()
        except BrokenProcessPool:
            return failed(job.source, "the process that made it was ended.", "Look at the free memory; run it alone.")


def _pool(workers: int) -> ProcessPoolExecutor:
    # A fork would copy the locks that threads hold, and the press and the PDF reader have threads.
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, fresh, initializer=_be_a_worker)


def _be_a_worker() -> None:
    """Ctrl-C is for the parent, which lets what is under way come to its end; without the parent there is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _cores() -> int:
    """Those that this process may use, which a container or a job scheduler may have made fewer."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
