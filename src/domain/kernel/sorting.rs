//! Sorting whose code exists once, whatever is sorted. `slice::sort` is built anew for each type, at 4 KB of WebAssembly
//! each, also inside what collects a map or a set; and what is sorted on a board is short.

use std::cmp::Ordering;

pub trait Sorting<T> {
    /// As `sort_by`: what is equal stays in its order.
    fn put_in_order(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    fn put_in_order_by<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.put_in_order(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Sorting<T> for Vec<T> {
    fn put_in_order(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut order: Vec<usize> = (0..self.len()).collect();
        sort(&mut order, &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        let mut taken: Vec<Option<T>> = self.drain(..).map(Some).collect();
        self.extend(order.into_iter().filter_map(|at| taken.get_mut(at)?.take()));
    }
}

/// A map or a set of these, filled one by one.
pub fn gathered<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

#[inline(never)]
fn sort(order: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    order.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::Sorting;

    proptest::proptest! {
        #[test]
        fn it_sorts_as_the_library_does(words in proptest::collection::vec((0u8..4, 0u8..9), 0..60)) {
            let (mut ours, mut theirs) = (words.clone(), words);
            ours.put_in_order_by(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs);
        }
    }
}
