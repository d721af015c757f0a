"""How soon may the next message be sent, by Teams' limits?"""

import pytest

from bot.channel.limits import OF_CONVERSATION, OF_TENANT, Limits


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sent_at_full_speed(limits: Limits, clock: Clock, count: int, key: str = "a") -> list[float]:
    """When each of `count` messages goes out if each goes as soon as it may."""
    times = []
    for _ in range(count):
        clock.now += limits.wait(key)
        limits.note(key)
        times.append(clock.now)
    return times


@pytest.mark.parametrize(("most", "seconds"), [(7, 1), (8, 2), (60, 30), (1800, 3600)])
def test_no_window_of_a_conversation_ever_holds_more(clock: Clock, most: int, seconds: float) -> None:
    times = sent_at_full_speed(Limits(OF_CONVERSATION, clock), clock, 2000)
    assert all(later - earlier >= seconds for earlier, later in zip(times, times[most:], strict=False))


def test_the_limits_are_made_use_of(clock: Clock) -> None:
    times = sent_at_full_speed(Limits(OF_CONVERSATION, clock), clock, 61)
    assert times[6] - times[0] == 0
    assert times[7] - times[0] == 1
    assert times[8] - times[0] == 2
    assert times[60] - times[0] == 30


def test_a_tenant_sends_fifty_a_second(clock: Clock) -> None:
    times = sent_at_full_speed(Limits(OF_TENANT, clock), clock, 101)
    assert [round(t - times[0]) for t in (times[49], times[50], times[100])] == [0, 1, 2]


def test_one_does_not_wait_for_another(clock: Clock) -> None:
    limits = Limits(OF_CONVERSATION, clock)
    sent_at_full_speed(limits, clock, 7)
    assert limits.wait("a") > 0
    assert limits.wait("b") == 0


def test_what_has_been_quiet_for_long_is_forgotten(clock: Clock) -> None:
    limits = Limits(OF_TENANT, clock)
    for number in range(100):
        limits.note(number)
        clock.now += 0.1
    assert len(limits) < 15
