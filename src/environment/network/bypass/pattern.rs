//! Names with `*` in them.

/// What a `?` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Itself.
    Literal,
    /// One character or none, as for Chromium (`base/strings/pattern.cc`).
    AtMostOne,
}

/// Whether the whole text fits the pattern, in which `*` stands for any number of characters. Small and capital
/// letters are different.
///
/// Takes time in proportion to both lengths, whatever the pattern.
pub(super) fn fits(pattern: &str, text: &str, question: Question) -> bool {
    let text: Vec<char> = text.chars().collect();
    // Which beginnings of the text fit the part of the pattern that was read so far.
    let mut fits: Vec<bool> = vec![false; text.len() + 1];
    if let Some(nothing) = fits.first_mut() {
        *nothing = true;
    }
    for sign in pattern.chars() {
        fits = match sign {
            '*' => {
                let mut seen = false;
                fits.iter()
                    .map(|fit| {
                        seen |= *fit;
                        seen
                    })
                    .collect()
            }
            '?' if question == Question::AtMostOne => {
                let one_less = std::iter::once(false).chain(fits.iter().copied());
                fits.iter().zip(one_less).map(|(now, before)| *now || before).collect()
            }
            sign => {
                let next = fits.iter().zip(&text).map(|(fit, have)| *fit && *have == sign);
                std::iter::once(false).chain(next).collect()
            }
        };
    }
    fits.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("*", "abc", true),
            ("a*c", "abc", true),
            ("a*c", "ac", true),
            ("a*c", "acb", false),
            ("*b*", "abc", true),
            ("*aab", "aaab", true),
            ("a?c", "abc", false),
        ] {
            assert_eq!(fits(pattern, text, Question::Literal), expected, "{pattern} {text}");
        }
        for (pattern, text, expected) in [("a?c", "abc", true), ("a?c", "ac", true), ("a?c", "abbc", false)] {
            assert_eq!(fits(pattern, text, Question::AtMostOne), expected, "{pattern} {text}");
        }
    }

    proptest! {
        #[test]
        fn parts_with_stars_between_fit(parts in prop::collection::vec("[a-c]{0,3}", 1..5), between in "[a-c]{0,3}") {
            prop_assert!(fits(&parts.join("*"), &parts.join(&between), Question::Literal));
        }
    }
}
