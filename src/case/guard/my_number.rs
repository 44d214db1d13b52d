//! My Numbers (個人番号): twelve digits with their check digit. One in eleven of any twelve digits passes the check, so
//! words count, or the grouping that is printed on the card.

use super::digits::{digits_of, passes_my_number};
use super::line::Line;
use super::words::{Class, Words};
use super::{Candidate, Kind, Why};

/// Bytes between a number and a word that tells what it is.
const REACH: usize = 120;

pub(super) fn find(line: &Line<'_>, _words: &Words, found: &mut Vec<Candidate>) {
    for chain in &line.chains {
        let count = chain.groups.len();
        let runs =
            (0..count).flat_map(|first| [first..first + 1, first..first + 3]).filter(|run| run.end <= count);
        for run in runs {
            let lengths = chain.lengths(run.clone());
            let grouped = lengths == [4, 4, 4];
            let Some(range) = chain.span(run.clone()).filter(|_| grouped || lengths == [12]) else {
                continue;
            };
            let whole = chain.stands_alone(&run) && (run.len() == count || !grouped);
            let joined = [line.before(range.start, 1), line.after(range.end, 1)]
                .iter()
                .any(|beside| beside.contains(|c: char| c.is_ascii_alphanumeric() || "_.".contains(c)));
            let told = line.is_near(&range, REACH, &[Class::MyNumber]);
            let other = line.is_near(&range, REACH, &[Class::Parcel, Class::Other, Class::Account]);
            if whole
                && !joined
                && passes_my_number(&digits_of(line.part(range.clone())))
                && (told || grouped && !other)
            {
                found.push(Candidate { kind: Kind::MyNumber, range, why: Why::CheckDigit });
            }
        }
    }
}
