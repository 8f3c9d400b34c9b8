//! The pieces of which dates and times are made.

use jiff::civil;

use super::TimeError;

/// What is left to read of a text.
#[derive(Clone, Copy)]
pub(super) struct Rest<'a>(pub(super) &'a str);

impl<'a> Rest<'a> {
    /// Takes exactly `count` digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let text = self.0.get(..count)?;
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = self.0.get(count..)?;
        text.parse().ok()
    }

    /// Takes one digit or two.
    fn one_or_two(&mut self) -> Option<i64> {
        self.digits(2).or_else(|| self.digits(1))
    }

    /// How many digits come next.
    pub(super) fn run(self) -> usize {
        self.0.bytes().take_while(u8::is_ascii_digit).count()
    }

    /// Takes one of these characters.
    pub(super) fn any(&mut self, of: &[char]) -> Option<char> {
        let first = self.0.chars().next().filter(|first| of.contains(first))?;
        self.0 = self.0.get(first.len_utf8()..)?;
        Some(first)
    }

    /// Takes this word, in any case, if no letter follows it.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let (Some(start), Some(rest)) = (self.0.get(..word.len()), self.0.get(word.len()..)) else {
            return false;
        };
        let fits = start.eq_ignore_ascii_case(word)
            && !rest.starts_with(|next: char| next.is_alphanumeric());
        if fits {
            self.0 = rest;
        }
        fits
    }

    /// Takes a date.
    pub(super) fn date(&mut self) -> Result<civil::Date, TimeError> {
        let (year, month, day) = match self.run() {
            4 => self.year_first().ok_or(TimeError::Layout)?,
            8 | 14 => self.compact().ok_or(TimeError::Layout)?,
            1 | 2 => self.year_last()?,
            _ => return Err(TimeError::Layout),
        };
        let small = |value: i64| i8::try_from(value).map_err(|_| TimeError::Range);
        let year = i16::try_from(year).map_err(|_| TimeError::Range)?;
        civil::Date::new(year, small(month)?, small(day)?).map_err(|_| TimeError::Range)
    }

    /// `2026-01-31`, `2026/1/31`, `2026.01.31`.
    fn year_first(&mut self) -> Option<(i64, i64, i64)> {
        let year = self.digits(4)?;
        let mark = self.any(&['-', '/', '.'])?;
        let month = self.one_or_two()?;
        self.any(&[mark])?;
        Some((year, month, self.one_or_two()?))
    }

    /// `20260131`.
    fn compact(&mut self) -> Option<(i64, i64, i64)> {
        Some((self.digits(4)?, self.digits(2)?, self.digits(2)?))
    }

    /// `31-JAN-2026`, `31 Jan 2026`, and `31/01/2026` or `01/31/2026` where only one is a date.
    fn year_last(&mut self) -> Result<(i64, i64, i64), TimeError> {
        let first = self.one_or_two().ok_or(TimeError::Layout)?;
        let mark = self.any(&['-', '/', '.', ' ']).ok_or(TimeError::Layout)?;
        let named = self.month_name();
        let second = match named {
            Some(month) => month,
            None => self.one_or_two().ok_or(TimeError::Layout)?,
        };
        self.any(&[mark]).ok_or(TimeError::Layout)?;
        let year = self.digits(4).ok_or(TimeError::Layout)?;
        match (named, first, second) {
            (Some(month), day, _) => Ok((year, month, day)),
            (None, 13.., 1..=12) => Ok((year, second, first)),
            (None, 1..=12, 13..) => Ok((year, first, second)),
            (None, day, month) if day == month => Ok((year, month, day)),
            (None, 1..=12, 1..=12) => Err(TimeError::Ambiguous),
            _ => Err(TimeError::Range),
        }
    }

    fn month_name(&mut self) -> Option<i64> {
        const NAMES: [&str; 12] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        let name = self.0.get(..3)?;
        let at = NAMES
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))?;
        self.0 = self.0.get(3..)?;
        i64::try_from(at + 1).ok()
    }

    /// Takes a time of day; the flag says that it was 24:00, the end of the day.
    pub(super) fn time(&mut self) -> Result<(civil::Time, bool), TimeError> {
        let hour = self.digits(2).ok_or(TimeError::Layout)?;
        let colon = self.any(&[':']).is_some();
        let minute = self.digits(2).ok_or(TimeError::Layout)?;
        let second = match colon {
            true if self.any(&[':']).is_some() => self.digits(2).ok_or(TimeError::Layout)?,
            false if self.run() >= 2 => self.digits(2).ok_or(TimeError::Layout)?,
            _ => 0,
        };
        let nanos = match self.any(&['.', ',']) {
            Some(_) => self.nanos()?,
            None => 0,
        };
        let hour = self.half_day(hour)?;
        let end = hour == 24;
        if end && (minute, second, nanos) != (0, 0, 0) {
            return Err(TimeError::Range);
        }
        let small = |value: i64| i8::try_from(value).map_err(|_| TimeError::Range);
        let hour = if end { 0 } else { hour };
        // A leap second is read as the last second before it, as POSIX time does.
        let second = if second == 60 { 59 } else { second };
        civil::Time::new(small(hour)?, small(minute)?, small(second)?, nanos)
            .map(|time| (time, end))
            .map_err(|_| TimeError::Range)
    }

    /// The digits of a fraction of a second; beyond nanoseconds only zeros.
    fn nanos(&mut self) -> Result<i32, TimeError> {
        let run = self.run();
        let text = self.0.get(..run).unwrap_or_default();
        let (nanos, beyond) = text.split_at(run.min(9));
        if nanos.is_empty() || beyond.bytes().any(|byte| byte != b'0') {
            return Err(TimeError::Layout);
        }
        self.0 = self.0.get(run..).unwrap_or_default();
        format!("{nanos:0<9}")
            .parse()
            .map_err(|_| TimeError::Layout)
    }

    /// `11:59 PM`: the hour of the day.
    fn half_day(&mut self, hour: i64) -> Result<i64, TimeError> {
        let before = *self;
        self.blanks();
        let afternoon = self.word("pm");
        if !afternoon && !self.word("am") {
            *self = before;
            return Ok(hour);
        }
        match hour {
            1..=12 => Ok(hour % 12 + if afternoon { 12 } else { 0 }),
            _ => Err(TimeError::Range),
        }
    }

    /// Takes an offset such as `+05:30`, `-0500`, `+01`, in seconds.
    pub(super) fn offset(&mut self) -> Option<i32> {
        let east = self.any(&['+', '-', '−'])? == '+';
        let hours = self.digits(2)?;
        let colon = self.any(&[':']).is_some();
        let minutes = match self.run() {
            2 => self.digits(2)?,
            0 if !colon => 0,
            _ => return None,
        };
        if hours > 25 || minutes > 59 {
            return None;
        }
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        Some(if east { seconds } else { -seconds })
    }

    /// Takes blanks.
    pub(super) fn blanks(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn dates_in_the_layouts_that_banks_send() {
        for text in [
            "2026-01-31",
            "2026/01/31",
            "2026.1.31",
            "20260131",
            "31-JAN-2026",
            "31 jan 2026",
            "31/01/2026",
            "01/31/2026",
            "31.01.2026",
        ] {
            assert_eq!(Rest(text).date(), Ok(date(2026, 1, 31)), "{text}");
        }
        assert_eq!(Rest("04/04/2026").date(), Ok(date(2026, 4, 4)));
        assert_eq!(Rest("03/04/2026").date(), Err(TimeError::Ambiguous));
        assert_eq!(Rest("2026-02-30").date(), Err(TimeError::Range));
        assert_eq!(Rest("31/13/2026").date(), Err(TimeError::Range));
        for bad in [
            "",
            "2026-01/31",
            "26-01-31",
            "soon",
            "2026",
            "31-Jab-2026",
            "٢٠٢٦-01-31",
        ] {
            assert_eq!(Rest(bad).date(), Err(TimeError::Layout), "{bad}");
        }
    }

    #[test]
    fn times_of_day() {
        let read = |text| Rest(text).time();
        assert_eq!(
            read("23:59:59.123456789"),
            Ok((time(23, 59, 59, 123_456_789), false))
        );
        assert_eq!(
            read("23:59:59,5"),
            Ok((time(23, 59, 59, 500_000_000), false))
        );
        assert_eq!(read("235959"), Ok((time(23, 59, 59, 0), false)));
        assert_eq!(read("23:59"), Ok((time(23, 59, 0, 0), false)));
        assert_eq!(read("24:00:00"), Ok((time(0, 0, 0, 0), true)));
        assert_eq!(read("12:05 am"), Ok((time(0, 5, 0, 0), false)));
        assert_eq!(read("11:59:00 PM"), Ok((time(23, 59, 0, 0), false)));
        assert_eq!(read("23:59:60"), Ok((time(23, 59, 59, 0), false)));
        assert_eq!(read("24:00:01"), Err(TimeError::Range));
        assert_eq!(read("25:00:00"), Err(TimeError::Range));
        assert_eq!(read("13:00 pm"), Err(TimeError::Range));
        assert_eq!(read("23:59:59.1234567891"), Err(TimeError::Layout));
        assert_eq!(
            read("23:59:59.1234567890"),
            Ok((time(23, 59, 59, 123_456_789), false))
        );
    }

    #[test]
    fn offsets() {
        assert_eq!(Rest("+05:30").offset(), Some(19_800));
        assert_eq!(Rest("-0500").offset(), Some(-18_000));
        assert_eq!(Rest("+01").offset(), Some(3_600));
        for bad in ["05:30", "+5", "+05:", "+05:3", "+99:00", "+05:300"] {
            assert_eq!(Rest(bad).offset(), None, "{bad}");
        }
    }
}
