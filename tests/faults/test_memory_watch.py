from .memory_watch import MemoryWatch


def watched(samples: list[int]) -> MemoryWatch:
    watch = MemoryWatch(1)
    watch.samples = samples
    return watch


def test_steady_memory_with_peaks_does_not_grow() -> None:
    assert not watched([200, 300, 310, 2000, 305, 300, 310, 2500, 320, 310, 1800, 312]).grows


def test_a_floor_that_rises_grows() -> None:
    assert watched([200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200, 1300]).grows


def test_a_filling_cache_does_not_grow() -> None:
    assert not watched([50, 100, 200, 400, 410, 400, 420, 400, 410, 405, 400, 410]).grows


def test_few_samples_show_no_growth() -> None:
    assert not watched([100, 1000]).grows
