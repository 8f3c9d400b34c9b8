//! Room for deep documents.

/// How much stack a document gets: deep ones recurse in several stages, and an overflow can't be
/// caught.
pub(super) const STACK: usize = 256 << 20;

/// Runs `work` on a thread with a roomy stack.
pub(super) fn on_roomy_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(value)) => value,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // A system that gives no thread gives nothing else either.
            Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_recursion_fits() {
        fn depth(left: u32) -> u32 {
            let room = std::hint::black_box([left; 256]);
            if left == 0 { 0 } else { 1 + depth(room[7] - 1) }
        }
        assert_eq!(on_roomy_stack(|| depth(20_000)), 20_000);
    }
}
