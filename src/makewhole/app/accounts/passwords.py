"""Password rules after NIST SP 800-63B: long enough, not widely known, not one's own name; nothing else."""


class LengthValidator:
    pass


class KnownValidator:
    pass


class OwnWordsValidator:
    pass
