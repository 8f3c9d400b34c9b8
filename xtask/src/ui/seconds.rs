//! Durations for people.

/// Milliseconds as seconds: `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn seconds(ms: u64) -> String {
    match ms {
        0..10_000 => format!("{}.{} s", ms / 1000, ms % 1000 / 100),
        10_000..120_000 => format!("{} s", ms / 1000),
        _ => format!("{} min {} s", ms / 60_000, ms % 60_000 / 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn people_read_them() {
        assert_eq!(seconds(420), "0.4 s");
        assert_eq!(seconds(9_999), "9.9 s");
        assert_eq!(seconds(12_700), "12 s");
        assert_eq!(seconds(185_000), "3 min 5 s");
    }
}
