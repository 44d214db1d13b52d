//! Logins that help each other in a circle, and nobody else helps them.

use std::collections::{HashMap, HashSet};

use super::judge::Judge;
use super::{Rule, Subject};

/// Which logins can help which, by their places in the ledger.
struct Help {
    /// For each login, those of the people who help it.
    by: Vec<Vec<usize>>,
    /// Whether somebody helps it who has no login of their own in the ledger: from outside.
    from_outside: Vec<bool>,
}

pub(super) fn help(judge: &mut Judge<'_>) {
    let ledger = judge.ledger;
    let help = Help::of(judge);
    let circles = circles(&help.by);
    let in_a_circle: HashSet<usize> = circles.iter().flatten().copied().collect();
    for circle in &circles {
        let inside: HashSet<usize> = circle.iter().copied().collect();
        let is_helped = |login: &usize| {
            help.from_outside.get(*login).is_some_and(|outside| *outside)
                || help.by.get(*login).is_some_and(|by| by.iter().any(|helper| !inside.contains(helper)))
        };
        if circle.iter().any(is_helped) {
            judge.passes(Rule::HelpFromOutside);
        } else {
            let logins = circle.iter().filter_map(|login| ledger.logins.get(*login));
            judge.fails(Rule::HelpFromOutside, logins.map(|login| Subject::Login(login.id.clone())));
        }
    }
    for (login, helpers) in help.by.iter().enumerate() {
        let is_helped = !helpers.is_empty() || help.from_outside.get(login).is_some_and(|outside| *outside);
        if is_helped && !in_a_circle.contains(&login) {
            judge.passes(Rule::HelpFromOutside);
        }
    }
}

impl Help {
    fn of(judge: &Judge<'_>) -> Self {
        let logins = &judge.ledger.logins;
        let places: HashMap<&str, usize> =
            logins.iter().enumerate().map(|(place, login)| (login.id.as_str(), place)).collect();
        let mut help = Self { by: vec![Vec::new(); logins.len()], from_outside: vec![false; logins.len()] };
        for recovery in &judge.ledger.recoveries {
            let Some(place) = places.get(recovery.login.as_str()) else { continue };
            if judge.is_gone(&recovery.by) || recovery.by.trim().is_empty() {
                continue;
            }
            let theirs = judge.logins_of(&recovery.by).iter();
            let theirs: Vec<usize> =
                theirs.filter_map(|login| places.get(login.id.as_str()).copied()).collect();
            if theirs.is_empty()
                && let Some(outside) = help.from_outside.get_mut(*place)
            {
                *outside = true;
            }
            if let Some(by) = help.by.get_mut(*place) {
                by.extend(theirs);
            }
        }
        help
    }
}

/// The strongly connected parts with a circle in them, each sorted: Tarjan, "Depth-First Search and Linear Graph
/// Algorithms" (1972), with a stack of its own, so that a long chain does not end the program's.
fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        number: vec![None; edges.len()],
        low: vec![0; edges.len()],
        waiting: Vec::new(),
        is_waiting: vec![false; edges.len()],
        next: 0,
        circles: Vec::new(),
    };
    for start in 0..edges.len() {
        if search.number.get(start).is_some_and(Option::is_none) {
            search.from(start);
        }
    }
    search.circles.sort();
    search.circles
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    number: Vec<Option<usize>>,
    low: Vec<usize>,
    waiting: Vec<usize>,
    is_waiting: Vec<bool>,
    next: usize,
    circles: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        self.enter(start);
        while let Some((node, edge)) = path.last_mut() {
            let node = *node;
            let next = self.edges.get(node).and_then(|edges| edges.get(*edge)).copied();
            *edge += 1;
            match next {
                Some(next) => match self.number.get(next).copied().flatten() {
                    None => {
                        self.enter(next);
                        path.push((next, 0));
                    }
                    Some(number) if self.is_waiting.get(next) == Some(&true) => self.lower(node, number),
                    Some(_) => {}
                },
                None => {
                    path.pop();
                    self.leave(node);
                    if let Some((above, _)) = path.last() {
                        let low = self.low.get(node).copied().unwrap_or_default();
                        self.lower(*above, low);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        if let (Some(number), Some(low), Some(waits)) =
            (self.number.get_mut(node), self.low.get_mut(node), self.is_waiting.get_mut(node))
        {
            (*number, *low, *waits) = (Some(self.next), self.next, true);
        }
        self.waiting.push(node);
        self.next += 1;
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(low) = self.low.get_mut(node) {
            *low = to.min(*low);
        }
    }

    fn leave(&mut self, node: usize) {
        if self.number.get(node).copied().flatten() != self.low.get(node).copied() {
            return;
        }
        let mut part = Vec::new();
        while let Some(last) = self.waiting.pop() {
            if let Some(waits) = self.is_waiting.get_mut(last) {
                *waits = false;
            }
            part.push(last);
            if last == node {
                break;
            }
        }
        let is_alone = part.len() == 1;
        let helps_itself = self.edges.get(node).is_some_and(|edges| edges.contains(&node));
        if !is_alone || helps_itself {
            part.sort_unstable();
            self.circles.push(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::circles;

    #[test]
    fn circles_are_found_and_chains_are_none() {
        assert_eq!(circles(&[vec![1], vec![2], vec![]]), Vec::<Vec<usize>>::new());
        assert_eq!(circles(&[vec![1], vec![0], vec![0]]), [vec![0, 1]]);
        assert_eq!(circles(&[vec![0], vec![2], vec![3], vec![1]]), [vec![0], vec![1, 2, 3]]);
    }

    #[test]
    fn a_long_chain_does_not_end_the_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000).map(|node| vec![(node + 1) % 200_000]).collect();
        assert_eq!(circles(&edges).len(), 1);
    }

    proptest! {
        #[test]
        fn two_are_in_one_circle_if_each_reaches_the_other(
            edges in prop::collection::vec(prop::collection::vec(0..7_usize, 0..3), 7)
        ) {
            let reaches = |from: usize, to: usize| {
                let (mut seen, mut left) = ([false; 7], edges[from].clone());
                while let Some(node) = left.pop() {
                    if !std::mem::replace(&mut seen[node], true) {
                        left.extend(&edges[node]);
                    }
                }
                seen[to]
            };
            let found = circles(&edges);
            for a in 0..7 {
                for b in 0..7 {
                    let together = found.iter().any(|circle| circle.contains(&a) && circle.contains(&b));
                    prop_assert_eq!(together, reaches(a, b) && reaches(b, a), "{} {}", a, b);
                }
            }
        }
    }
}
