//! The same work on many things, on all processors.

use std::sync::Mutex;
use std::thread;

use anyhow::Result;

/// What the work made of each, in their order. What takes longest is best given first.
///
/// # Errors
/// The first that failed; what was under way is finished.
pub fn each<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let made: Vec<Mutex<Option<Result<R>>>> = things.iter().map(|_| Mutex::new(None)).collect();
    let next = Mutex::new(things.iter().zip(&made));
    let hands = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                while let Some((thing, place)) = next.lock().ok().and_then(|mut next| next.next()) {
                    let result = work(thing);
                    if let Ok(mut place) = place.lock() {
                        *place = Some(result);
                    }
                }
            });
        }
    });
    let made = made
        .into_iter()
        .filter_map(|place| place.into_inner().ok().flatten());
    made.collect()
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::each;

    #[test]
    fn all_is_done_in_order_and_what_fails_is_told() {
        let numbers: Vec<u32> = (0..100).collect();
        assert_eq!(each(&numbers, |n| Ok(n * 2)).unwrap()[99], 198);
        let failed = each(&numbers, |n| if *n == 50 { bail!("fifty") } else { Ok(()) });
        assert_eq!(failed.unwrap_err().to_string(), "fifty");
    }
}
