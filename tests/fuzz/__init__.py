"""Stories spoiled by chance, some ten thousand of them: each is built or refused with a place, and nothing else."""
