#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
"""Writes instants.csv (the calendar of instants), instant_texts.csv (ways to write them) and periods.csv (the windows they
lie in): dates by Python's datetime, windows by its integers, which know no overflow."""

import os
import platform
import random
from datetime import date, datetime, timedelta, timezone

HERE = os.path.dirname(os.path.abspath(__file__))
EPOCH = datetime(1970, 1, 1)
SECOND = 10**9
DAY = 86400 * SECOND
LOWEST, HIGHEST = -(2**63), 2**63 - 1
SEED = 20261120
source = random.Random(SEED)


def nanoseconds(moment):
    return (moment - EPOCH) // timedelta(microseconds=1) * 1000


def moment(t):
    """The second that an instant lies in."""
    return EPOCH + timedelta(seconds=t // SECOND)


def iso(t):
    fraction = t % SECOND
    digits = "" if fraction == 0 else f".{fraction:09}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return moment(t).strftime("%Y-%m-%dT%H:%M:%S") + digits + "Z"


def write(name, columns, rows):
    with open(os.path.join(HERE, name), "w", newline="\n") as file:
        file.write(f"# instants.py, Python {platform.python_version()}, seed {SEED}\n{','.join(columns)}\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def some_instants(number):
    """Anywhere, around the beginnings of days and months, and the ends."""
    ends = [LOWEST, LOWEST + 1, -DAY - 1, -DAY, -1, 0, 1, DAY - 1, DAY, HIGHEST - 1, HIGHEST]
    anywhere = [source.randint(LOWEST, HIGHEST) for _ in range(number)]
    days = [nanoseconds(datetime(source.randint(1678, 2261), source.randint(1, 12), source.choice((1, 2, 15, 28)))) for _ in range(number)]
    leap = [nanoseconds(datetime(year, month, 1)) for year in (1700, 1900, 1968, 1970, 2000, 2024, 2100, 2200) for month in (1, 3)]
    near = [day + source.choice((-1, 0, 1, -SECOND, 3 * 3600 * SECOND)) for day in days + leap]
    return ends + anywhere + near


def calendar():
    for t in some_instants(150):
        day = moment(t).date()
        yield t, (day - date(1970, 1, 1)).days, day.year, day.month, day.day, day.weekday(), moment(t).hour, iso(t)


DATES = (("%Y-%m-%d", "automatic"), ("%Y/%m/%d", "automatic"), ("%m/%d/%Y", "automatic"), ("%d.%m.%Y", "automatic"),
         ("%d/%m/%Y", "day_first"), ("%d.%m.%Y", "day_first"), ("%Y/%m/%d", "day_first"))
ZONES = ("", "Z", "+00:00", "-00:00", "+01:00", "-05:30", "+14:00", "-23:59")


def written():
    for _ in range(400):
        when = datetime(source.randint(1678, 2261), source.randint(1, 12), source.randint(1, 28), source.randint(0, 23),
                        source.randint(0, 59), source.randint(0, 59), source.randint(0, 999999))
        form, order = source.choice(DATES)
        text = when.strftime(form)
        clock, digits = source.choice((("", 0), ("%H:%M", 0), ("%H:%M:%S", 0), ("%H:%M:%S", 1), ("%H:%M:%S", 3), ("%H:%M:%S", 6)))
        if not clock:
            yield text, order, nanoseconds(when.replace(hour=0, minute=0, second=0, microsecond=0))
            continue
        micro = when.microsecond - when.microsecond % 10 ** (6 - digits)
        when = when.replace(second=when.second if "%S" in clock else 0, microsecond=micro)
        zone = source.choice(ZONES)
        text += source.choice(" T") + when.strftime(clock) + (f".{micro:06}"[: digits + 1] if digits else "") + zone
        if zone not in ("", "Z"):
            sign = -1 if zone[0] == "-" else 1
            east = timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:])))
            when = when.replace(tzinfo=east).astimezone(timezone.utc).replace(tzinfo=None)
        yield text, order, nanoseconds(when)


def months(t):
    return (moment(t).year - 1970) * 12 + moment(t).month - 1


def month_start(number):
    year, month = 1970 + number // 12, number % 12 + 1
    return (date(year, month, 1) - date(1970, 1, 1)).days * DAY if 1 <= year <= 9999 else (LOWEST - 1 if year < 1 else HIGHEST + 1)


def window(t, count, unit):
    if unit in ("mo", "y"):
        length = count * (12 if unit == "y" else 1)
        index = months(t) // length
        return index, month_start(index * length), month_start((index + 1) * length)
    length = count * {"ns": 1, "us": 10**3, "ms": 10**6, "s": SECOND, "min": 60 * SECOND, "h": 3600 * SECOND, "d": DAY, "w": 7 * DAY}[unit]
    origin = 4 * DAY if unit == "w" else 0
    index = (t - origin) // length
    return index, index * length + origin, (index + 1) * length + origin


PERIODS = ("1ns", "7ns", "3us", "250ms", "30s", "15min", "90min", "1h", "5h", "6h", "1d", "7d", "10d", "1w", "2w", "15250w", "106751d",
           "9223372036854775807ns", "1mo", "3mo", "7mo", "1y", "4y", "100y", "2000y", "768614336404564650y")


def windows():
    for text in PERIODS:
        digits = len(text.rstrip("nsumihdwoy"))
        for t in some_instants(8):
            index, start, end = window(t, int(text[:digits]), text[digits:])
            yield text, t, index, max(start, LOWEST), min(end, HIGHEST)


write("instants.csv", ("instant", "days", "year", "month", "day", "weekday", "hour", "text"), calendar())
write("instant_texts.csv", ("text", "format", "instant"), written())
write("periods.csv", ("period", "instant", "index", "start", "end"), windows())
