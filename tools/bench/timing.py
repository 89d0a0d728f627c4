"""Wall time of a command, on a machine where other work may run."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

#: Seconds of other work in a second of ours that still let a time count. A build that uses every
#: core loses more to other work than one that uses one core, so even ratios would be wrong.
DISTURBANCE = 0.1
#: How long a disturbed command runs again and again before its time is taken as it is, in seconds.
PATIENCE = 60
_STAT = Path("/proc/stat")  # Linux only; elsewhere every time counts

#: Times that were taken although other work ran, over the whole benchmark.
disturbed: list[str] = []


def seconds(command: list[str], folder: Path, environment: dict[str, str], prepare=lambda: None) -> float:
    """Wall time of a command in a folder, in seconds, undisturbed if possible; `prepare` runs before each try."""
    end = time.monotonic() + PATIENCE
    while True:
        prepare()
        busy = _others()
        took = run(command, folder, environment)
        if (_others() - busy) / took <= DISTURBANCE:
            return took
        if time.monotonic() > end:
            disturbed.append(" ".join(command))
            return took
        time.sleep(1)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Wall time of a command in a folder, in seconds; stop when it fails or warns."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    if done.returncode or "WARN" in done.stderr:
        sys.exit(f"{' '.join(command)} in {folder}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return took


def _others() -> float:
    """Processor time that anything but this process and its children has used since the machine started, in seconds."""
    if not _STAT.exists():
        return 0.0
    user, nice, system, _, _, irq, softirq, steal = map(int, _STAT.read_text().split(maxsplit=9)[1:9])
    ours = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK") - ours
