//! The fewest sets that cover everything: exact, by branching on what is hardest to cover.

use std::collections::BTreeMap;

/// Branches looked at before the best answer so far is taken, and said to be no more than that.
const MOST_BRANCHES: u32 = 200_000;

/// A set that can be chosen.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// What it covers: places of elements, sorted.
    pub covers: Vec<usize>,
    /// Of two answers with as many sets, the one with the smaller sum wins.
    pub effort: u32,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cover {
    /// The chosen sets, as places in the list.
    pub chosen: Vec<usize>,
    /// Elements that no set covers.
    pub uncovered: Vec<usize>,
    /// Whether no answer has fewer sets, or as many with less effort.
    pub is_proven: bool,
}

/// Covers `elements` elements by as few of the sets as possible.
pub(super) fn cover(elements: usize, sets: &[Set]) -> Cover {
    let useful = undominated(sets);
    let mut by_element: Vec<Vec<usize>> = vec![Vec::new(); elements];
    for at in &useful {
        for element in sets.get(*at).into_iter().flat_map(|set| &set.covers) {
            by_element.get_mut(*element).into_iter().for_each(|list| list.push(*at));
        }
    }
    let mut cover = Cover { is_proven: true, ..Cover::default() };
    // Elements that the same sets cover are one.
    let mut needs: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for (element, list) in by_element.into_iter().enumerate() {
        if list.is_empty() {
            cover.uncovered.push(element);
        } else {
            needs.entry(list).or_insert(element);
        }
    }
    for part in parts(needs.into_keys().collect()) {
        let mut search = Search { sets, needs: hardest_first(part), best: None, branches: 0 };
        search.branch(&mut Vec::new(), 0);
        cover.is_proven &= search.branches < MOST_BRANCHES;
        cover.chosen.extend(search.best.unwrap_or_default().0);
    }
    cover.chosen.sort_unstable();
    cover
}

/// Sets without those that another one is never worse than.
fn undominated(sets: &[Set]) -> Vec<usize> {
    let mut order: Vec<(usize, &Set)> =
        sets.iter().enumerate().filter(|(_, set)| !set.covers.is_empty()).collect();
    order.sort_by_key(|(at, set)| (std::cmp::Reverse(set.covers.len()), set.effort, *at));
    let mut kept: Vec<(usize, &Set)> = Vec::new();
    // Whatever holds a set holds its first element, too.
    let mut by_element: BTreeMap<usize, Vec<&Set>> = BTreeMap::new();
    for (at, set) in order {
        let first = set.covers.first().copied().unwrap_or_default();
        let rivals = by_element.get(&first).into_iter().flatten();
        let is_dominated = rivals.into_iter().any(|rival| {
            rival.effort <= set.effort && set.covers.iter().all(|e| rival.covers.binary_search(e).is_ok())
        });
        if !is_dominated {
            for element in &set.covers {
                by_element.entry(*element).or_default().push(set);
            }
            kept.push((at, set));
        }
    }
    kept.into_iter().map(|(at, _)| at).collect()
}

/// Needs that share no set, even by way of others, can be met one group after the other.
fn parts(needs: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Vec<usize>>> = Vec::new();
    for need in needs {
        let mut joined: Vec<usize> = need.iter().filter_map(|set| group_of.get(set).copied()).collect();
        joined.sort_unstable();
        joined.dedup();
        let mut group = vec![need];
        for old in joined {
            group.extend(groups.get_mut(old).map(std::mem::take).unwrap_or_default());
        }
        for set in group.iter().flatten() {
            group_of.insert(*set, groups.len());
        }
        groups.push(group);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn hardest_first(mut needs: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    needs.sort_by_key(Vec::len);
    needs
}

struct Search<'a> {
    sets: &'a [Set],
    /// For each thing that is to be covered, the sets that cover it.
    needs: Vec<Vec<usize>>,
    best: Option<(Vec<usize>, u32)>,
    branches: u32,
}

impl Search<'_> {
    fn branch(&mut self, chosen: &mut Vec<usize>, effort: u32) {
        self.branches += 1;
        let open: Vec<&Vec<usize>> =
            self.needs.iter().filter(|need| !need.iter().any(|set| chosen.contains(set))).collect();
        let Some(hardest) = open.first().map(|need| (*need).clone()) else {
            if self.is_better(chosen.len(), effort) {
                self.best = Some((chosen.clone(), effort));
            }
            return;
        };
        let (more, more_effort) = self.at_least(&open);
        let is_late = self.branches >= MOST_BRANCHES && self.best.is_some();
        if is_late || !self.is_better(chosen.len() + more, effort + more_effort) {
            return;
        }
        let mut tries = hardest;
        let gain = |at: &usize| open.iter().filter(|need| need.contains(at)).count();
        tries.sort_by_key(|at| (std::cmp::Reverse(gain(at)), self.effort(*at)));
        for at in tries {
            chosen.push(at);
            self.branch(chosen, effort + self.effort(at));
            chosen.pop();
        }
    }

    fn effort(&self, at: usize) -> u32 {
        self.sets.get(at).map_or(0, |set| set.effort)
    }

    fn is_better(&self, count: usize, effort: u32) -> bool {
        self.best.as_ref().is_none_or(|(best, least)| (count, effort) < (best.len(), *least))
    }

    /// As many sets as it takes at least: needs without a set in common take one each.
    fn at_least(&self, open: &[&Vec<usize>]) -> (usize, u32) {
        let mut used: Vec<usize> = Vec::new();
        let (mut count, mut effort) = (0, 0);
        for need in open {
            if need.iter().any(|set| used.contains(set)) {
                continue;
            }
            used.extend(need.iter());
            count += 1;
            effort += need.iter().map(|set| self.effort(*set)).min().unwrap_or_default();
        }
        (count, effort)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Cover, Set, cover};

    fn set(covers: &[usize], effort: u32) -> Set {
        Set { covers: covers.to_vec(), effort }
    }

    #[test]
    fn few_sets_count_more_than_little_effort() {
        let sets = [set(&[0], 1), set(&[1], 1), set(&[0, 1], 9)];
        assert_eq!(cover(2, &sets).chosen, [2]);
    }

    #[test]
    fn what_looks_best_first_is_not_always_taken() {
        // The largest set is in no shortest answer.
        let sets = [set(&[0, 1, 2, 3], 1), set(&[0, 1, 4], 1), set(&[2, 3, 5], 1)];
        assert_eq!(cover(6, &sets).chosen, [1, 2]);
    }

    #[test]
    fn what_nothing_covers_is_said() {
        let found = cover(2, &[set(&[1], 1)]);
        assert_eq!(found, Cover { chosen: vec![0], uncovered: vec![0], is_proven: true });
    }

    /// The fewest sets, and the least effort with so many, by trying all.
    fn by_trying(elements: usize, sets: &[Set]) -> Option<(u32, u32)> {
        (0..1_u32 << sets.len())
            .filter_map(|choice| {
                let chosen: Vec<&Set> =
                    (0..sets.len()).filter(|at| choice >> at & 1 == 1).map(|at| &sets[at]).collect();
                let covered = (0..elements).all(|e| chosen.iter().any(|set| set.covers.contains(&e)));
                covered.then(|| (choice.count_ones(), chosen.iter().map(|set| set.effort).sum()))
            })
            .min()
    }

    proptest! {
        #[test]
        fn no_answer_is_shorter(
            choices in prop::collection::vec((prop::collection::btree_set(0..7_usize, 1..5), 1..4_u32), 1..10)
        ) {
            let sets: Vec<Set> = choices
                .into_iter()
                .map(|(covers, effort)| Set { covers: covers.into_iter().collect(), effort })
                .collect();
            let found = cover(7, &sets);
            prop_assert!(found.is_proven);
            if let Some((count, effort)) = by_trying(7, &sets) {
                let spent: u32 = found.chosen.iter().map(|at| sets[*at].effort).sum();
                prop_assert_eq!((found.chosen.len(), spent), (count as usize, effort));
                prop_assert!(found.uncovered.is_empty());
            } else {
                prop_assert!(!found.uncovered.is_empty());
            }
        }
    }
}
