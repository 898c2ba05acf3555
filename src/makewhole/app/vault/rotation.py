"""New keys for old while people work: old keys open what they wrapped until the last of it is wrapped anew."""

from collections.abc import Callable

from django.db import transaction

from . import audit, keys
from .masters import masters
from .models import DataKey, PracticeKey

BATCH = 200


def rewrap_practice_keys() -> int:
    """Wrap the acting practice's keys under the newest master key. Returns how many were wrapped anew."""
    keeper, count = masters(), 0
    for key in PracticeKey.objects.exclude(master=keeper.newest):
        with transaction.atomic():
            audit.take_turn()
            row = PracticeKey.objects.select_for_update().get(pk=key.pk)
            row.master, row.wrapped = keeper.newest, keeper.wrap(keys.practice_key(row), keys.practice_place(row))
            row.save()
            audit.append("rotate", "vault_practicekey", row=row.pk)
        count += 1
    return count


def rotate_practice_key(progress: Callable[[int], None] = lambda count: None) -> int:
    """Give the acting practice a new key, wrap every data key under it, then drop the old ones.

    Readers and writers go on meanwhile. May be stopped and run again. Returns how many data keys were wrapped anew.
    """
    with transaction.atomic():
        audit.take_turn()
        newest = keys.new_practice_key()
        audit.append("rotate", "vault_practicekey", row=newest.pk)
    return finish_rotation(progress)


def finish_rotation(progress: Callable[[int], None] = lambda count: None) -> int:
    """Wrap what older practice keys still wrap under the newest, and drop them. Returns how many were wrapped anew."""
    count = 0
    while (newest := PracticeKey.objects.order_by("-number").first()) is not None:
        while done := _rewrap_some(newest):
            count += done
            progress(count)
        # A key may have been made under an old one meanwhile: then that one stays, and is done again.
        _drop_unused()
        if PracticeKey.objects.count() == 1:
            break
    return count


def _rewrap_some(newest: PracticeKey) -> int:
    with transaction.atomic():
        audit.take_turn()
        old = DataKey.objects.exclude(practice_key=newest).select_for_update()
        rows = list(old[:BATCH])
        for row in rows:
            if row.wrapped:
                keys.wrap(row, keys.unwrapped(row), newest)
            row.practice_key = newest
            row.save()
    return len(rows)


def _drop_unused() -> None:
    with transaction.atomic():
        audit.take_turn()
        rows = list(PracticeKey.objects.select_for_update().order_by("number"))
        for row in rows[:-1]:
            if not DataKey.objects.filter(practice_key=row).exists():
                row.delete()
                keys.forget(row.pk)
                audit.append("retire", "vault_practicekey", row=row.pk)
