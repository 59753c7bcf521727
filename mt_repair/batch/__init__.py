"""Corpora repaired by one command: any number of files, on all cores, nothing lost when it ends early."""

from mt_repair.batch.course import Step
from mt_repair.batch.job import Job
from mt_repair.batch.run import Outcome, repair_corpora

__all__ = ["Job", "Outcome", "Step", "repair_corpora"]
