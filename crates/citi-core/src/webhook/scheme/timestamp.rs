//! [`TimestampFormat`].

use jiff::Timestamp;

/// How the time of a signature is written. Read to the letter: no sign, no blank, no fraction of a number.
///
/// ```
/// use citi_core::webhook::TimestampFormat;
/// let time = TimestampFormat::UnixSeconds.read("1614265330");
/// assert_eq!(time.map(|time| time.to_string()).as_deref(), Some("2021-02-25T15:02:10Z"));
/// assert_eq!(TimestampFormat::UnixSeconds.read("-1"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since 1970.
    UnixSeconds,
    /// Milliseconds since 1970.
    UnixMillis,
    /// `2026-03-04T21:00:00Z`, with or without a fraction (RFC 3339), always in UTC.
    Rfc3339,
}

impl TimestampFormat {
    /// The moment that the text means, if it means one.
    #[must_use]
    pub fn read(self, text: &str) -> Option<Timestamp> {
        match self {
            Self::UnixSeconds => Timestamp::from_second(digits(text)?).ok(),
            Self::UnixMillis => Timestamp::from_millisecond(digits(text)?).ok(),
            // With an end that it has once, no byte of what follows can be taken for a part of it.
            Self::Rfc3339 => text.ends_with('Z').then(|| text.parse().ok()).flatten(),
        }
    }

    /// The text of a moment. One before 1970 is written as 1970.
    #[must_use]
    pub fn write(self, moment: Timestamp) -> String {
        match self {
            Self::UnixSeconds => moment.as_second().max(0).to_string(),
            Self::UnixMillis => moment.as_millisecond().max(0).to_string(),
            Self::Rfc3339 => moment.to_string(),
        }
    }
}

fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [TimestampFormat; 3] = [
        TimestampFormat::UnixSeconds,
        TimestampFormat::UnixMillis,
        TimestampFormat::Rfc3339,
    ];

    #[test]
    fn what_is_written_is_read() {
        let moment = Timestamp::from_second(1_614_265_330).unwrap();
        for format in ALL {
            assert_eq!(format.read(&format.write(moment)), Some(moment));
        }
        assert_eq!(
            TimestampFormat::UnixSeconds.read("0"),
            Some(Timestamp::UNIX_EPOCH)
        );
    }

    #[test]
    fn extremes_are_no_time_and_no_panic() {
        for text in [
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999999999999999",
            "-1",
            "+1",
            " 1",
            "1 ",
            "1.5",
            "1e9",
            "0x10",
            "١",
            "",
            "Z",
            "2026-03-04T21:00:00+00:00",
            "2026-03-04T21:00:00Z[UTC]",
            "99999-03-04T21:00:00Z",
        ] {
            for format in ALL {
                assert_eq!(format.read(text), None, "{format:?} {text}");
            }
        }
        for moment in [Timestamp::MIN, Timestamp::MAX] {
            for format in ALL {
                assert!(!format.write(moment).is_empty());
            }
        }
    }
}
