//! Numbers in a text, as they are grouped.

use std::ops::Range;

/// Digits with at most one space or dash between two of them, as long as it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    /// The groups of digits.
    pub(super) groups: Vec<Range<usize>>,
    /// What stands between them, one fewer than the groups.
    pub(super) separators: Vec<u8>,
}

impl Chain {
    /// A part of it: from the first to the last of some groups.
    pub(super) fn span(&self, groups: Range<usize>) -> Option<Range<usize>> {
        let some = self.groups.get(groups)?;
        Some(some.first()?.start..some.last()?.end)
    }

    /// The lengths of some of its groups.
    pub(super) fn lengths(&self, groups: Range<usize>) -> Vec<usize> {
        self.groups.get(groups).unwrap_or_default().iter().map(ExactSizeIterator::len).collect()
    }

    /// Whether nothing but spaces joins some of its groups to the others: a dash makes them one number.
    pub(super) fn stands_alone(&self, groups: &Range<usize>) -> bool {
        let before = groups.start.checked_sub(1).and_then(|index| self.separators.get(index));
        let after = groups.end.checked_sub(1).and_then(|index| self.separators.get(index));
        [before, after].into_iter().flatten().all(|separator| *separator == b' ')
    }
}

/// All chains of a text, in order.
pub(super) fn chains(text: &str) -> Vec<Chain> {
    let bytes = text.as_bytes();
    let mut chains: Vec<Chain> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !byte.is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let separator = start.checked_sub(1).and_then(|index| bytes.get(index)).copied();
        match (chains.last_mut(), separator) {
            (Some(chain), Some(separator @ (b' ' | b'-')))
                if chain.groups.last().is_some_and(|last| last.end + 1 == start) =>
            {
                chain.groups.push(start..at);
                chain.separators.push(separator);
            }
            _ => {
                let groups = std::iter::once(start..at).collect();
                chains.push(Chain { groups, separators: Vec::new() });
            }
        }
    }
    chains
}

/// Its digits, without what stands between them.
pub(super) fn digits_of(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// The check of card numbers (ISO/IEC 7812-1, annex B).
pub(super) fn passes_luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => *digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// The check of a My Number: twelve digits, the last of which is made of the others with the weights 2 to 7
/// (平成26年総務省令第85号, article 5).
pub(super) fn passes_my_number(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last().filter(|(_, body)| body.len() == 11) else {
        return false;
    };
    let weighted = body.iter().rev().zip(1_u32..).map(|(digit, place)| {
        let weight = if place <= 6 { place + 1 } else { place - 5 };
        digit * weight
    });
    let rest = weighted.sum::<u32>() % 11;
    let expected = if rest <= 1 { 0 } else { 11 - rest };
    *check == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_they_are_written() {
        let found = chains("x12 34-5  6/7");
        let lengths: Vec<Vec<usize>> =
            found.iter().map(|chain| chain.lengths(0..chain.groups.len())).collect();
        assert_eq!(lengths, [vec![2, 2, 1], vec![1], vec![1]]);
        assert_eq!(found[0].separators, [b' ', b'-']);
        assert!(found[0].stands_alone(&(0..1)) && !found[0].stands_alone(&(1..2)));
    }

    #[test]
    fn check_digits() {
        assert!(passes_luhn(&digits_of("4111 1111 1111 1111")));
        assert!(!passes_luhn(&digits_of("4111 1111 1111 1112")));
        assert!(!passes_luhn(&[]));
        // Made for tests, and known as such.
        assert!(passes_my_number(&digits_of("123456789018")));
        for other in (0..10).filter(|digit| *digit != 8) {
            assert!(!passes_my_number(&digits_of(&format!("12345678901{other}"))));
        }
        assert!(!passes_my_number(&digits_of("1234567890180")));
    }
}
