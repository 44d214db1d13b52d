//! Texts of several lines, put together line by line (diff3).
//!
//! Khanna, Kunal, Pierce: A Formal Investigation of Diff3 (2007).

/// Two texts that are further apart are not compared: their number of lines, multiplied.
const MOST_CELLS: usize = 4_000_000;

/// Both texts in one, or none where both have changed the same lines.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let (base, ours, theirs) = (lines(base), lines(ours), lines(theirs));
    let (with_ours, with_theirs) = (common(&base, &ours)?, common(&base, &theirs)?);
    let mut merged = Vec::new();
    let mut from = (0, 0, 0);
    let mut theirs_at = with_theirs.iter().peekable();
    // Lines of the base that both still have, and behind them the end of all three.
    let mut meetings = Vec::new();
    for &(place, our_place) in &with_ours {
        while theirs_at.next_if(|(other, _)| *other < place).is_some() {}
        if let Some((_, their_place)) = theirs_at.next_if(|(other, _)| *other == place) {
            meetings.push((place, our_place, *their_place));
        }
    }
    for to in meetings.into_iter().chain([(base.len(), ours.len(), theirs.len())]) {
        chunk(&mut merged, base.get(from.0..to.0)?, ours.get(from.1..to.1)?, theirs.get(from.2..to.2)?)?;
        merged.extend(base.get(to.0));
        from = (to.0 + 1, to.1 + 1, to.2 + 1);
    }
    Some(merged.join("\n"))
}

/// An empty text has no line.
fn lines(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split('\n').collect() }
}

/// What stands between two lines that all have.
fn chunk<'a>(
    merged: &mut Vec<&'a str>,
    base: &[&'a str],
    ours: &[&'a str],
    theirs: &[&'a str],
) -> Option<()> {
    if ours == theirs || theirs == base {
        merged.extend(ours);
    } else if ours == base {
        merged.extend(theirs);
    } else if base.is_empty() {
        // Both have written something new here, or what both wrote has been put together before.
        if is_within(ours, theirs) {
            merged.extend(theirs);
            return Some(());
        }
        merged.extend(ours);
        if !is_within(theirs, ours) {
            let same = ours.iter().zip(theirs).take_while(|(ours, theirs)| ours == theirs).count();
            merged.extend(theirs.get(same..)?);
        }
    } else {
        return None;
    }
    Some(())
}

/// Whether all of `lines` stand in `others`, in the same order.
fn is_within(lines: &[&str], others: &[&str]) -> bool {
    let mut others = others.iter();
    lines.iter().all(|line| others.any(|other| other == line))
}

/// The longest sequence of lines that both have: their places in each. None where that is too much work.
fn common(a: &[&str], b: &[&str]) -> Option<Vec<(usize, usize)>> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (a.get(head..)?, b.get(head..)?);
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (rest_a.get(..rest_a.len() - tail)?, rest_b.get(..rest_b.len() - tail)?);
    let width = rest_b.len() + 1;
    if rest_a.len().checked_mul(width).is_none_or(|cells| cells > MOST_CELLS) {
        return None;
    }
    // How many lines the rests from here on have in common, from the end.
    let mut lengths = vec![0_u32; (rest_a.len() + 1) * width];
    let at = |lengths: &[u32], x: usize, y: usize| lengths.get(x * width + y).copied().unwrap_or(0);
    for (x, line) in rest_a.iter().enumerate().rev() {
        for (y, other) in rest_b.iter().enumerate().rev() {
            let length = if line == other {
                at(&lengths, x + 1, y + 1) + 1
            } else {
                at(&lengths, x + 1, y).max(at(&lengths, x, y + 1))
            };
            if let Some(cell) = lengths.get_mut(x * width + y) {
                *cell = length;
            }
        }
    }
    let mut pairs: Vec<_> = (0..head).map(|place| (place, place)).collect();
    let (mut x, mut y) = (0, 0);
    while let (Some(line), Some(other)) = (rest_a.get(x), rest_b.get(y)) {
        if line == other {
            pairs.push((head + x, head + y));
            (x, y) = (x + 1, y + 1);
        } else if at(&lengths, x + 1, y) >= at(&lengths, x, y + 1) {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs.extend((0..tail).map(|place| (a.len() - tail + place, b.len() - tail + place)));
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::merge;

    #[test]
    fn changes_in_different_places_come_together() {
        let base = "一\n二\n三\n四\n五";
        let merged = merge(base, "一\n二 改\n三\n四\n五", "零\n一\n二\n三\n五").unwrap();
        assert_eq!(merged, "零\n一\n二 改\n三\n五");
        assert_eq!(merge(base, base, "別").as_deref(), Some("別"));
    }

    #[test]
    fn what_both_add_stands_below_each_other() {
        assert_eq!(merge("一", "一\n二", "一\n三").as_deref(), Some("一\n二\n三"));
        assert_eq!(merge("", "二", "三").as_deref(), Some("二\n三"));
        assert_eq!(merge("一\n", "一\n二\n", "一\n三\n").as_deref(), Some("一\n二\n三\n"));
        assert_eq!(merge("一", "一\n同じ\n二", "一\n同じ\n三").as_deref(), Some("一\n同じ\n二\n三"));
        assert_eq!(merge("一", "一\n二\n三", "一\n三").as_deref(), Some("一\n二\n三"));
        assert_eq!(merge("一", "一\n三", "一\n二\n三").as_deref(), Some("一\n二\n三"));
    }

    #[test]
    fn one_line_that_both_change_is_left_to_people() {
        assert_eq!(merge("一\n二\n三", "一\n甲\n三", "一\n乙\n三"), None);
        let long = |line: &str| format!("{line}\n").repeat(3000);
        assert_eq!(merge(&long("a"), &long("b"), &long("c")), None);
    }
}
