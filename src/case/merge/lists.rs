//! Lists whose elements have ids.

use std::collections::HashMap;

use super::Merger;
use crate::case::Identified;

/// What names an element: its key, and which of those of the same key it is.
type Name = (String, usize);

fn named<T: Identified>(list: &[T]) -> Vec<(Name, &T)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let name = |item: &T| {
        let key = item.key();
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        (key, *count)
    };
    let names: Vec<Name> = list.iter().map(name).collect();
    names.into_iter().zip(list).collect()
}

/// Our list in our order, then what the other one has added. `both` puts together what both have changed; of what both
/// have added under one id, it is told that nothing stood there before.
pub(crate) fn merge<T: Identified>(
    merger: &mut Merger,
    base: &[T],
    ours: &[T],
    theirs: &[T],
    mut both: impl FnMut(&mut Merger, &T, &T, &T) -> T,
) -> Vec<T> {
    if theirs == base || ours == theirs {
        return ours.to_vec();
    }
    let nothing = T::default();
    let before: HashMap<Name, &T> = named(base).into_iter().collect();
    let (mine, other) = (named(ours), named(theirs));
    let their_side: HashMap<&Name, &T> = other.iter().map(|(name, item)| (name, *item)).collect();
    let mut merged = Vec::with_capacity(ours.len() + 1);
    for (name, ours) in &mine {
        match (before.get(name), their_side.get(name)) {
            // They took it away, and we have not touched it.
            (Some(base), None) if base == ours => merger.taken += 1,
            (_, None) => merged.push((*ours).clone()),
            (_, Some(theirs)) if theirs == ours => merged.push((*ours).clone()),
            (Some(base), Some(theirs)) if base == ours => {
                merger.taken += 1;
                merged.push((*theirs).clone());
            }
            (Some(base), Some(theirs)) if base == theirs => merged.push((*ours).clone()),
            (base, Some(theirs)) => merged.push(both(merger, base.unwrap_or(&&nothing), ours, theirs)),
        }
    }
    let our_side: HashMap<&Name, &T> = mine.iter().map(|(name, item)| (name, *item)).collect();
    for (name, theirs) in &other {
        // What we took away comes back only if they have changed it.
        if !our_side.contains_key(name) && before.get(name) != Some(theirs) {
            merger.taken += 1;
            merged.push((*theirs).clone());
        }
    }
    merged
}
